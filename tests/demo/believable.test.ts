import { describe, expect, test } from 'vitest';
import { makeDemoShop } from '../../src/demo/shop.ts';

const dayMs = 86_400_000;
const customers = 2000;
const shop = makeDemoShop({ customers, seed: 42, endsAt: Date.parse('2026-03-01T00:00:00Z'), timeZone: 'UTC' });

/** An order as an outsider reads it from the file. */
interface Order {
  readonly customer: string;
  /** The shop's wall clock. */
  readonly at: Date;
  readonly channel: string;
  readonly lines: { sku: string; quantity: number; amount: number; discount: number }[];
}

const orders = readOrders();
const accounts = groupByCustomer(orders.filter(({ customer }) => customer !== ''));

function readOrders(): Order[] {
  const found = new Map<string, Order>();
  for (const { cells, kind, slip } of shop.orders()) {
    if (kind !== 'sale' || slip) continue;
    const [customer = '', id = '', date = '', sku = '', quantity, price, , , , , discount, channel = ''] =
      cells.map(String);
    const at = new Date(`${date.replace(' ', 'T')}:00Z`);
    const order = found.get(id) ?? { customer, at, channel, lines: [] };
    const amount = Number(quantity) * Number(price);
    order.lines.push({ sku, quantity: Number(quantity), amount, discount: Number(discount) });
    found.set(id, order);
  }
  return [...found.values()];
}

function groupByCustomer(all: readonly Order[]): Order[][] {
  const groups = new Map<string, Order[]>();
  for (const order of all) groups.set(order.customer, [...(groups.get(order.customer) ?? []), order]);
  return [...groups.values()];
}

const amountOf = ({ lines }: Order) => lines.reduce((sum, { amount }) => sum + amount, 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]) => [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

function gapsOf(history: readonly Order[]): number[] {
  return history.slice(1).map(({ at }, index) => (at.getTime() - (history[index]?.at.getTime() ?? 0)) / dayMs);
}

/** Standard deviation over mean: 1 for gaps at random (exponential). */
function spreadOf(gaps: readonly number[]): number {
  const centre = mean(gaps);
  return Math.sqrt(mean(gaps.map((gap) => (gap - centre) ** 2))) / centre;
}

describe('customers', () => {
  test('half of the buyers have bought once, and a few accounts never have', () => {
    const once = accounts.filter((history) => history.length === 1).length / accounts.length;
    expect(once).toBeGreaterThan(0.45);
    expect(once).toBeLessThan(0.6);
    expect(accounts.length).toBeGreaterThan(0.95 * customers);
    expect(accounts.length).toBeLessThan(customers);
  });

  test('activity has a heavy tail: a tenth of the buyers makes a third to a half of the orders', () => {
    const counts = accounts.map((history) => history.length).sort((one, other) => other - one);
    const top = counts.slice(0, Math.round(counts.length / 10)).reduce((sum, count) => sum + count, 0);
    const share = top / counts.reduce((sum, count) => sum + count, 0);
    expect(share).toBeGreaterThan(0.33);
    expect(share).toBeLessThan(0.55);
    // Orders at random among all (Poisson) would leave the variance at the mean.
    const centre = mean(counts);
    expect(mean(counts.map((count) => (count - centre) ** 2)) / centre).toBeGreaterThan(5);
  });

  test('those who buy often have a rhythm: their gaps are more even than at random, around a mean of their own', () => {
    const regulars = accounts.map(gapsOf).filter((gaps) => gaps.length >= 10);
    expect(regulars.length).toBeGreaterThan(100);
    expect(median(regulars.map(spreadOf))).toBeLessThan(0.7);
    const means = regulars.map(mean).sort((one, other) => one - other);
    const [low, high] = [0.1, 0.9].map((share) => means[Math.floor(share * means.length)] ?? 0);
    expect(low).toBeGreaterThan(10);
    expect(high).toBeLessThan(70);
    expect((high ?? 0) / (low ?? 1)).toBeGreaterThan(1.8);
  });

  test('some have drifted away: silent for over four of their own gaps after at least five orders', () => {
    const end = Date.parse('2026-03-01T00:00:00Z');
    const lost = accounts.filter((history) => {
      const quiet = (end - (history.at(-1)?.at.getTime() ?? end)) / dayMs;
      return history.length >= 5 && quiet > 4 * mean(gapsOf(history));
    });
    const often = accounts.filter((history) => history.length >= 5);
    expect(lost.length / often.length).toBeGreaterThan(0.15);
    expect(lost.length / often.length).toBeLessThan(0.6);
  });

  test('few cafés and offices buy large baskets, a fifth to a half of all sales', () => {
    const trade = accounts.filter((history) => history[0]?.channel === 'wholesale');
    expect(trade.length / accounts.length).toBeGreaterThan(0.005);
    expect(trade.length / accounts.length).toBeLessThan(0.03);
    const sales = trade.flat().reduce((sum, order) => sum + amountOf(order), 0);
    const share = sales / orders.reduce((sum, order) => sum + amountOf(order), 0);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.5);
  });
});

