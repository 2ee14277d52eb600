import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { dayMs } from '../../../src/domain/clock.ts';
import type { PushDesk } from '../../../src/jobs/push/desk.ts';
import { type PushUseCases, pushUseCases } from '../../../src/jobs/push/use-cases.ts';
import { order } from '../../../src/store/schema.ts';
import { pageKeeper } from '../../../src/store/sync-page.ts';
import { contextOf, scoresOf } from '../../support/context-of.ts';
import { openPushScene, type PushScene } from '../../support/push-scene.ts';
import { snapshotOf } from '../../support/snapshot-of.ts';

/** Customers who are contacts of the portal. */
const people = 20;

/** A shop of twenty customers, all of them contacts of a local HubSpot, with the real use-cases on a virtual clock. */
export interface OpenDesk extends PushScene {
  readonly desk: PushDesk;
  readonly use: PushUseCases;
  /** Public id of a customer, from 0. */
  readonly person: (place: number) => string;
  /** Id of a customer's contact. */
  readonly contact: (place: number) => string;
  /** What all contacts hold of Patron's fields, and who stands on which list. */
  readonly portalState: () => string;
  /** Changes what Patron knows of the chances: every customer's is raised by so much. */
  readonly raiseChances: (by: number) => void;
  /** Writes of values and lists that reached the portal. */
  readonly writes: () => number;
}

/** What a desk is opened with. */
export interface DeskOptions {
  readonly rules?: string;
  /** A store on disk, so that another process could open it too; absent: in memory. */
  readonly path?: string;
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Opens a desk; it ends with the test. */
export async function openDesk({ rules = usualRules, ...options }: DeskOptions = {}): Promise<OpenDesk> {
  const scene = await openPushScene(options);
  const home = mkdtempSync(join(tmpdir(), 'patron-desk-'));
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'tag-rules.txt'), rules);
  ends.push(async () => {
    await scene.close();
    rmSync(home, { recursive: true, force: true });
  });
  const { store, server, time } = scene;
  const contacts = Array.from({ length: people }, (_, place) =>
    server.portal.add('contacts', { email: `p${place}@example.com`, firstname: `Name${place}` }),
  );
  pageKeeper(store)({
    source: 'hubspot',
    stream: 'contacts',
    records: contacts.map((id, place) => ({
      kind: 'customer',
      id,
      updatedAt: 1,
      name: `Name ${place}`,
      email: `p${place}@example.com`,
    })),
    rejected: [],
    now: 1,
  });
  keepOrder(scene);
  // The same people are held out in every run.
  store.sqlite.exec("insert into fact (key, value) values ('control-seed', '0123456789abcdef')");
  let raised = 0;
  const desk: PushDesk = {
    place: {
      store,
      home,
      storePath: ':memory:',
      migrationsFolder: '',
      timeZone: 'UTC',
      tf: 'cpu',
      clock: time.clock,
    },
    views: { viewOf: ({ asOf = '' }) => ({ view: viewOf(contacts, Date.parse(asOf), raised) }) },
    target: () => scene.target(),
  };
  return {
    ...scene,
    desk,
    use: pushUseCases(desk),
    person: (place) => `hubspot:${contacts[place] ?? ''}`,
    contact: (place) => contacts[place] ?? '',
    portalState: () => stateOf(scene, contacts),
    raiseChances: (by) => {
      raised += by;
    },
    writes: () => server.portal.log.writes.length,
  };
}

/** Every second customer is tagged, and every fourth put on a list. */
const usualRules = 'when propensity_30d >= 0.4 then tag hot\nwhen propensity_30d >= 0.6 then list "Call them"\n';

/** The customers as of a date: each has ordered some times, and the higher their place, the likelier they buy. */
function viewOf(contacts: readonly string[], asOf: number, raised: number) {
  const snapshot = snapshotOf(
    contacts.flatMap((id, place) =>
      [10, 40, 70].map((day) => ({ customer: `hubspot:${id}`, at: asOf - (day + place) * dayMs })),
    ),
    { asOf },
  );
  const p = Object.fromEntries(
    contacts.map((id, place) => [`hubspot:${id}`, Math.min(0.99, 0.05 + 0.04 * place + raised)]),
  );
  return contextOf(snapshot, { scores: scoresOf(snapshot, { p }) });
}

/** A shop in which nobody has ordered proposes nothing. */
function keepOrder({ store, time }: PushScene): void {
  store.db
    .insert(order)
    .values({
      source: 'file',
      sourceId: 'o1',
      orderedAt: time.now() - dayMs,
      currency: 'EUR',
      gross: 100,
      refunded: 0,
    })
    .run();
}

function stateOf({ server }: PushScene, contacts: readonly string[]): string {
  const { portal } = server;
  const fields = [...portal.tables.contacts.properties.keys()].filter((name) => name.startsWith('patron_')).sort();
  const values = contacts.map((id) =>
    fields.map((name) => `${name}=${portal.valueOf(id, name)}`).filter((text) => !text.endsWith('=')),
  );
  const lists = [...portal.lists.values()].map(({ name, members }) => [name, [...members.keys()].sort()]);
  return JSON.stringify({ values, lists });
}
