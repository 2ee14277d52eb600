import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { dayMs, fixedClock } from '../../src/domain/clock.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { summarisePurchases } from '../../src/features/purchase-summary.ts';
import { writeDemoFiles } from '../../src/jobs/demo-files.ts';
import { importFiles } from '../../src/jobs/import.ts';
import type { ImportReport } from '../../src/jobs/import-report.ts';
import { probabilityOfOrder } from '../../src/model/bg-nbd.ts';
import { type Metrics, measure, rank } from '../../src/model/metrics.ts';
import { fitShopBgNbd } from '../../src/model/panel.ts';
import type { Store } from '../../src/store/database.ts';
import { loadSnapshot } from '../../src/store/snapshot.ts';
import { memoryStore } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const endsAt = Date.parse('2026-03-01T00:00:00Z');
const timeZone = 'Europe/Berlin';
const folder = temporaryFolder();

type Kind = 'products' | 'customers' | 'orders';

async function importDemo(store: Store, files: Readonly<Record<Kind, string>>): Promise<Record<Kind, ImportReport>> {
  const read = (kind: Kind) =>
    importFiles(store, {
      kind,
      files: [files[kind]],
      timeZone,
      map: {},
      clock: fixedClock(new Date(endsAt)),
      scratchFolder: folder.path('scratch'),
    });
  return { products: await read('products'), customers: await read('customers'), orders: await read('orders') };
}

const reasonsOf = ({ reasons }: ImportReport) => Object.fromEntries(reasons.map(({ code, count }) => [code, count]));

test('the same options write the same bytes, whole', () => {
  const options = { customers: 60, seed: 5, endsAt, timeZone };
  const one = writeDemoFiles(folder.path('one'), options);
  const other = writeDemoFiles(folder.path('other'), options);
  for (const kind of ['products', 'customers', 'orders'] as const) {
    expect(readFileSync(one[kind]).equals(readFileSync(other[kind]))).toBe(true);
    expect(existsSync(`${one[kind]}.tmp`)).toBe(false);
  }
  expect(other.planted).toEqual(one.planted);
  expect(readFileSync(one.customers, 'utf8').split('\n')).toHaveLength(62);
});

test('a folder that cannot be made is said with a hint', () => {
  const file = folder.write('taken', 'a file');
  expect(() => writeDemoFiles(file, { customers: 1, seed: 1, endsAt, timeZone })).toThrowError(
    expect.objectContaining({ code: 'cannot-write', hint: expect.any(String) }),
  );
});

test.each([1, 10, 500])('a shop of %s customers is read without a mistake that was not planted', async (customers) => {
  const files = writeDemoFiles(folder.path(`of-${customers}`), { customers, seed: 42, endsAt, timeZone });
  const store = memoryStore();
  try {
    const { products, customers: people, orders } = await importDemo(store, files);
    expect(products.quarantined).toBe(0);
    expect(people.rows).toBe(customers);
    expect(orders.orders?.orders).toBeGreaterThan(0);
    expect(reasonsOf(people)).toEqual(files.planted.customers.quarantined);
    expect(reasonsOf(orders)).toEqual(files.planted.orders.quarantined);
  } finally {
    store.close();
  }
});

