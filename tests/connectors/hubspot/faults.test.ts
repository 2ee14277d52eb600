import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawIndex, type Random, seededRandom } from '../../../src/domain/random.ts';
import { faultKinds, type PlannedFault } from '../../support/hubspot-server/faults.ts';
import {
  nothingPulled,
  type OpenedHubspot,
  openHubspot,
  type Pulled,
  pullAll,
} from '../../support/hubspot-server/open.ts';

/** A day's limit ends a run on purpose; the others are got over. */
const kinds = faultKinds.filter((kind) => kind !== 'daily');

/** The longest that one fault lasts: the transport tries a call six times, a page that repeats is asked for four times. */
const longest = 3;

/** One to three faults, each in its own part of the calls, so that they do not add up to one that lasts too long. */
function drawFaults(random: Random, calls: number): PlannedFault[] {
  const count = 1 + drawIndex(random, 3);
  const part = Math.floor(calls / count);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[drawIndex(random, kinds.length)] ?? 'reset';
    // A key that is refused twice in a row is refused; one that never worked is refused at once.
    const times = kind === 'refused' ? 1 : 1 + drawIndex(random, longest);
    const first = kind === 'refused' ? 2 : 1;
    return { call: index * part + first + drawIndex(random, part - longest), kind, times };
  });
}

function fill({ server: { portal } }: OpenedHubspot): void {
  for (let index = 0; index < 24; index++)
    portal.addProperty(
      'contacts',
      `a_property_with_a_name_so_long_that_a_few_of_its_like_fill_an_address_up_to_its_end_${index}`,
    );
  const contacts = Array.from({ length: 230 }, (_, index) =>
    portal.add('contacts', { email: `c${index}@example.com`, firstname: `N${index}` }),
  );
  for (const [type, count] of [
    ['companies', 30],
    ['deals', 110],
    ['tickets', 30],
  ] as const) {
    for (let index = 0; index < count; index++) {
      const id = portal.add(type, type === 'deals' ? { amount: `${index}.50` } : {});
      portal.associate(type, id, 'contacts', contacts[index] ?? '');
    }
  }
  for (const name of ['One', 'Two']) {
    const form = portal.addForm(name);
    for (let index = 0; index < 70; index++) portal.submit(form, { email: `c${index}@example.com` });
  }
}

/** Everything that was pulled, one record a line. */
function textOf(pulled: ReadonlyMap<string, Pulled['records']>): string {
  return [...pulled]
    .flatMap(([stream, records]) => [...records.values()].map((record) => stream + JSON.stringify(record)))
    .join('\n');
}

describe('a hundred seeded faults of HubSpot', () => {
  let hubspot: OpenedHubspot;
  const ideal = new Map<string, { pulled: Map<string, Pulled['records']>; calls: number }>();

  beforeAll(async () => {
    hubspot = await openHubspot();
    fill(hubspot);
    hubspot.time.advance(3_600_000);
    for (const mode of ['backfill', 'incremental'] as const) ideal.set(mode, await pullEverything(mode));
  });

  afterAll(() => hubspot.server.close());

  async function pullEverything(mode: 'backfill' | 'incremental') {
    const source = hubspot.source();
    const before = hubspot.server.requests.length;
    const pulled = new Map<string, Pulled['records']>();
    for (const { name } of source.streams) {
      const { records, rejected, warnings } = await pullAll(source, { stream: name, mode, since: 0 }, nothingPulled());
      expect([...rejected, ...warnings]).toEqual([]);
      pulled.set(name, records);
    }
    return { pulled, calls: hubspot.server.requests.length - before };
  }

  it('begins with an undisturbed pull that holds everything', () => {
    const { portal } = hubspot.server;
    for (const { pulled } of ideal.values()) {
      for (const type of ['contacts', 'companies', 'deals', 'tickets'] as const) {
        expect([...(pulled.get(type)?.keys() ?? [])]).toEqual([...portal.truth(type).live.keys()]);
      }
      expect(pulled.get('forms')?.size).toBe(140);
    }
  });

  it.each(Array.from({ length: 100 }, (_, seed) => [seed]))(
    'gives the same records with seed %i, at no more calls than the faults cost',
    async (seed) => {
      const mode = seed % 2 === 0 ? 'backfill' : 'incremental';
      const undisturbed = ideal.get(mode);
      const faults = drawFaults(seededRandom(seed), undisturbed?.calls ?? 0);
      hubspot.time.advance(60_000);
      hubspot.server.plan(faults);
      const { pulled, calls } = await pullEverything(mode);
      hubspot.server.plan([]);
      expect(textOf(pulled)).toBe(textOf(undisturbed?.pulled ?? new Map()));
      const faulty = faults.reduce((sum, { times = 1 }) => sum + times, 0);
      expect(calls).toBeLessThanOrEqual((undisturbed?.calls ?? 0) + faulty);
    },
  );
});
