import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/answer-text.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import { importFiles } from '../../src/jobs/import.ts';
import { blocksRefit, describeQuality, runQuality } from '../../src/jobs/quality.ts';
import type { QualityReport } from '../../src/quality/report.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { cleanShop, type OrderOf } from '../support/quality-tables.ts';

const { migrationsFolder } = realSystem();
const dayMs = 86_400_000;
const from = Date.UTC(2025, 0, 1);
const day = (count: number) => from + count * dayMs;
const now = day(400);
/** 240 days, some 8 orders a day. */
const shop = cleanShop({ seed: 21, from, days: 240, ordersADay: 8, growth: 1 });

let folder = '';
let store: Store;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patron-quality-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

async function importText(
  text: string,
  { kind = 'orders' as 'orders' | 'customers', name = `file-${++files}.csv` } = {},
) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const clock = fixedClock(new Date(now));
  const options = { kind, files: [path], timeZone: 'UTC', currency: 'EUR', map: {}, clock, scratchFolder: folder };
  return importFiles(store, options);
}

function csvOf(orders: readonly OrderOf[]): string {
  const rows = orders.flatMap(({ id, customer = '', at, lines }) =>
    lines.map(({ sku, quantity, price }) =>
      [customer, id, new Date(at).toISOString(), sku, quantity, price.toFixed(2), `Thing ${sku}`].join(','),
    ),
  );
  return `customer_id,order_id,date,sku,quantity,unit_price,description\n${rows.join('\n')}\n`;
}

function run(asOf: number, madeAt = now): QualityReport {
  return runQuality(store, { asOf, timeZone: 'UTC', currency: 'EUR', madeAt });
}

const codes = (report: QualityReport) => report.sources.flatMap(({ findings }) => findings.map(({ code }) => code));
const textOf = (report: QualityReport) =>
  answerText(describeQuality(report, { timeZone: 'UTC' }), { width: 80, hasColour: false });

describe('runQuality', () => {
  it('finds a clean shop good, keeps the report, and has nothing to compare the first run with', async () => {
    await importText(csvOf(shop));
    const report = run(day(240));
    expect(codes(report)).toEqual([]);
    expect(report.verdict).toBe('good');
    expect(report.sources[0]?.noDrift).toContain('no earlier run');
    expect(store.sqlite.prepare('select as_of, made_at, verdict from quality_report').raw().all()).toEqual([
      [day(240), now, 'good'],
    ]);
  });

  it('says the same again on the same data, and keeps it once', async () => {
    await importText(csvOf(shop));
    const first = run(day(240));
    expect(run(day(240))).toEqual(first);
    expect(store.sqlite.prepare('select count(*) from quality_report').pluck().get()).toBe(1);
  });

  it('sees no drift in the next month of a steady shop', async () => {
    await importText(csvOf(shop));
    run(day(200));
    const next = run(day(240));
    expect(next.sources[0]?.drift?.against).toBe(day(200));
    expect(next.sources[0]?.drift?.comparisons.map(({ level }) => level)).toEqual(Array(6).fill('none'));
  });

  it('sees prices that come in cents from one month on, and says against which run', async () => {
    const inCents = shop.map((order) =>
      order.at < day(210)
        ? order
        : { ...order, lines: order.lines.map((line) => ({ ...line, price: 100 * line.price })) },
    );
    await importText(csvOf(inCents));
    run(day(205));
    const report = run(day(240));
    expect(report.verdict).toBe('fair');
    expect(codes(report)).toEqual(['drift-order-value']);
    expect(textOf(report).replace(/\s+/g, ' ')).toMatch(
      /Drift against the run of 25 Jul 2025: order value has moved from €\d+\.\d\d to €\d,/,
    );
    expect(blocksRefit(report)).toBeUndefined();
  });

  it('knows nothing of what came after its date, be it wild or dated in the future', async () => {
    await importText(csvOf(shop.filter(({ at }) => at < day(150))));
    const before = run(day(100));
    const thing = { sku: 'x', quantity: 9_000_000, price: -1 };
    const wild = Array.from({ length: 300 }, (_, index) => ({
      id: `w${index}`,
      at: day(120) + index,
      lines: [thing, thing],
    }));
    await importText(
      csvOf([...shop.filter(({ at }) => at >= day(150)), ...wild, { id: 'f', at: now + dayMs, lines: [thing] }]),
    );
    expect(run(day(100))).toEqual(before);
  });

  it('counts orders dated after the present moment when it looks at the present', async () => {
    const late = { id: 'late', customer: 'c1', at: day(240) + 5, lines: [{ sku: 's1', quantity: 1, price: 3 }] };
    await importText(csvOf([...shop, late]));
    expect(codes(run(day(240), day(240)))).toEqual(['future-orders']);
    expect(codes(run(day(240), day(240) + 6))).toEqual([]);
  });

  it('blocks a refit after a file whose dates could not be read, and no more once it was mended', async () => {
    await importText(csvOf(shop), { name: 'shop.csv' });
    const broken = csvOf(shop).replaceAll(/2025-(0[1-3])-/g, '2025-$1x-');
    await importText(broken, { name: 'shop.csv' });
    const report = run(day(240));
    expect(report.verdict).toBe('bad');
    expect(blocksRefit(report)).toMatch(/^file orders: \d\d % of order rows could not be read, most for 'date'\.$/);
    const answer = describeQuality(report, { timeZone: 'UTC' });
    expect(answer.headline).toContain('Data quality is bad');
    expect(answer.next).toEqual(['patron import orders shop.csv', 'patron train --force']);
    expect(answer.lines?.[0]).toContain('shop.csv:2');
    await importText(csvOf(shop), { name: 'shop.csv' });
    expect(run(day(240)).verdict).toBe('good');
  });

  it('lists people who may be one by their ids, and shows no address', async () => {
    await importText(csvOf(shop));
    const people = Array.from({ length: 40 }, (_, index) => `c${index},person${index}@shop.test`);
    await importText(['customer_id,email', ...people, 'c77,Person5+x@shop.test', ''].join('\n'), { kind: 'customers' });
    const report = run(day(240));
    const text = textOf(report);
    expect(text).toContain('c5 = c77');
    expect(JSON.stringify(report) + text).not.toContain('shop.test');
  });

  it('has one clear answer for an empty store, and leaves nothing behind', () => {
    const report = run(day(240));
    expect(textOf(report)).toBe(
      [
        'There is nothing to check yet: no order, customer or product came in before 29',
        'Aug 2025.',
        '',
        'Counted from the store.',
        '',
        'Next:',
        '  patron import orders FILE',
        '  patron demo',
        '',
      ].join('\n'),
    );
    expect(blocksRefit(report)).toBeUndefined();
    expect(store.sqlite.prepare('select count(*) from quality_report').pluck().get()).toBe(0);
  });

  it('answers on one screen: the verdict first, a row for each source, what to type next last', async () => {
    await importText(csvOf(shop));
    const lines = textOf(run(day(240)))
      .trimEnd()
      .split('\n');
    expect(lines[0]).toBe('Data quality is good: nothing needs mending.');
    expect(lines.filter((line) => /^file (orders|customers|products) .* good /.test(line))).toHaveLength(3);
    expect(lines.at(-1)).toBe('  patron train');
    expect(lines.length).toBeLessThan(30);
  });
});

