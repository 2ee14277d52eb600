import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import type { ImportReport } from '../../src/jobs/import-report.ts';
import { clearStore } from '../../src/store/clear.ts';
import type { Store } from '../../src/store/database.ts';
import { fingerprintSnapshot, loadSnapshot } from '../../src/store/snapshot.ts';
import { importTexts, memoryStore } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const header = 'customer_id,order_id,date,sku,quantity,unit_price,country,note';

interface Order {
  readonly id: string;
  readonly customer: string;
  /** Minutes after the start of 2026. */
  readonly minute: number;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly cents: number;
    readonly minute: number;
  }[];
}

const orderOf = (id: string) =>
  fc.record({
    id: fc.constant(id),
    customer: fc.constantFrom('', 'ann', 'bob', 'cy', 'dee'),
    minute: fc.integer({ min: 0, max: 200_000 }),
    // An article once an order: where one that repeats it is cut in two, the second part may look like a correction (docs/decisions/0001).
    lines: fc.uniqueArray(
      fc.record({
        sku: fc.constantFrom('A', 'E', 'F', 'G', 'H', 'POST'),
        quantity: fc.constantFrom(-1, 1, 2, 3, 12),
        cents: fc.integer({ min: 0, max: 5000 }),
        minute: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 5, selector: ({ sku }) => sku },
    ),
  });
const shop: fc.Arbitrary<Order[]> = fc
  .uniqueArray(fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', 'C9'), { minLength: 1, maxLength: 9 })
  .chain((ids) => fc.tuple(...ids.map(orderOf)));

function rowsOf({ id, customer, minute, lines }: Order): string[] {
  return lines.map((line) => {
    const at = new Date(Date.UTC(2026, 0, 1) + (minute + line.minute) * 60_000).toISOString();
    return `${customer},${id},${at},${line.sku},${line.quantity},${(line.cents / 100).toFixed(2)},Norway,${line.sku}`;
  });
}

const fileOf = (rows: readonly string[]) => [header, ...rows, ''].join('\n');
const runs = { numRuns: 30, seed: 2011 };

/** Imports, one after the other, each of the rows of one or more files. */
type Imports = readonly (readonly (readonly string[])[])[];

let shared: Store;
beforeAll(() => {
  shared = memoryStore();
});
afterAll(() => shared.close());

/** Carries out imports in an empty store; gives what is in it, and what became of the orders of the last one. */
async function worldOf(...imports: Imports) {
  clearStore(shared);
  let outcomes: ImportReport['outcomes'] = {};
  for (const [number, files] of imports.entries()) {
    const named = files.map((rows, file) => [`${number}-${file}.csv`, fileOf(rows)]);
    ({ outcomes } = await importTexts(shared, folder, Object.fromEntries(named)));
  }
  return { outcomes, ...contentOf(shared) };
}

/** The same without the outcomes. */
async function shopOf(...imports: Imports) {
  await worldOf(...imports);
  return contentOf(shared);
}

/** What the model sees, the sums of money, and the lines with their further columns. */
function contentOf(store: Store) {
  const snapshot = loadSnapshot(store, { asOf: Date.UTC(2027, 0, 1), timeZone: 'UTC', currency: 'GBP' });
  return {
    fingerprint: fingerprintSnapshot(snapshot),
    orders: store.sqlite
      .prepare('select source_id, ordered_at, gross, refunded, country, cancelled_at from orders order by source_id')
      .all(),
    lines: store.sqlite
      .prepare(
        `select o.source_id, p.sku, l.quantity, l.amount, l.attributes from order_line l join orders o on o.id = l.order_id join product p on p.id = l.product_id
          order by o.source_id, p.sku`,
      )
      .all(),
  };
}

describe('orders that are told again', () => {
  it('change nothing, whether in the same import or a later one', async () => {
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        const rows = orders.flatMap(rowsOf);
        const once = await worldOf([rows]);
        const again = await worldOf([rows], [rows]);
        expect(again).toEqual({ ...once, outcomes: { unchanged: orders.length } });
        expect(await worldOf([rows, rows])).toEqual(once);
      }),
      runs,
    );
  });

  it('make the same shop in any order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(shop, fc.integer(), async (orders, seed) => {
        const rows = orders.flatMap(rowsOf);
        const shuffled = shuffle(
          rows.map((_, row) => row),
          seededRandom(seed),
        ).flatMap((row) => rows[row] ?? []);
        expect(await worldOf([shuffled])).toEqual(await worldOf([rows]));
        expect((await worldOf([rows], [shuffled])).outcomes).toEqual({ unchanged: orders.length });
      }),
      runs,
    );
  });

  it('make the same shop where they are split over two files, imported together or one after the other, either first', async () => {
    await fc.assert(
      fc.asyncProperty(shop, fc.integer(), async (orders, seed) => {
        const rows = orders.flatMap(rowsOf);
        const random = seededRandom(seed);
        const side = rows.map(() => random() < 0.5);
        const [left, right] = [rows.filter((_, row) => side[row]), rows.filter((_, row) => !side[row])];
        const whole = await shopOf([rows]);
        expect(await shopOf([left, right])).toEqual(whole);
        expect(await shopOf([left], [right])).toEqual(whole);
        expect(await shopOf([right], [left])).toEqual(whole);
        expect(await shopOf([left], [rows], [right])).toEqual(whole);
      }),
      runs,
    );
  });

  it('stand as the later file corrects them', async () => {
    const change = fc.record({
      customer: fc.constantFrom('ann', 'bob', 'eve'),
      minute: fc.integer({ min: 0, max: 9000 }),
      quantity: fc.constantFrom(1, 7),
    });
    await fc.assert(
      fc.asyncProperty(shop, change, async (orders, { customer, minute, quantity }) => {
        const corrected = orders.map((order, index) =>
          index > 0 ? order : { ...order, customer, minute, lines: order.lines.map((line) => ({ ...line, quantity })) },
        );
        const old = orders.flatMap(rowsOf);
        const fresh = corrected.flatMap(rowsOf);
        const direct = await shopOf([fresh]);
        expect(await shopOf([old], [fresh])).toEqual(direct);
        expect(await shopOf([old, fresh])).toEqual(direct);
        expect((await worldOf([old], [fresh], [fresh])).outcomes).toEqual({ unchanged: orders.length });
      }),
      runs,
    );
  });
});

