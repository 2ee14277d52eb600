import { describe, expect, it } from 'vitest';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import type { SegmentName } from '../../src/decisions/segments.ts';
import { silenceRecord, toldRecord } from '../../src/decisions/silence-record.ts';
import { watchedCustomers } from '../../src/decisions/watched-customers.ts';
import type { Watched } from '../../src/domain/watched.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const asOf = Date.UTC(2026, 10, 23);

/** Twelve orders of 10.00 every ten days, the last so many days ago. */
const regular = (customer: string, quiet: number): OrderOf[] =>
  Array.from({ length: 12 }, (_, back) => ({ customer, at: asOf - (quiet + 0.5 + back * 10) * day }));

/** By their rhythm of ten days: leaving from 20 days of silence on, gone from 60. */
const orders: OrderOf[] = [
  ...regular('here', 3),
  ...regular('late', 15),
  ...regular('leaving', 30),
  ...regular('leaving-too', 31),
  ...regular('gone', 90),
  { customer: 'leaving-too', at: asOf - 200 * day, lines: [{ sku: 'x', quantity: 1, amount: 90_000 }] },
  { customer: 'once', at: asOf - 30.5 * day },
];

type PeopleRule = Exclude<Watched, { kind: 'day-revenue' }>;

function found(rule: PeopleRule, chances?: Readonly<Record<string, number>>): string[] | undefined {
  const snapshot = snapshotOf(orders, { asOf });
  const figures = allFigures(snapshot);
  const segments = snapshot.customerIds.map(
    (id): SegmentName => (id === 'leaving' || id === 'here' ? 'high-value' : 'ordinary'),
  );
  const people = watchedCustomers(rule, {
    figures,
    segmentation: { segments, ranks: new Float64Array(segments.length) },
    chances: chances && Float64Array.from(snapshot.customerIds, (id) => chances[id] ?? 0.1),
  });
  return people?.map((customer) => snapshot.customerIds[customer] ?? '');
}

const entry = (group: 'at-risk' | 'gone' | 'high-value', among: 'all' | 'high-value' = 'all') =>
  ({ kind: 'segment-entry', group, move: 'enters', among }) as const;

describe('watchedCustomers', () => {
  it('finds who is at risk and who is gone by their own rhythm, most money first', () => {
    expect(found(entry('at-risk'))).toEqual(['leaving-too', 'leaving']);
    expect(found(entry('gone'))).toEqual(['gone']);
  });

  it('calls nobody at risk who will most likely come', () => {
    expect(found(entry('at-risk'), { 'leaving-too': 0.5 })).toEqual(['leaving']);
  });

  it('looks among the high-value customers alone where the rule says so', () => {
    expect(found(entry('at-risk', 'high-value'))).toEqual(['leaving']);
    expect(found(entry('high-value'))?.sort()).toEqual(['here', 'leaving']);
  });

  it('holds for those in the group where it tells of leaving: the end of the stay is the news', () => {
    expect(found({ kind: 'segment-entry', group: 'high-value', move: 'leaves', among: 'all' })?.sort()).toEqual([
      'here',
      'leaving',
    ]);
  });

  it('goes by the days without an order, more than the bound', () => {
    expect(found({ kind: 'silence', days: 31, among: 'all' })).toEqual(['gone']);
    expect(found({ kind: 'silence', days: 30, among: 'all' })).toEqual(['leaving-too', 'gone']);
    expect(found({ kind: 'silence', days: 29, among: 'all' })?.sort()).toEqual([
      'gone',
      'leaving',
      'leaving-too',
      'once',
    ]);
  });

  it('goes by the chance on either side of the bound, after the days that are asked for', () => {
    const chances = { here: 0.9, leaving: 0.7, late: 0.61, gone: 0.6, 'leaving-too': 0.05 };
    const rule = { kind: 'chance', side: 'above', bound: 0.6, among: 'all' } as const;
    expect(found(rule, chances)?.sort()).toEqual(['here', 'late', 'leaving']);
    expect(found({ ...rule, quietDays: 15 }, chances)?.sort()).toEqual(['late', 'leaving']);
    expect(found({ ...rule, quietDays: 30 }, chances)).toEqual(['leaving']);
    expect(found({ ...rule, side: 'below', bound: 0.1 }, chances)).toEqual(['leaving-too']);
  });

  it('says nothing about chances that are not to be trusted', () => {
    expect(found({ kind: 'chance', side: 'above', bound: 0.6, among: 'all' })).toBeUndefined();
  });
});

describe('silenceRecord', () => {
  it('counts of those who had just become so silent sixty days ago, who stayed away since', () => {
    // Sixty days ago: c0 to c11 silent for 40 days, of whom c0 to c2 came back; `long` for 100 days, `short` for 5.
    const silentFor = (days: number) => asOf - (60 + days) * day - day / 2;
    const shop: OrderOf[] = [
      ...Array.from({ length: 12 }, (_, index) => ({ customer: `c${index}`, at: silentFor(40) })),
      ...[0, 1, 2].map((index) => ({ customer: `c${index}`, at: asOf - 10 * day })),
      { customer: 'long', at: silentFor(100) },
      { customer: 'short', at: silentFor(5) },
      { customer: 'new', at: asOf - day },
    ];
    const snapshot = snapshotOf(shop, { asOf });
    expect(silenceRecord(snapshot, 30)).toEqual({ customers: 12, stayedAway: 9, days: 60 });
    expect(silenceRecord(snapshot, 90)).toBeUndefined();
  });
});

describe('toldRecord', () => {
  it('counts an order at or after the telling, and none before it', () => {
    const at = asOf - 7 * day;
    const snapshot = snapshotOf(
      [
        { customer: 'before', at: at - 1 },
        { customer: 'same', at },
        { customer: 'after', at: at + day },
      ],
      { asOf },
    );
    const told = ['before', 'same', 'after', 'unknown'].map((customerId) => ({ customerId, at }));
    expect(toldRecord(snapshot, told)).toEqual({ told: 4, ordered: 2, since: at });
    expect(toldRecord(snapshot, [])).toBeUndefined();
  });
});