const onlineRetail = fileURLToPath(new URL('../../../shared/data/online-retail/transactions.csv.gz', import.meta.url));
const isAbsent = !existsSync(onlineRetail);

describe(`online-retail${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`, () => {
  it.skipIf(isAbsent)(
    'is fair, with the figures that a count of the raw file gives',
    async () => {
      const scratchFolder = folder;
      const clock = fixedClock(new Date(now));
      const whole = { kind: 'orders' as const, files: [onlineRetail], timeZone: 'UTC', currency: 'GBP', map: {} };
      await importFiles(store, { ...whole, clock, scratchFolder });
      const options = { timeZone: 'UTC', currency: 'GBP', madeAt: now };
      runQuality(store, { ...options, asOf: Date.UTC(2011, 9, 1) });
      const report = runQuality(store, { ...options, asOf: Date.UTC(2011, 11, 10) });
      const [orders, customers, products] = report.sources;
      expect(report.verdict).toBe('fair');
      expect(blocksRefit(report)).toBeUndefined();
      // All counts are from a script in Python over the raw file.
      expect(orders).toMatchObject({ rows: 25_900, lines: 541_909 });
      expect(orders?.gaps).toContainEqual(expect.objectContaining({ column: 'customer_id', missing: 3_710 }));
      expect(orders?.gaps).toContainEqual(expect.objectContaining({ column: 'unit_price', missing: 2_515 }));
      expect(orders?.gaps).toContainEqual(
        expect.objectContaining({ column: 'country', missing: 0, fill: 'United Kingdom' }),
      );
      const found = Object.fromEntries(orders?.findings.map((finding) => [finding.code, finding]) ?? []);
      // Two lines 'Adjust bad debt' of -11062.06.
      expect(found['negative-prices']).toMatchObject({ count: 2, examples: ['A563186', 'A563187'] });
      // 5,268 rows repeat another in all eight columns; three more differ only in the description, which an order line does not keep.
      expect(found['repeated-lines']).toMatchObject({ count: 5_271, of: 541_909 });
      // Goods of known customers given back: 8,539 lines; 1,031 of them with no earlier or equally early sale to the customer.
      expect(found['returns-without-purchase']).toMatchObject({ count: 1_031, of: 8_539, severity: 'note' });
      // No two documents of one customer and minute have the same lines.
      expect(found['double-orders']).toBeUndefined();
      expect(orders?.outliers.find(({ column }) => column === 'quantity')?.worst[0]).toMatchObject({
        name: '581483 (23843)',
        value: 80_995,
      });
      expect(orders?.drift?.comparisons.filter(({ level }) => level === 'strong')).toEqual([]);
      expect(customers).toMatchObject({ rows: 4_372, verdict: 'good' });
      expect(products).toMatchObject({
        rows: 4_070,
        verdict: 'good',
        findings: [{ code: 'untitled-products', count: 112 }],
      });
    },
    240_000,
  );
});