describe('one order told again', () => {
  let store: Store;
  beforeEach(() => {
    store = memoryStore();
  });
  afterEach(() => store.close());

  const told = async (rows: readonly string[], columns = header) =>
    (await importTexts(store, folder, { 'orders.csv': [columns, ...rows].join('\n') })).outcomes;
  const sum = () => store.sqlite.prepare('select gross from orders').pluck().get();
  const line = (sku: string, quantity: number) => `ann,1,2026-01-01,${sku},${quantity},1.00,,`;

  it('is completed by further lines', async () => {
    await told([line('A', 1)]);
    expect(await told([line('A', 1), line('E', 2)])).toEqual({ replaced: 1 });
    expect(sum()).toBe(300);
  });

  it('is kept where the file has only a part of it', async () => {
    await told([line('A', 1), line('E', 2)]);
    expect(await told([line('E', 2)])).toEqual({ kept: 1 });
    expect(sum()).toBe(300);
  });

  it('is joined from two parts that share no article, or less than half of those of the smaller', async () => {
    await told([line('A', 1)]);
    expect(await told([line('E', 2)])).toEqual({ joined: 1 });
    expect(sum()).toBe(300);
    expect(await told([line('E', 1), line('F', 1), line('G', 1)])).toEqual({ corrected: 1 });
    expect(sum()).toBe(300);
    expect(await told([line('G', 2), line('H', 2), line('I', 2)])).toEqual({ joined: 1 });
    expect(sum()).toBe(900);
  });

  it('is corrected where an article comes with another quantity', async () => {
    await told([line('A', 1), line('E', 2)]);
    expect(await told([line('A', 5), line('E', 2)])).toEqual({ corrected: 1 });
    expect(sum()).toBe(700);
  });

  it('is corrected where only the customer or the date is another', async () => {
    await told([',1,2026-01-01,A,1,1.00,,']);
    expect(await told(['ann,1,2026-01-01,A,1,1.00,,'])).toEqual({ corrected: 1 });
    expect(await told(['bob,1,2026-01-02,A,1,1.00,,'])).toEqual({ corrected: 1 });
    const sql = 'select c.public_id, o.ordered_at from orders o join customer c on c.id = o.customer_id';
    expect(store.sqlite.prepare(sql).get()).toEqual({ public_id: 'bob', ordered_at: Date.UTC(2026, 0, 2) });
  });

  it('keeps what a later file has no column for', async () => {
    const columns = 'customer_id,order_id,date,sku,quantity,unit_price';
    await told(['ann,1,2026-01-01,A,1,1.00,0.10,Norway,red'], `${columns},discount,country,colour`);
    expect(await told(['ann,1,2026-01-01,A,1,1.00'], columns)).toEqual({ unchanged: 1 });
    expect(await told(['ann,1,2026-01-01,A,2,1.00', 'ann,1,2026-01-01,A,1,1.00'], columns)).toEqual({ replaced: 1 });
    expect(store.sqlite.prepare('select country, discount from orders').get()).toEqual({
      country: 'Norway',
      discount: 10,
    });
    expect(
      store.sqlite.prepare('select quantity, discount, attributes from order_line order by quantity').all(),
    ).toEqual([
      { quantity: 1, discount: 10, attributes: '{"colour":"red"}' },
      { quantity: 2, discount: null, attributes: null },
    ]);
  });
});
