import { describe, expect, it } from 'vitest';
import type { Arrival, PersonRow } from '../../src/domain/quality-tables.ts';
import { assessQuality } from '../../src/quality/assess.ts';
import type { Finding, QualityReport } from '../../src/quality/report.ts';
import { asGuest, cleanShop, type OrderOf, qualityTablesOf, type TablesOf } from '../support/quality-tables.ts';

const dayMs = 86_400_000;
const from = Date.UTC(2025, 0, 1);
const asOf = from + 60 * dayMs;
/** 60 days of a shop without a fault: some 200 orders. */
const clean = cleanShop({ seed: 5, from, days: 60, ordersADay: 3, growth: 1.5 });
const thing = { sku: 's1', quantity: 1, price: 20 };

function report(orders: readonly OrderOf[], given: TablesOf = {}): QualityReport {
  return assessQuality(qualityTablesOf(orders, given), { asOf, timeZone: 'UTC', currency: 'EUR' });
}

function findings(orders: readonly OrderOf[], given: TablesOf = {}): Finding[] {
  return report(orders, given).sources.flatMap((source) => source.findings);
}

/** The clean shop with some of its orders changed. */
function changed(places: number, change: (order: OrderOf, place: number) => OrderOf): OrderOf[] {
  return clean.map((order, place) => (place < places ? change(order, place) : order));
}

const arrival = (quarantined: number, table: Arrival['table'] = 'orders'): Arrival => ({
  source: 'file',
  table,
  rows: 1000,
  quarantined,
  reasons: quarantined > 0 ? [{ code: 'date', count: quarantined, places: ['orders.csv:7', 'orders.csv:9'] }] : [],
  interrupted: [],
});

const later = (order: OrderOf, seconds: number): number => order.at + 1000 * seconds;
const [one, two] = [clean[10], clean[20]];
if (!one || !two) throw new Error('The clean shop is too small.');

