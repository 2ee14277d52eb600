import { describe, expect, it } from 'vitest';
import type { OrderTable, QualityTables } from '../../src/domain/quality-tables.ts';
import { type Random, seededRandom, shuffle } from '../../src/domain/random.ts';
import { assessQuality } from '../../src/quality/assess.ts';
import { asGuest, cleanShop, type OrderOf, qualityTablesOf } from '../support/quality-tables.ts';

const dayMs = 86_400_000;
const from = Date.UTC(2025, 0, 1);
const asOf = from + 120 * dayMs;
const options = { asOf, timeZone: 'UTC', currency: 'EUR' };
const thing = { sku: 's1', quantity: 1, price: 20 };

/** A shop with a little of everything wrong. */
function dirtyShop(): OrderOf[] {
  return cleanShop({ seed: 9, from, days: 120, ordersADay: 6, growth: 1.5 }).map((order, place) => ({
    ...(place % 7 === 0 ? asGuest(order) : order),
    country: place % 3 === 0 ? 'DE' : 'FR',
    ...(place % 40 === 0 ? { currency: 'CHF' } : {}),
    ...(place % 50 === 0 ? { at: order.at - 60 * 365 * dayMs } : {}),
    ...(place % 25 === 0
      ? { lines: [...order.lines, thing, thing, { ...thing, price: place % 2 === 0 ? -3 : 0 }] }
      : {}),
  }));
}

/** Tables of a second source: the same rows under another name. */
function renamed(table: OrderTable, source: string): OrderTable {
  return { ...table, source };
}

/** The same rows in another order. */
function mixed<T>(rows: readonly T[], random: Random): T[] {
  const places = shuffle(Uint32Array.from(rows.keys()), random);
  return Array.from(places, (place) => rows[place]).filter((row) => row !== undefined);
}

function shuffled(orders: readonly OrderOf[], seed: number): OrderOf[] {
  const random = seededRandom(seed);
  return mixed(
    orders.map((order) => ({ ...order, lines: mixed(order.lines, random) })),
    random,
  );
}

describe('assessQuality', () => {
  it('is the same report, byte for byte, in whatever order the rows came', () => {
    const orders = dirtyShop();
    const people = ['c1', 'c2', 'c3', 'c4'].map((id) => ({
      id,
      email: 'one@shop.test',
      country: id,
      sources: ['file'],
    }));
    const report = assessQuality(qualityTablesOf(orders, { people }), options);
    expect(report.sources.flatMap(({ findings }) => findings).length).toBeGreaterThan(7);
    for (const seed of [1, 2, 3]) {
      const given = { people: mixed(people, seededRandom(seed)) };
      const again = assessQuality(qualityTablesOf(shuffled(orders, seed), given), options);
      expect(JSON.stringify(again)).toBe(JSON.stringify(report));
    }
  });

  it('gives each source a verdict of its own, and the worst of them to the whole', () => {
    const clean = qualityTablesOf(cleanShop({ seed: 3, from, days: 120, ordersADay: 4, growth: 1 }));
    const guests = clean.orders.map((table) => ({
      ...renamed(table, 'shopify'),
      customer: table.customer.map(() => -1),
    }));
    const report = assessQuality({ ...clean, orders: [...guests, ...clean.orders] }, options);
    expect(report.sources.map(({ source, table, verdict }) => `${source} ${table}: ${verdict}`)).toEqual([
      'file orders: good',
      'shopify orders: bad',
      'file customers: good',
      'file and shopify products: good',
    ]);
    expect(report.verdict).toBe('bad');
  });

  it('is empty for an empty store', () => {
    const empty: QualityTables = { orders: [], people: [], products: [], arrivals: [] };
    expect(assessQuality(empty, options)).toMatchObject({ verdict: 'empty', sources: [] });
  });

  it('is bad where files came in and not one row could be read', () => {
    const reasons = [{ code: 'columns', count: 3, places: ['o.csv:2'] }];
    const arrivals = [{ source: 'file', table: 'orders' as const, rows: 3, quarantined: 3, reasons, interrupted: [] }];
    expect(assessQuality({ orders: [], people: [], products: [], arrivals }, options)).toMatchObject({
      verdict: 'bad',
      sources: [
        { source: 'file', table: 'orders', rows: 0, findings: [{ code: 'quarantined-rows', count: 3, of: 3 }] },
      ],
    });
  });

  it('tells for every column how often it is missing, the policy, an indicator, and what stands in', () => {
    const line = { sku: 'a', quantity: 1, price: 10 };
    const orders = ['FR', 'FR', 'DE', undefined].map((country, place) => ({
      id: `o${place}`,
      customer: 'c1',
      at: asOf - place * dayMs - 1,
      lines: [line],
      ...(country === undefined ? {} : { country }),
    }));
    const products = [3, 100, 5].map((price) => ({
      sku: `p${price}`,
      title: 't',
      priceMicros: price * 1e6,
      isFee: false,
    }));
    const report = assessQuality(qualityTablesOf(orders, { products }), options);
    const gaps = report.sources.flatMap(({ gaps }) => gaps);
    expect(gaps.find(({ column }) => column === 'country')).toMatchObject({
      missing: 1,
      of: 4,
      policy: 'mode',
      indicator: 'country_missing',
      fill: 'FR',
    });
    expect(gaps.find(({ column }) => column === 'price')).toMatchObject({
      missing: 1,
      of: 4,
      policy: 'median',
      fill: 5,
    });
    expect(gaps.find(({ column }) => column === 'customer_id')).toMatchObject({ missing: 0, policy: 'drop' });
  });

  it('changes its fingerprint with any quantity, price, date, person or order, and with nothing else', () => {
    const orders = cleanShop({ seed: 4, from, days: 20, ordersADay: 4, growth: 1 });
    const fingerprint = (changed: readonly OrderOf[], at = asOf) =>
      assessQuality(qualityTablesOf(changed), { ...options, asOf: at }).fingerprint;
    const [first, ...others] = orders;
    if (!first) throw new Error('No order was made.');
    const [line, ...lines] = first.lines;
    if (!line) throw new Error('No line was made.');
    const same = fingerprint(orders);
    expect(fingerprint(shuffled(orders, 8), asOf + dayMs)).toBe(same);
    const changes: OrderOf[] = [
      { ...first, at: first.at + 1 },
      { ...first, customer: 'someone' },
      { ...first, isCancelled: true },
      { ...first, currency: 'CHF' },
      { ...first, lines: [{ ...line, quantity: line.quantity + 1 }, ...lines] },
      { ...first, lines: [{ ...line, price: line.price + 0.01 }, ...lines] },
    ];
    const prints = [same, fingerprint(others), ...changes.map((change) => fingerprint([change, ...others]))];
    expect(new Set(prints).size).toBe(prints.length);
  });
});