describe('a shop of 1,500 customers, imported', () => {
  const store = memoryStore();
  let files: ReturnType<typeof writeDemoFiles>;
  let reports: Record<Kind, ImportReport>;

  beforeAll(async () => {
    files = writeDemoFiles(folder.path('shop'), { customers: 1500, seed: 42, endsAt, timeZone });
    reports = await importDemo(store, files);
    return () => store.close();
  });

  test('has exactly the planted mistakes in the quarantine, one or two rows in a thousand, of every sort', () => {
    const { planted } = files;
    expect(reasonsOf(reports.orders)).toEqual(planted.orders.quarantined);
    expect(Object.keys(planted.orders.quarantined).sort()).toEqual([
      'columns',
      'date',
      'quantity',
      'sku',
      'unit_price',
    ]);
    expect(reports.orders.quarantined / reports.orders.rows).toBeGreaterThan(0.001);
    expect(reports.orders.quarantined / reports.orders.rows).toBeLessThan(0.004);
    expect(reasonsOf(reports.customers)).toEqual(planted.customers.quarantined);
    expect(reports.orders.rows).toBe(planted.orders.rows);
    expect(reports.customers.rows).toBe(1500);
  });

  test('has exactly the planted guests, fees and returns', () => {
    const { guestLines, feeLines, returnedLines, cancelledLines } = files.planted.orders;
    expect(reports.orders.orders).toMatchObject({ guestLines, feeLines, returnedLines });
    expect(guestLines / reports.orders.rows).toBeGreaterThan(0.03);
    expect(feeLines).toBeGreaterThan(returnedLines);
    expect(cancelledLines).toBeGreaterThan(0);
    expect(cancelledLines).toBeLessThan(returnedLines);
    const marked = readFileSync(files.orders, 'utf8').match(/^[^,]*,C\d+,/gm);
    expect(marked).toHaveLength(cancelledLines);
  });

  test('comes to the total that stands in the file', () => {
    // The file's own arithmetic in cents, apart from our parser; mistyped rows and cells with a comma in quotes need none of it.
    let cents = 0;
    for (const line of readFileSync(files.orders, 'utf8').trim().split('\n').slice(1)) {
      const row = /^[^,]*,[^,]*,\d{4}-(?!02-31)[^,]*,[^,]+,(-?\d+),(\d+)\.(\d\d),.*,EUR,/.exec(line);
      if (row) cents += Number(row[1]) * (Number(row[2]) * 100 + Number(row[3]));
    }
    expect(reports.orders.orders?.totals).toEqual([
      { currency: 'EUR', exactMicros: `${cents}0000`, accepted: cents, stored: cents },
    ]);
  });

  test("is read in the shop's own encoding, separator and columns, and again without a change", async () => {
    expect(reports.orders.files[0]).toMatchObject({
      encoding: 'utf-8',
      separator: 'comma',
      decimal: 'point',
      further: [],
    });
    const again = await importDemo(store, files);
    expect(Object.keys(again.orders.outcomes)).toEqual(['unchanged']);
    expect(Object.keys(again.customers.outcomes)).toEqual(['unchanged']);
    expect(Object.keys(again.products.outcomes)).toEqual(['unchanged']);
  });

  test('can be told beforehand, but not perfectly: BG/NBD ranks the buyers well, and better than recency', () => {
    const snapshot = loadSnapshot(store, { asOf: endsAt, timeZone, currency: 'EUR' });
    const judged = [30, 60, 90, 120].map((days) => judgeAt(snapshot, endsAt - days * dayMs));
    const mean = (of: (one: Judged) => number) => judged.reduce((sum, one) => sum + of(one), 0) / judged.length;
    expect(mean(({ bgNbd }) => bgNbd.baseRate)).toBeGreaterThan(0.1);
    expect(mean(({ bgNbd }) => bgNbd.baseRate)).toBeLessThan(0.2);
    expect(mean(({ bgNbd }) => bgNbd.auc)).toBeGreaterThan(0.75);
    expect(mean(({ bgNbd }) => bgNbd.auc)).toBeLessThan(0.88);
    expect(mean(({ bgNbd }) => bgNbd.auc)).toBeGreaterThan(mean(({ recency }) => recency.auc) + 0.02);
  });
});

interface Judged {
  readonly bgNbd: Metrics;
  readonly recency: Metrics;
}

/** BG/NBD fitted on what was known at a cutoff, and "recent first", judged by who ordered in the 30 days after it. */
function judgeAt(snapshot: Snapshot, cutoff: number): Judged {
  const summary = summarisePurchases(snapshot, cutoff);
  const bgNbd = fitShopBgNbd(summary);
  const bought = Uint8Array.from(summary.customers, (customer) => {
    const own = snapshot.orderAt.subarray(snapshot.orderStart[customer], snapshot.orderStart[customer + 1]);
    return own.some((at) => at >= cutoff && at < cutoff + 30 * dayMs) ? 1 : 0;
  });
  const measured = (score: (history: { frequency: number; recency: number; tenure: number }) => number) => {
    const scores = Float64Array.from(summary.customers, (_, row) => {
      const [frequency = 0, recency = 0, tenure = 0] = [summary.frequency, summary.recency, summary.tenure].map(
        (column) => column[row],
      );
      return score({ frequency, recency, tenure });
    });
    return measure(rank(scores, bought));
  };
  return {
    bgNbd: measured((history) => probabilityOfOrder(bgNbd, history, 30)),
    recency: measured(({ tenure, recency }) => 1 / (2 + tenure - recency)),
  };
}
