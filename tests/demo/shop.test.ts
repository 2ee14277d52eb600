import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DemoShop, type DemoShopOptions, makeDemoShop } from '../../src/demo/shop.ts';
import { instantOfWallClock } from '../../src/domain/calendar.ts';
import { isFeeLine } from '../../src/domain/fees.ts';

const options = {
  customers: 200,
  seed: 42,
  endsAt: Date.parse('2026-03-01T12:00:00Z'),
  timeZone: 'Europe/Berlin',
} as const satisfies DemoShopOptions;

function hashOf(shop: DemoShop): string {
  const hash = createHash('sha256').update(JSON.stringify(shop.products));
  for (const { cells } of shop.customers()) hash.update(JSON.stringify(cells));
  for (const { cells } of shop.orders()) hash.update(JSON.stringify(cells));
  return hash.digest('hex');
}

interface Cells {
  readonly customer: string;
  readonly order: string;
  readonly date: string;
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
  readonly email: string;
  readonly discount: number;
}

/** Rows without a mistake, by column. */
function rowsOf(shop: DemoShop): Cells[] {
  return [...shop.orders()].flatMap(({ cells, slip }): Cells[] => {
    const [customer, order, date, sku, quantity, price, , , email, , discount] = cells.map(String);
    if (slip || customer === undefined || order === undefined || date === undefined || sku === undefined) return [];
    const numbers = { quantity: Number(quantity), price: Number(price), discount: Number(discount) };
    return [{ customer, order, date, sku, email: email ?? '', ...numbers }];
  });
}

describe('the same options', () => {
  test('give the same rows, however often they are read', () => {
    const shop = makeDemoShop(options);
    expect(hashOf(shop)).toBe(hashOf(shop));
    expect(hashOf(shop)).toBe(hashOf(makeDemoShop(options)));
  });

  test('with another seed give other rows', () => {
    expect(hashOf(makeDemoShop({ ...options, seed: 43 }))).not.toBe(hashOf(makeDemoShop(options)));
  });

  test('with more customers change nothing that the first ones did', () => {
    // Order numbers count all orders of the shop, so they move.
    const known = (customers: number) =>
      rowsOf(makeDemoShop({ ...options, customers }))
        .filter(({ customer }) => customer !== '' && customer <= 'demo-0150')
        .map((row) => ({ ...row, order: '' }));
    expect(known(260)).toEqual(known(150));
    const accounts = (customers: number) => [...makeDemoShop({ ...options, customers }).customers()].slice(0, 150);
    expect(accounts(260)).toEqual(accounts(150));
  });
});

describe('time', () => {
  const zones = [
    ['Europe/Berlin', '2026-03-29T11:00:00Z'],
    ['America/New_York', '2025-11-02T15:30:00Z'],
    ['Asia/Shanghai', '2025-12-20T16:00:00Z'],
    ['UTC', '2026-01-01T00:00:00Z'],
  ] as const;

  test.each(zones)('in %s no row lies at or after %s, and the last day has some', (timeZone, ends) => {
    const endsAt = Date.parse(ends);
    const rows = rowsOf(makeDemoShop({ ...options, customers: 600, timeZone, endsAt }));
    const instants = rows.map(({ date }) => instantOfWallClock(Date.parse(`${date.replace(' ', 'T')}:00Z`), timeZone));
    expect(Math.max(...instants)).toBeLessThan(endsAt);
    expect(Math.max(...instants)).toBeGreaterThan(endsAt - 86_400_000);
    expect((endsAt - Math.min(...instants)) / 86_400_000).toBeGreaterThan(740);
    expect((endsAt - Math.min(...instants)) / 86_400_000).toBeLessThan(763);
  });

  test('rows ascend in time, and order numbers with them', () => {
    const rows = rowsOf(makeDemoShop(options));
    const dates = rows.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
    const numbers = rows.filter(({ order }) => order.startsWith('D-')).map(({ order }) => Number(order.slice(2)));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });

  test('an account is never younger than its first order', () => {
    const shop = makeDemoShop(options);
    const created = new Map([...shop.customers()].filter(({ slip }) => !slip).map(({ cells }) => [cells[0], cells[5]]));
    for (const { customer, date } of rowsOf(shop)) {
      expect(created.get(customer) ?? '').not.toSatisfy((day: string) => day > date.slice(0, 10));
    }
  });
});

describe('what is given back', () => {
  const rows = rowsOf(makeDemoShop({ ...options, customers: 600 }));
  const sold = new Map(
    rows.filter(({ order }) => order.startsWith('D-')).map((row) => [`${row.order} ${row.sku}`, row]),
  );
  const back = rows.filter(({ quantity }) => quantity < 0);

  test('was bought before by the same person, at the same price, and not less of it', () => {
    expect(back.length).toBeGreaterThan(20);
    for (const { order, sku, customer, date, price, quantity } of back) {
      const purchase = sold.get(`D-${order.replace(/^\D+/, '')} ${sku}`);
      // A mistyped purchase is not in the rows; nearly all are.
      if (!purchase) continue;
      expect(purchase).toMatchObject({ customer, price });
      expect(purchase.quantity).toBeGreaterThanOrEqual(-quantity);
      expect(purchase.date < date).toBe(true);
    }
    const found = back.filter(({ order, sku }) => sold.has(`D-${order.replace(/^\D+/, '')} ${sku}`));
    expect(found.length / back.length).toBeGreaterThan(0.95);
  });

  test('is a cancellation or a return, and nothing else has a negative quantity', () => {
    expect(rows.every(({ order, quantity }) => quantity < 0 === /^(C\d|R-\d)/.test(order))).toBe(true);
    expect(back.some(({ order }) => /^C\d+$/.test(order))).toBe(true);
    expect(back.some(({ order }) => /^R-\d+$/.test(order))).toBe(true);
  });
});