/** A fault, how it is planted, and what must be found: just that, so often, so bad, with those rows named. */
const faults: readonly (readonly [string, readonly OrderOf[], TablesOf, Partial<Finding>])[] = [
  [
    'one order under two ids',
    [...clean, { ...one, id: 'again', at: Math.floor(one.at / 60_000) * 60_000 }],
    {},
    { code: 'double-orders', count: 1, severity: 'note', examples: [`again = ${one.id}`] },
  ],
  [
    'a line that stands twice in its order',
    [...clean.filter((order) => order !== one), { ...one, lines: [thing, thing, { ...thing, quantity: 2 }] }],
    {},
    { code: 'repeated-lines', count: 1, severity: 'note', examples: [one.id] },
  ],
  ['guests', changed(30, asGuest), {}, { code: 'guest-orders', count: 30, of: clean.length, severity: 'warning' }],
  [
    'lines without a price',
    [...clean, { id: 'gift', customer: 'c1', at: asOf - dayMs, lines: [{ ...thing, price: 0 }, thing] }],
    {},
    { code: 'free-lines', count: 1, severity: 'note', examples: ['gift'] },
  ],
  [
    'a negative price',
    [...clean, { id: 'debt', customer: 'c1', at: asOf - dayMs, lines: [{ ...thing, price: -11_062.06 }] }],
    {},
    { code: 'negative-prices', count: 1, examples: ['debt'] },
  ],
  [
    'a quantity that is a bar code',
    [
      ...clean,
      {
        id: 'code',
        customer: 'c1',
        at: asOf - dayMs,
        lines: [{ sku: 's1', quantity: 4_006_381, price: 0.000001 }, thing],
      },
    ],
    {},
    { code: 'absurd-quantities', count: 1, examples: ['code'] },
  ],
  [
    'a date before web shops were',
    changed(2, (order) => ({ ...order, at: Date.UTC(1970, 0, 1) + order.at - from })),
    {},
    { code: 'ancient-orders', count: 2, severity: 'warning', examples: ['o1', 'o2'] },
  ],
  ['dates in the future', clean, { future: 3 }, { code: 'future-orders', count: 3, severity: 'warning' }],
  [
    'the date of a copy on every fourth order',
    changed(Math.round(clean.length / 4), (order) => ({ ...order, at: from })),
    {},
    { code: 'one-instant', count: Math.round(clean.length / 4), severity: 'warning' },
  ],
  [
    'another currency',
    changed(4, (order) => ({ ...order, currency: 'CHF' })),
    {},
    { code: 'other-currency', count: 4, severity: 'warning' },
  ],
  [
    'a return of what was never bought',
    [...clean, { id: 'back', customer: 'c2', at: asOf - dayMs, lines: [{ sku: 'never', quantity: -1, price: 20 }] }],
    {},
    { code: 'returns-without-purchase', count: 1, of: 1, severity: 'note', examples: ['back'] },
  ],
  [
    'a refund above what the order came to',
    [...clean, { id: 'much', customer: 'c2', at: asOf - dayMs, lines: [thing], refunded: 2001 }],
    {},
    { code: 'refunds-above-gross', count: 1, examples: ['much'] },
  ],
  [
    'an order without a line',
    [...clean, { id: 'empty', customer: 'c2', at: asOf - dayMs, lines: [] }],
    {},
    { code: 'empty-orders', count: 1, examples: ['empty'] },
  ],
  [
    'one order that is a third of the money',
    [...clean, { id: 'whale', customer: 'c2', at: asOf - dayMs, lines: [{ ...thing, quantity: 50, price: 600 }] }],
    {},
    { code: 'dominant-order', severity: 'warning', examples: ['whale'] },
  ],
  [
    'rows that could not be read',
    clean,
    { arrivals: [arrival(50)] },
    { code: 'quarantined-rows', count: 50, of: 1000, severity: 'warning', examples: ['orders.csv:7', 'orders.csv:9'] },
  ],
  [
    'an import that never ended',
    clean,
    { arrivals: [{ ...arrival(0), interrupted: ['may orders.csv'] }] },
    {
      code: 'interrupted-import',
      severity: 'warning',
      fix: {
        words: 'Run the import again: it goes on, and changes nothing twice.',
        type: "patron import orders 'may orders.csv'",
      },
    },
  ],
  [
    'a shop that has fallen silent',
    clean.map((order) => ({ ...order, at: order.at - 40 * dayMs })),
    {},
    { code: 'silence', severity: 'warning' },
  ],
  [
    'two people with one inbox',
    clean,
    { people: [person('c1', 'Jo.Doe@gmail.com'), person('c2', 'jodoe+shop@googlemail.com'), person('c3', 'x@y.org')] },
    { code: 'same-people', count: 2, examples: ['c1 = c2'] },
  ],
  [
    'products without a title',
    clean,
    {
      products: [
        { sku: 's1', isFee: false },
        { sku: 's2', title: 'Two', isFee: false },
      ],
    },
    { code: 'untitled-products', count: 1, examples: ['s1'] },
  ],
];

function person(id: string, email: string): PersonRow {
  return { id, email, sources: ['file'] };
}