describe('the year and the week', () => {
  const inMonth = (year: number, month: number) =>
    orders.filter(({ at }) => at.getUTCFullYear() === year && at.getUTCMonth() + 1 === month).length;

  test('November and December are the peak, July and August the low, in both years', () => {
    for (const year of [2024, 2025]) {
      const peak = inMonth(year, 11) + inMonth(year, 12);
      const low = inMonth(year, 7) + inMonth(year, 8);
      expect(peak / low).toBeGreaterThan(1.3);
      expect(peak / low).toBeLessThan(2.5);
    }
  });

  test('the shop grows slowly from year to year', () => {
    const inYear = (year: number) => Array.from({ length: 10 }, (_, month) => inMonth(year, month + 3));
    const growth = mean(inYear(2025)) / mean(inYear(2024));
    expect(growth).toBeGreaterThan(1.02);
    expect(growth).toBeLessThan(1.5);
  });

  test('Monday is strong, Saturday is the weakest day; at four in the morning the shop sleeps', () => {
    const weekdays = Array.from({ length: 7 }, (_, day) => orders.filter(({ at }) => at.getUTCDay() === day).length);
    expect(weekdays[1] ?? 0).toBeGreaterThan(1.2 * (weekdays[6] ?? 0));
    expect(Math.min(...weekdays)).toBe(weekdays[6]);
    const hours = Array.from({ length: 24 }, (_, hour) => orders.filter(({ at }) => at.getUTCHours() === hour).length);
    expect((hours[20] ?? 0) / (hours[4] ?? 1)).toBeGreaterThan(10);
  });

  test('in a discount week more is bought, partly through the newsletter, and only then do households pay less', () => {
    const households = orders.filter(({ channel }) => channel !== 'wholesale');
    const isCampaign = ({ at }: Order) => at.toISOString() >= '2025-11-22' && at.toISOString() < '2025-11-30';
    const week = households.filter(isCampaign);
    const before = households.filter(({ at }) => at.toISOString() >= '2025-11-10' && at.toISOString() < '2025-11-18');
    expect(week.length / before.length).toBeGreaterThan(1.15);
    const reduced = week.filter(({ lines }) => lines.some(({ discount }) => discount > 0));
    expect(reduced.length / week.length).toBeGreaterThan(0.3);
    expect(reduced.some(({ channel }) => channel === 'newsletter')).toBe(true);
    expect(before.some(({ lines }) => lines.some(({ discount }) => discount > 0))).toBe(false);
  });
});

describe('taste', () => {
  test('a third to two thirds of the goods in a later order were bought by the same customer before', () => {
    let again = 0;
    let all = 0;
    for (const history of accounts) {
      const known = new Set<string>();
      for (const { lines } of history) {
        const goods = lines.map(({ sku }) => sku).filter((sku) => /^[A-Z]{3}-/.test(sku));
        if (known.size > 0) {
          all += goods.length;
          again += goods.filter((sku) => known.has(sku)).length;
        }
        for (const sku of goods) known.add(sku);
      }
    }
    expect(again / all).toBeGreaterThan(0.33);
    expect(again / all).toBeLessThan(0.67);
  });

  test('what goes together is bought together: filters beside filter coffee far more often than beside tea', () => {
    const has = (order: Order, code: string) => order.lines.some(({ sku }) => sku.startsWith(code));
    const shareWith = (code: string) => {
      const beside = orders.filter((order) => has(order, code));
      return beside.filter((order) => has(order, 'CAR')).length / beside.length;
    };
    expect(shareWith('FIL')).toBeGreaterThan(2 * shareWith('BLK'));
  });

  test('a few orders are outliers: one product in dozens, by somebody who is no café', () => {
    const bulk = orders.filter(
      ({ channel, lines }) => channel !== 'wholesale' && lines.some(({ quantity }) => quantity >= 40),
    );
    expect(bulk.length).toBeGreaterThan(0);
    expect(bulk.length / orders.length).toBeLessThan(0.005);
  });
});