test('the name says that it is a demo, and so do the ids of its people and orders', () => {
  const shop = makeDemoShop(options);
  expect(shop.name).toMatch(/Demo/);
  expect([...shop.customers()].every(({ cells }) => /^demo-\d{4}$/.test(cells[0] ?? ''))).toBe(true);
  expect(rowsOf(shop).every(({ order }) => /^(D-|R-|C)1\d{5}$/.test(order))).toBe(true);
});

describe('money and goods', () => {
  const shop = makeDemoShop(options);
  const titles = new Map(shop.products.map(([sku, title]) => [sku ?? '', title]));

  test('80 to 150 products in a dozen categories, none of which an import takes for a fee', () => {
    expect(titles.size).toBe(shop.products.length);
    expect(shop.products.length).toBeGreaterThanOrEqual(80);
    expect(shop.products.length).toBeLessThanOrEqual(150);
    expect(new Set(shop.products.map(([, , category]) => category)).size).toBeGreaterThanOrEqual(12);
    for (const [sku, title] of titles) expect(isFeeLine(sku, title)).toBe(false);
  });

  test('what is sold is a product at about its price, or a fee', () => {
    const prices = new Map(shop.products.map(([sku, , , price]) => [sku ?? '', Number(price)]));
    for (const { sku, price, quantity, discount } of rowsOf(shop)) {
      const list = prices.get(sku);
      if (list === undefined) {
        expect(isFeeLine(sku, undefined)).toBe(true);
        continue;
      }
      expect(price).toBeGreaterThan(0.7 * list);
      expect(price).toBeLessThanOrEqual(list);
      expect(price * 100).toBeCloseTo(Math.round(price * 100), 6);
      expect(discount).toBeGreaterThanOrEqual(0);
      expect(discount).toBeLessThan(0.3 * list * Math.abs(quantity));
      expect(Number.isInteger(quantity)).toBe(true);
    }
  });

  test('seasonal goods are sold in their season only', () => {
    const wide = makeDemoShop({ ...options, customers: 800 });
    const calendars = rowsOf(wide).filter(({ sku, quantity }) => quantity > 0 && /advent/i.test(titles.get(sku) ?? ''));
    expect(calendars.length).toBeGreaterThan(5);
    for (const { date } of calendars) expect(['10', '11', '12']).toContain(date.slice(5, 7));
  });
});

describe('people', () => {
  const shop = makeDemoShop({ ...options, customers: 3000 });
  const people = [...shop.customers()].map(({ cells, isSecond }) => {
    const [id = '', email = '', name = '', phone = '', country = ''] = cells;
    return { id, email, name, phone, country, isSecond };
  });

  test('have addresses at reserved domains only, in both files', () => {
    // example.com and example.org are reserved by RFC 2606.
    const addresses = [...people.map(({ email }) => email), ...rowsOf(shop).map(({ email }) => email)].filter(Boolean);
    for (const address of addresses) expect(address).toMatch(/^[A-Za-z][a-z.]*(g?\d+)@example\.(com|org)$/);
  });

  test('have telephone numbers that the regulators keep for films, each given out once', () => {
    const film = [
      /^\+49 (30 23125|69 90009|40 66969|221 4710|89 99998)\d{3}$/, // Bundesnetzagentur, notice 148/2021
      /^\+33 (1 99 00|6 39 98) \d{4}$/, // ARCEP, decision 2018-0881
      /^\+46 70 174 06 (0[5-9]|[1-9]\d)$/, // PTS: 070-174 06 05 to 99
      /^\+44 (1632 960|7700 900)\d{3}$/, // Ofcom
    ];
    const phones = people.map(({ phone }) => phone).filter(Boolean);
    expect(phones.length).toBeGreaterThan(700);
    expect(new Set(phones).size).toBe(phones.length);
    for (const phone of phones) expect(film.some((range) => range.test(phone))).toBe(true);
  });

  test('come from many countries, with accents and a name in Chinese; some countries and addresses are missing', () => {
    expect(new Set(people.map(({ country }) => country)).size).toBeGreaterThan(8);
    expect(people.some(({ name }) => /[éèöøłçã]/.test(name))).toBe(true);
    expect(people.some(({ name }) => /\p{Script=Han}/u.test(name))).toBe(true);
    expect(people.some(({ country }) => country === '')).toBe(true);
    expect(people.some(({ email }) => email === '')).toBe(true);
  });

  test('have an address of their own, but for the few who opened a second account', () => {
    const first = people.filter(({ isSecond, email }) => !isSecond && email !== '');
    const addresses = new Set(first.map(({ email }) => email.toLowerCase()));
    expect(addresses.size).toBe(first.length);
    const second = people.filter(({ isSecond }) => isSecond);
    expect(second.length / people.length).toBeGreaterThan(0.003);
    expect(second.length / people.length).toBeLessThan(0.015);
    for (const { email } of second) expect(addresses.has(email.toLowerCase())).toBe(true);
  });
});