describe('planted faults', () => {
  it('are none in a clean shop: no finding, a good verdict for each source', () => {
    expect(findings(clean)).toEqual([]);
    expect(report(clean).sources.map(({ source, table, verdict }) => [source, table, verdict])).toEqual([
      ['file', 'orders', 'good'],
      ['file', 'customers', 'good'],
      ['file', 'products', 'good'],
    ]);
  });

  it.each(faults)('%s: found, and nothing else', (_, orders, given, expected) => {
    const found = findings(orders, given).filter(({ code }) => code !== 'no-email');
    expect(found).toMatchObject([expected]);
    expect(found[0]?.treatment).not.toBe('');
    expect(found[0]?.fix?.type).toMatch(/^patron /);
  });

  it('see a return as one without a purchase where the thing was only bought later', () => {
    const back = { id: 'r', customer: 'c2', at: asOf - 2 * dayMs, lines: [{ ...thing, sku: 'mug', quantity: -1 }] };
    const bought = { id: 'b', customer: 'c2', at: asOf - dayMs, lines: [{ ...thing, sku: 'mug' }] };
    expect(findings([...clean, back, bought])).toMatchObject([{ code: 'returns-without-purchase', examples: ['r'] }]);
  });

  it('found together do not hide each other', () => {
    const orders = [
      ...clean,
      { ...one, id: 'again' },
      { id: 'debt', customer: 'c1', at: asOf - dayMs, lines: [{ ...thing, price: -5 }] },
    ];
    expect(findings(orders, { future: 3 }).map(({ code }) => code)).toEqual([
      'future-orders',
      'negative-prices',
      'double-orders',
    ]);
  });
});

describe('no false alarm', () => {
  it('is raised by the same basket a minute later, or of another customer', () => {
    const orders = [...clean, { ...one, id: 'next', at: later(one, 61) }, { ...two, id: 'other', customer: 'c0' }];
    expect(findings(orders)).toEqual([]);
  });

  it('is raised by guests with the same basket at the same minute: nothing ties them together', () => {
    const guest = { at: one.at, lines: one.lines };
    const codes = findings([...clean, { ...guest, id: 'g1' }, { ...guest, id: 'g2' }]).map(({ code }) => code);
    expect(codes).toEqual(['guest-orders']);
  });

  it('is raised by a return of what was bought before, or of a fee', () => {
    const bought = { id: 'b', customer: 'c2', at: asOf - 2 * dayMs, lines: [{ ...thing, sku: 'mug' }] };
    const back = { id: 'r', customer: 'c2', at: asOf - dayMs, lines: [{ ...thing, sku: 'mug', quantity: -1 }] };
    const fee = { id: 'f', customer: 'c2', at: asOf - dayMs, lines: [{ ...thing, sku: 'POST', quantity: -1 }] };
    expect(
      findings([...clean, bought, back, fee], { products: [{ sku: 'POST', title: 'Postage', isFee: true }] }),
    ).toEqual([]);
  });

  it('is raised by a cancellation document, which gives back without a sale of its own', () => {
    const cancelled = { id: 'C1', customer: one.customer ?? '', at: later(one, 900), isCancelled: true };
    expect(
      findings([...clean, { ...cancelled, lines: one.lines.map((line) => ({ ...line, quantity: -line.quantity })) }]),
    ).toEqual([]);
  });

  it('is raised by a cancelled order of a guest, which is no purchase', () => {
    const orders = clean.map((order, place) => (place % 2 === 0 ? order : { ...asGuest(order), isCancelled: true }));
    expect(findings(orders)).toEqual([]);
  });

  it('is raised by the price of a fee, which is no outlier among the goods', () => {
    const fee = {
      id: 'f',
      customer: 'c2',
      at: asOf - dayMs,
      lines: [thing, { sku: 'POST', quantity: 900, price: 0.01 }],
    };
    const given = { products: [{ sku: 'POST', title: 'Postage', isFee: true }] };
    const names = report([...clean, fee], given).sources.flatMap(({ outliers }) =>
      outliers.flatMap(({ worst }) => worst.map(({ name }) => name)),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name.includes('POST'))).toEqual([]);
  });

  it('is raised by two equal orders on one day where the source tells no times, unless they are many', () => {
    const byDay = clean.map((order) => ({ ...order, at: Math.floor(order.at / dayMs) * dayMs }));
    const again = byDay.slice(0, 8).map((order) => ({ ...order, id: `${order.id}-2` }));
    const [found] = findings([...byDay, ...again]);
    expect(found).toMatchObject({ code: 'double-orders', count: 8, severity: 'note' });
    expect(found?.words).toContain('same customer, day and lines');
  });
});
