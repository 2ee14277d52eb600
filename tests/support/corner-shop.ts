import type { Snapshot } from '../../src/domain/snapshot.ts';
import { type OrderOf, snapshotOf } from './snapshot-of.ts';

const day = 86_400_000;

/** Wednesday 9 November 2011, 15:30 in Berlin. */
const asOf = Date.parse('2011-11-09T14:30:00Z');

/** The people of the corner shop who have a name. */
export const cornerNames: Readonly<Record<string, string>> = {
  a1: 'Anna Meier',
  a2: 'Anna Maier',
  b1: 'Ben Okafor',
  c1: 'Cleo Diaz',
  d1: '张伟',
  r1: 'Rose Sales',
};

/** Somebody who never ordered. */
export const cornerOthers: Readonly<Record<string, string>> = { x1: 'Xaver Neu' };

interface Habit {
  readonly customer: string;
  readonly orders: number;
  /** Days between orders. */
  readonly gap: number;
  /** Whole days since the last one. */
  readonly quiet: number;
  readonly sku: string;
  readonly amount: number;
}

const habits: readonly Habit[] = [
  { customer: 'a1', orders: 20, gap: 14, quiet: 3, sku: 'Blue mug', amount: 4250 },
  { customer: 'a2', orders: 6, gap: 30, quiet: 20, sku: 'Tea tin', amount: 1900 },
  { customer: 'b1', orders: 8, gap: 25, quiet: 70, sku: 'Tray', amount: 5600 },
  { customer: 'c1', orders: 12, gap: 20, quiet: 1, sku: 'Blue mug', amount: 2100 },
  { customer: 'd1', orders: 2, gap: 40, quiet: 12, sku: 'Tea tin', amount: 990 },
  { customer: 'r1', orders: 3, gap: 60, quiet: 30, sku: 'Candle', amount: 1250 },
  { customer: '17850', orders: 9, gap: 21, quiet: 11, sku: 'Candle', amount: 3300 },
  { customer: '17851', orders: 1, gap: 1, quiet: 5, sku: 'Candle', amount: 800 },
  { customer: '12346', orders: 1, gap: 1, quiet: 200, sku: 'Tray', amount: 7700 },
  { customer: '12347', orders: 4, gap: 15, quiet: 190, sku: 'Tea tin', amount: 1500 },
];

const guests: readonly OrderOf[] = Array.from({ length: 30 }, (_, week) => ({
  at: asOf - (2 + 7 * week) * day,
  lines: [{ sku: 'Blue mug', quantity: 2, amount: 2600 }],
}));

/** A shop in Berlin with ten customers, weekly guests and one return: small enough to check a figure by hand. As of 9 November 2011, 15:30. */
export function cornerShop(): Snapshot {
  const orders = habits.flatMap(({ customer, orders: count, gap, quiet, sku, amount }) =>
    Array.from(
      { length: count },
      (_, back): OrderOf => ({
        customer,
        at: asOf - (quiet + 0.5 + back * gap) * day,
        lines: [{ sku, quantity: 1, amount }],
      }),
    ),
  );
  return snapshotOf([...orders, ...guests], {
    asOf,
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    returns: [{ customer: 'a1', at: asOf - 2 * day, amount: 4250 }],
  });
}
