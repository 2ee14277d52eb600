import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { isLeadAt, type LeadEventKind, type LeadHistories, leadEventKinds } from '../../src/domain/leads.ts';
import { seededRandom } from '../../src/domain/random.ts';
import {
  type LeadFeatureName,
  leadColumnCount,
  leadColumnPlace,
  leadColumns,
} from '../../src/features/lead-columns.ts';
import { buildLeadFeatures, type LeadTable, labelLeads } from '../../src/features/lead-table.ts';
import { historiesOf, leadPortal, leadPortalHistories, portalAsOf } from '../support/lead-store.ts';

const start = Date.parse('2024-01-01');
const never = Number.POSITIVE_INFINITY;
const at = (day: number) => start + day * dayMs;

interface EventOf {
  readonly kind: LeadEventKind;
  readonly on: number;
  readonly closed?: number;
  readonly isWon?: boolean;
  readonly amount?: number;
}

interface PersonOf {
  readonly from: number;
  readonly ordered?: number;
  readonly gone?: number;
  readonly country?: number;
  readonly events?: readonly EventOf[];
}

/** Histories written by hand; days count from the first of January. */
function leadsOf(people: readonly PersonOf[], asOf: number): LeadHistories {
  const events = people.flatMap((person) => person.events ?? []);
  const eventStart = new Uint32Array(people.length + 1);
  people.forEach(({ events: own = [] }, index) => {
    eventStart[index + 1] = (eventStart[index] ?? 0) + own.length;
  });
  const unknown = { codes: new Int32Array(people.length).fill(-1), labels: [] };
  const country = { codes: Int32Array.from(people, ({ country: code = -1 }) => code), labels: ['de', 'fr'] };
  return {
    asOf: at(asOf),
    firstAt: start,
    customerIds: people.map((_, index) => `p${index}`),
    customerRows: Int32Array.from(people.keys()),
    createdAt: Float64Array.from(people, ({ from }) => at(from)),
    goneAt: Float64Array.from(people, ({ gone }) => (gone === undefined ? never : at(gone))),
    firstOrderAt: Float64Array.from(people, ({ ordered }) => (ordered === undefined ? never : at(ordered))),
    alike: { source: unknown, country, email: unknown, company: unknown },
    eventStart,
    eventAt: Float64Array.from(events, ({ on }) => at(on)),
    eventKind: Uint8Array.from(events, ({ kind }) => leadEventKinds.indexOf(kind)),
    eventEnd: Float64Array.from(events, ({ closed }) => (closed === undefined ? never : at(closed))),
    eventWon: Uint8Array.from(events, ({ isWon }) => (isWon ? 1 : 0)),
    eventAmount: Float64Array.from(events, ({ amount = Number.NaN }) => amount),
    eventForm: Int32Array.from(events, ({ kind }) => (kind === 'form' ? 0 : -1)),
    forms: ['Quote'],
  };
}

const cellOf = ({ values }: LeadTable, row: number, name: LeadFeatureName) =>
  values[row * leadColumnCount + leadColumnPlace(name)] ?? Number.NaN;

