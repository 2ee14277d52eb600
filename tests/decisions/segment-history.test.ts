import { describe, expect, it } from 'vitest';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import { followSegments } from '../../src/decisions/segment-history.ts';
import { assignSegments } from '../../src/decisions/segments.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const asOf = Date.UTC(2026, 5, 1);

/** Published parameters of CDNOW in days (Fader, Hardie & Lee 2005). */
const bgNbd = { r: 0.243, alpha: 30.9, a: 0.793, b: 2.426, logLikelihood: 0, customers: 2357 };

const followed = (snapshot: Snapshot) => followSegments(snapshot, { figures: allFigures(snapshot), bgNbd });

/** A hundred customers who bought once, a year ago, for 1.00 to 100.00. */
const quiet: OrderOf[] = Array.from({ length: 100 }, (_, index) => ({
  customer: `c${index}`,
  at: asOf - 365 * day,
  lines: [{ sku: 'x', quantity: 1, amount: 100 * (index + 1) }],
}));

const segmentOf = (snapshot: Snapshot, id: string) =>
  followed(snapshot).segmentation.segments[snapshot.customerIds.indexOf(id)];

describe('followSegments', () => {
  it('moves nobody in a shop in which nothing happens', () => {
    const snapshot = snapshotOf(quiet, { asOf });
    const { segmentation, earlier } = followed(snapshot);
    expect(earlier?.asOf).toBe(asOf - 7 * day);
    expect(snapshot.customerIds.map((id) => earlier?.segments.get(id))).toEqual(segmentation.segments);
    expect(segmentation.segments).toEqual(assignSegments(allFigures(snapshot), {}).segments);
  });

  it('lets a customer rise in the week of a large order', () => {
    const order = { customer: 'c0', at: asOf - 3 * day, lines: [{ sku: 'x', quantity: 1, amount: 90_000 }] };
    const snapshot = snapshotOf([...quiet, order], { asOf });
    expect(followed(snapshot).earlier?.segments.get('c0')).toBe('ordinary');
    expect(segmentOf(snapshot, 'c0')).toBe('high-value');
  });

  it('holds a customer near a border in the segment of the past', () => {
    // Eighteen of a hundred have more than c81. Three more push it just below the border at twenty, not six places beyond it.
    const rises = Array.from({ length: 3 }, (_, index) => ({
      customer: `c${10 + index}`,
      at: asOf - 3 * day,
      lines: [{ sku: 'x', quantity: 1, amount: 90_000 }],
    }));
    const before = snapshotOf(quiet, { asOf });
    const after = snapshotOf([...quiet, ...rises], { asOf });
    expect(segmentOf(before, 'c81')).toBe('high-value');
    expect(assignSegments(allFigures(after), {}).segments[after.customerIds.indexOf('c81')]).toBe('potential');
    expect(segmentOf(after, 'c81')).toBe('high-value');
  });

  it('lets a slow slide become a move down in the week in which it crosses the border', () => {
    // Week by week another customer becomes rich: c85 is pushed down the ranking one place at a time.
    const rises = Array.from({ length: 26 }, (_, week) => ({
      customer: `c${week}`,
      at: asOf + week * 7 * day + 3600_000,
      lines: [{ sku: 'x', quantity: 1, amount: 90_000 }],
    }));
    const moves = rises.flatMap((_, week) => {
      const snapshot = snapshotOf([...quiet, ...rises], { asOf: asOf + (week + 1) * 7 * day });
      const now = segmentOf(snapshot, 'c85');
      const then = followed(snapshot).earlier?.segments.get('c85');
      return now === then ? [] : [`${then} to ${now}`];
    });
    expect(moves).toEqual(['high-value to potential']);
  });

  it('has no past where nobody had ordered a week ago', () => {
    const snapshot = snapshotOf([{ customer: 'a', at: asOf - day }], { asOf });
    expect(followed(snapshot).earlier).toBeUndefined();
    expect(followed(snapshot).segmentation.segments).toEqual(['high-value']);
  });

  it('follows those who fell out of the high-value segment for 28 days, where there are ten of them', () => {
    // Twenty customers ordered each week for 10.00 until 150 days ago and then fell silent; eighty others began to order then, for more.
    const weekly = (customer: string, from: number, until: number, amount: number): OrderOf[] =>
      Array.from({ length: Math.floor((from - until) / 7) }, (_, week) => ({
        customer,
        at: asOf - (until + 7 * week + 0.5) * day,
        lines: [{ sku: 'x', quantity: 1, amount }],
      }));
    const shop = [
      ...Array.from({ length: 20 }, (_, index) => weekly(`old${index}`, 400, 150, 1000)).flat(),
      ...Array.from({ length: 80 }, (_, index) => weekly(`new${index}`, 149, 0, index < 20 ? 9000 : 10)).flat(),
    ];
    const snapshot = snapshotOf(shop, { asOf });
    const fallen = followed(snapshot).earlier?.fallen;
    expect(fallen).toEqual({ customers: 20, ordered: 0, days: 28 });
    const few = snapshotOf(quiet, { asOf });
    expect(followed(few).earlier).not.toHaveProperty('fallen');
  });
});
