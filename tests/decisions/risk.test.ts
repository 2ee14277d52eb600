import { describe, expect, it } from 'vitest';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import { largeOrders } from '../../src/decisions/large-orders.ts';
import { frequentReturners } from '../../src/decisions/returns-risk.ts';
import { wilsonLow } from '../../src/decisions/wilson.ts';
import { dayMs } from '../../src/domain/clock.ts';
import { type OrderOf, type ReturnOf, snapshotOf } from '../support/snapshot-of.ts';

const asOf = Date.parse('2026-06-01');
const dayOf = (back: number) => asOf - (back + 0.5) * dayMs;

describe('the lower end of a share', () => {
  it.each([
    [81, 263, 0.2553],
    [15, 148, 0.0624],
    [0, 20, 0],
    [1, 29, 0.0061],
  ])('of %i in %i is that of Newcombe (1998, table I, method 3)', (successes, trials, low) => {
    expect(wilsonLow(successes, trials, 1.96)).toBeCloseTo(low, 4);
  });

  it('of nothing tried is nothing', () => {
    expect(wilsonLow(0, 0, 1.96)).toBe(0);
  });
});

describe('frequent returners', () => {
  const orders = (customer: string, count: number): OrderOf[] =>
    Array.from({ length: count }, (_, index) => ({ customer, at: dayOf(5 + 7 * index) }));
  const returns = (customer: string, count: number): ReturnOf[] =>
    Array.from({ length: count }, (_, index) => ({ customer, at: dayOf(3 + 7 * index), amount: 400 }));
  /** Forty people with ten orders each, every tenth of them with one return: one return for a hundred orders. */
  const others = Array.from({ length: 40 }, (_, index) => `n${index}`);
  const found = (more: readonly OrderOf[], back: readonly ReturnOf[]) => {
    const snapshot = snapshotOf([...others.flatMap((id) => orders(id, 10)), ...more], {
      asOf,
      returns: [...others.filter((_, index) => index % 10 === 0).flatMap((id) => returns(id, 1)), ...back],
    });
    const { usual, found: people } = frequentReturners(snapshot, allFigures(snapshot));
    return {
      usual,
      people: people.map(({ figures, orderDays, returnDays }) => [
        snapshot.customerIds[figures.customer],
        orderDays,
        returnDays,
      ]),
    };
  };

  it('are those whose share is surely over twice the shop’s', () => {
    const { usual, people } = found(orders('x', 8), returns('x', 5));
    expect(usual).toBeCloseTo((4 + 5) / (400 + 8), 12);
    // 5 of 8 at 99 %, one side: at least 25 %, far over twice 2 %.
    expect(people).toEqual([['x', 8, 5]]);
  });

  it('are not those of whom only two parcels came back, however few they ordered', () => {
    expect(found(orders('x', 2), returns('x', 2)).people).toEqual([]);
  });

  it('count several returns of one day once', () => {
    const sameDay = Array.from({ length: 6 }, (_, index) => ({
      customer: 'x',
      at: dayOf(3) + index * 1000,
      amount: 100,
    }));
    expect(found(orders('x', 8), sameDay).people).toEqual([]);
  });

  it('are nobody in a shop where everybody gives back', () => {
    const snapshot = snapshotOf(
      others.flatMap((id) => orders(id, 10)),
      {
        asOf,
        returns: others.flatMap((id) => returns(id, 6)),
      },
    );
    expect(frequentReturners(snapshot, allFigures(snapshot)).found).toEqual([]);
  });
});

describe('orders far out of proportion', () => {
  const order = (customer: string, back: number, amount: number): OrderOf => ({
    customer,
    at: dayOf(back),
    lines: [{ sku: 'thing', quantity: 1, amount }],
  });
  /** Forty orders of 2^-1, 1 or 2 times 20.00, so that the median is 20.00 and the median deviation is a factor of two at most. */
  const usual = Array.from({ length: 40 }, (_, index) => order(`n${index}`, 10 + index, 1000 * 2 ** (index % 3)));
  const found = (...more: OrderOf[]) => {
    const snapshot = snapshotOf([...usual, ...more], { asOf });
    const { count, found: all } = largeOrders(snapshot, 9);
    return {
      count,
      all: all.map(({ customer, gross, ownUsual }) => [snapshot.customerIds[customer], gross, ownUsual]),
    };
  };

  it('are beyond 3.5 modified deviations of the logarithms: 2 to the power of 3.5 / 0.6745 times the usual', () => {
    const border = 2000 * 2 ** (3.5 / 0.6745);
    expect(found(order('big', 5, Math.floor(border) - 100)).all).toEqual([]);
    expect(found(order('big', 5, Math.ceil(border) + 100)).all).toEqual([['big', Math.ceil(border) + 100, undefined]]);
  });

  it('are none of somebody who always orders so much', () => {
    const wholesaler = [5, 15, 25, 35].map((back) => order('whole', back, 200_000));
    expect(found(...wholesaler).all).toEqual([]);
    expect(found(...wholesaler, order('whole', 3, 2_000_000)).all).toEqual([['whole', 2_000_000, 200_000]]);
  });

  it('are of the last ninety days', () => {
    expect(found(order('big', 100, 2_000_000)).all).toEqual([]);
  });

  it('are none where all orders are alike, or there is none', () => {
    const alike = snapshotOf(
      Array.from({ length: 9 }, (_, index) => order(`n${index}`, index, 1000)),
      { asOf },
    );
    expect(largeOrders(alike, 9).count).toBe(0);
    expect(largeOrders(snapshotOf([], { asOf }), 9)).toEqual({ usual: 0, count: 0, found: [] });
  });
});
