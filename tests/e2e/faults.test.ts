import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeOrders, ordersCsv } from '../support/made-orders.ts';
import { runPatron } from '../support/run-patron.ts';

let folder = '';
const home = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patron-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An error as a person sees it: one line, one hint, no trace; and as a program sees it: one JSON document with its code. */
async function expectError(
  name: string,
  args: readonly string[],
  { code, exit, says, hint }: { code: string; exit: number; says: string; hint: string },
) {
  const ran = await runPatron(home(name), [...args, '--json']);
  const [line = '', next = ''] = ran.err.trimEnd().split('\n').slice(-2);
  expect(line).toContain(says);
  expect(next).toContain(hint);
  expect(ran.err).not.toMatch(/^\s+at /m);
  expect(ran.code).toBe(exit);
  expect(JSON.parse(ran.out)).toEqual({ error: { code, message: line, hint: next } });
}

describe('faults', () => {
  it('says what to import in an empty shop', async () => {
    const expected = { code: 'no-data', exit: 1, says: 'There is no order', hint: 'patron import orders' };
    const out = join(folder, 'none.csv');
    for (const args of [['train'], ['digest'], ['evaluate'], ['predict', 'propensity', '--out', out]]) {
      await expectError('empty', args, expected);
    }
    const plain = await runPatron(home('empty'), ['ask', 'who will buy?']);
    expect(plain).toMatchObject({ code: 1, out: '' });
    expect(plain.err.trimEnd().split('\n').slice(-2)[0]).toContain('There is no order');
  });

  it('names a file that is missing', async () => {
    const expected = { code: 'file-missing', exit: 2, says: 'nowhere.csv', hint: 'Check the name' };
    await expectError('empty', ['import', 'orders', 'nowhere.csv'], expected);
  });

  it('shows how a date is written', async () => {
    const expected = { code: 'bad-date', exit: 2, says: "Cannot read the date '31/12/2011'", hint: '2011-06-01' };
    await expectError('empty', ['digest', '--as-of', '31/12/2011'], expected);
  });

  it('names the columns that it found where one is missing', async () => {
    const path = join(folder, 'columns.csv');
    writeFileSync(path, 'client,order_id,date,article,quantity,unit_price\n');
    const expected = { code: 'column-missing', exit: 2, says: "no column 'customer_id'", hint: '--map customer_id=' };
    await expectError('empty', ['import', 'orders', path], expected);
  });

  it('says which command makes a damaged model again', async () => {
    const path = join(folder, 'orders.csv');
    writeFileSync(path, ordersCsv(madeOrders({ customers: 40, seed: 3 })));
    await runPatron(home('broken'), ['import', 'orders', path]);
    await runPatron(home('broken'), ['train', '--as-of', '2026-05-01']);
    const models = join(home('broken'), 'models');
    const [file = ''] = readdirSync(models);
    writeFileSync(join(models, file), '{"format":');
    const expected = { code: 'model-broken', exit: 1, says: 'is damaged', hint: 'patron train --as-of 2026-05-01' };
    const out = join(folder, 'p.csv');
    await expectError('broken', ['predict', 'propensity', '--as-of', '2026-05-01', '--out', out], expected);
    const asked = await runPatron(home('broken'), ['ask', 'who is leaving?', '--as-of', '2026-05-01']);
    expect(asked.code).toBe(0);
  });

  it('says that nobody fits where a customer is explained whom it does not know', async () => {
    const expected = { code: 'customer-unknown', exit: 1, says: "Nobody fits 'nobody at all'", hint: 'top customers' };
    await expectError('broken', ['explain', 'nobody at all', '--as-of', '2026-05-01'], expected);
  });

  it('asks for a training where no model knows the date', async () => {
    const out = join(folder, 'p.csv');
    const expected = {
      code: 'model-missing',
      exit: 1,
      says: 'No model knows',
      hint: 'patron train --as-of 2026-03-01',
    };
    await expectError('broken', ['predict', 'propensity', '--as-of', '2026-03-01', '--out', out], expected);
  });

  it('answers a shop of forty orders from a lower rung, and says so', async () => {
    const path = join(folder, 'forty.csv');
    const rows = madeOrders({ customers: 400, seed: 3 });
    const orders = new Set([...new Set(rows.map(({ order }) => order))].slice(0, 40));
    writeFileSync(path, ordersCsv(rows.filter(({ order }) => orders.has(order))));
    await runPatron(home('forty'), ['import', 'orders', path]);
    const trained = await runPatron(home('forty'), ['train', '--json']);
    expect(trained.code, trained.err).toBe(0);
    expect(JSON.parse(trained.out).data.backtest.rung).not.toBe('network');
    const out = join(folder, 'forty-p.csv');
    const predicted = await runPatron(home('forty'), ['predict', 'propensity', '--out', out]);
    expect(predicted.code, predicted.err).toBe(0);
    expect(predicted.out).toContain('40 orders of');
    const asked = await runPatron(home('forty'), ['ask', 'who will buy?']);
    expect(asked.code).toBe(0);
    expect(asked.out).toContain('40 orders of');
  });

  it('refuses a store that was damaged', async () => {
    const name = 'damaged';
    await runPatron(home(name), ['models']);
    writeFileSync(
      join(home(name), 'patron.sqlite'),
      'this is no database, and it is long enough to be read as one'.repeat(99),
    );
    const expected = { code: 'store-damaged', exit: 1, says: 'Cannot open the store', hint: '--home' };
    await expectError(name, ['digest'], expected);
  });
});