describe('buildLeadFeatures', () => {
  it('counts what had happened by the cutoff, worked by hand', () => {
    const events: readonly EventOf[] = [
      { kind: 'form', on: 10 },
      { kind: 'deal', on: 20, closed: 50, amount: 400 },
      { kind: 'deal', on: 30, closed: 45, isWon: true, amount: 100 },
      { kind: 'ticket', on: 40, closed: 41 },
      { kind: 'form', on: 90 },
      { kind: 'opened', on: 95 },
      { kind: 'form', on: 100 },
    ];
    const table = buildLeadFeatures(leadsOf([{ from: 4, events }], 200), { cutoff: at(100) });
    const own = (name: LeadFeatureName) => cellOf(table, 0, name);
    expect(own('age')).toBeCloseTo(Math.log1p(96), 12);
    expect(own('quiet')).toBeCloseTo(Math.log1p(5), 12);
    expect(own('forms')).toBeCloseTo(Math.log1p(2), 12);
    expect(own('forms_30')).toBeCloseTo(Math.log1p(1), 12);
    expect(own('form_kinds')).toBeCloseTo(Math.log1p(1), 12);
    expect(own('form_quiet')).toBeCloseTo(Math.log1p(10), 12);
    expect([own('deals_open'), own('deals_won'), own('deals_lost')]).toEqual([0, Math.log1p(1), Math.log1p(1)]);
    expect([own('tickets'), own('tickets_open'), own('opened')]).toEqual([Math.log1p(1), 0, 1]);
    expect(table.lastSignAt[0]).toBe(at(95));
  });

  it('sees a deal as open until the day on which it closed, with its amount against the usual one', () => {
    const events: readonly EventOf[] = [{ kind: 'deal', on: 20, closed: 50, isWon: true, amount: 400 }];
    const others = [100, 100].map((amount): PersonOf => ({ from: 0, events: [{ kind: 'deal', on: 5, amount }] }));
    const table = buildLeadFeatures(leadsOf([...others, { from: 1, events }], 200), { cutoff: at(50) });
    expect(cellOf(table, 2, 'deals_open')).toBeCloseTo(Math.log1p(1), 12);
    expect(cellOf(table, 2, 'deals_won')).toBe(0);
    expect(cellOf(table, 2, 'deal_amount')).toBeCloseTo(Math.log(4), 12);
  });

  it('takes leads alone: known, there, without an order at the cutoff', () => {
    const people: readonly PersonOf[] = [{ from: 0 }, { from: 0, ordered: 40 }, { from: 0, gone: 40 }, { from: 60 }];
    const leads = leadsOf([...people, { from: 0, ordered: 50 }, { from: 0, gone: 51 }], 200);
    expect([...buildLeadFeatures(leads, { cutoff: at(50) }).people]).toEqual([0, 4, 5]);
    expect(people.map((_, person) => isLeadAt(leads, person, at(61)))).toEqual([true, false, false, true]);
  });

  it('tells how people like this one bought, and nothing of one whose property is not known', () => {
    const bought = Array.from({ length: 40 }, (_, index): PersonOf => ({ from: 0, ordered: 10 + index, country: 0 }));
    const idle = Array.from({ length: 40 }, (): PersonOf => ({ from: 0, country: 1 }));
    const leads = leadsOf([...bought, ...idle, { from: 0, country: 0 }, { from: 0 }], 200);
    const table = buildLeadFeatures(leads, { cutoff: at(100) });
    const like = (person: number) => cellOf(table, table.people.indexOf(person), 'like_country');
    expect(like(80)).toBeGreaterThan(0.3);
    expect(like(79)).toBeLessThan(-0.3);
    expect(like(81)).toBe(0);
  });

  it('is the same bytes whether a cutoff is seen at once or months later', () => {
    const cutoff = start + 200 * dayMs;
    const early = historiesOf(leadPortal().records, cutoff);
    const late = leadPortalHistories();
    const rowsById = (leads: LeadHistories) => {
      const { people, values } = buildLeadFeatures(leads, { cutoff });
      const rows = Array.from(people, (person, row): [string, number[]] => [
        leads.customerIds[person] ?? '',
        [...values.subarray(row * leadColumnCount, (row + 1) * leadColumnCount)],
      ]);
      return new Map(rows.sort(([one], [other]) => (one < other ? -1 : 1)));
    };
    expect(late.asOf).toBe(portalAsOf);
    expect(rowsById(late).size).toBeGreaterThan(400);
    expect(rowsById(late)).toEqual(rowsById(early));
  });

  it('draws a seeded sample of so many leads', () => {
    const leads = leadPortalHistories();
    const drawn = (seed: number) =>
      buildLeadFeatures(leads, { cutoff: leads.asOf, sample: { rows: 50, random: seededRandom(seed) } }).people;
    expect(drawn(1)).toHaveLength(50);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  it('has a name and words for every column', () => {
    expect(new Set(leadColumns.map(({ name }) => name)).size).toBe(leadColumnCount);
    for (const { words } of leadColumns) expect(words).toMatch(/^[a-z]/);
  });
});

describe('labelLeads', () => {
  it('is 1 for a first order within the window, its first instant included and its last left out', () => {
    const leads = leadsOf(
      [{ from: 0, ordered: 50 }, { from: 0, ordered: 80 }, { from: 0, ordered: 79 }, { from: 0 }],
      200,
    );
    const table = buildLeadFeatures(leads, { cutoff: at(50) });
    expect([...labelLeads(leads, table, 30)]).toEqual([1, 0, 1, 0]);
  });
});
