import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { snapshotBefore } from '../../src/domain/snapshot-before.ts';
import { type OrderOf, type ReturnOf, snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

const customer = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined });
const anOrder = fc.record({
  customer,
  at: fc.integer({ min: 0, max: 40 }).map((days) => start + days * day),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom('x', 'y'),
      quantity: fc.integer({ min: 1, max: 3 }),
      amount: fc.integer({ min: 0, max: 900 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const aReturn = fc.record({
  customer,
  at: fc.integer({ min: 0, max: 40 }).map((days) => start + days * day),
  amount: fc.integer({ min: 1, max: 500 }),
});

const named = <T extends { customer: string | undefined }>({ customer: id, ...rest }: T) =>
  id === undefined ? rest : { ...rest, customer: id };

/** What a snapshot says of each customer, by id: the order of customers is another one where the cut took what told them apart. */
function told(snapshot: Snapshot) {
  const { customerIds, orderStart, orderAt, orderGross, lineStart, lineAmount, returnStart, returnAt, returnAmount } =
    snapshot;
  const people = customerIds.map((id, index) => {
    const [from = 0, to = 0] = [orderStart[index], orderStart[index + 1]];
    const orders = Array.from({ length: to - from }, (_, offset) => {
      const order = from + offset;
      return [orderAt[order], orderGross[order], ascending(lineAmount.slice(lineStart[order], lineStart[order + 1]))];
    });
    const [first, end] = [returnStart[index], returnStart[index + 1]];
    return [id, byText(orders), [...returnAt.slice(first, end)], ascending(returnAmount.slice(first, end))];
  });
  return { people: byText(people), guests: [...snapshot.guestAt], guestGross: ascending(snapshot.guestGross) };
}

function ascending(values: Float64Array): number[] {
  return [...values].sort((one, other) => one - other);
}

function byText<T>(values: readonly T[]): T[] {
  return [...values].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

describe('snapshotBefore', () => {
  it('is what the store would have given at the earlier date', () => {
    fc.assert(
      fc.property(
        fc.array(anOrder, { maxLength: 25 }),
        fc.array(aReturn, { maxLength: 8 }),
        fc.integer({ min: 0, max: 45 }),
        (orders, returns, days) => {
          const all: OrderOf[] = orders.map(named);
          const back: ReturnOf[] = returns.map(named);
          const cutoff = start + days * day;
          const full = snapshotOf(all, { asOf: start + 50 * day, returns: back });
          const direct = snapshotOf(all, { asOf: cutoff, returns: back });
          const cut = snapshotBefore(full, cutoff);
          expect(cut.asOf).toBe(cutoff);
          expect(told(cut)).toEqual(told(direct));
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it('is the snapshot itself at its own date or later', () => {
    const snapshot = snapshotOf([{ customer: 'a', at: start }], { asOf: start + day });
    expect(snapshotBefore(snapshot, start + day)).toBe(snapshot);
  });

  it('leaves out what happened at the very cutoff', () => {
    const snapshot = snapshotOf([{ customer: 'a', at: start }], { asOf: start + day });
    expect(snapshotBefore(snapshot, start).customerIds).toEqual([]);
    expect(snapshotBefore(snapshot, start + 1).customerIds).toEqual(['a']);
  });
});
