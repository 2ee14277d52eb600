import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import { madeOrders, type OrderRow, ordersCsv } from '../support/made-orders.ts';
import { ended, type Ran, runPatron, startPatron } from '../support/run-patron.ts';

const date = '2026-05-01';
const rows = madeOrders({ customers: 350, seed: 5 });

let folder = '';
const home = (name: string) => join(folder, name);
const fileOf = (name: string, content: readonly OrderRow[]) => {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, ordersCsv(content));
  return path;
};

/** Imports rows into a home of their own, trains as of the date and gives the predictions as text. */
async function predictionsOf(name: string, content: readonly OrderRow[]): Promise<string> {
  const out = join(folder, `${name}-p.csv`);
  for (const args of [
    ['import', 'orders', fileOf(name, content)],
    ['train', '--as-of', date],
    ['predict', 'propensity', '--as-of', date, '--out', out],
  ]) {
    const { code, err } = await runPatron(home(name), args);
    expect(code, err).toBe(0);
  }
  return readFileSync(out, 'utf8');
}

let plain = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patron-main-'));
  plain = await predictionsOf('plain', rows);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the main job on files', () => {
  it('gives every customer with an order before the date a probability', () => {
    const known = new Set(rows.filter(({ at }) => at < date).map(({ customer }) => customer));
    const [header, ...lines] = plain.trimEnd().split('\n');
    expect(header).toBe('customer_id,p');
    expect(new Set(lines.map((line) => line.split(',')[0]))).toEqual(known);
    for (const line of lines) {
      const p = Number(line.split(',')[1]);
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }
  });

  it('predicts the same bytes from shuffled rows, with rows after the date and with the same seed again', async () => {
    const order = shuffle(Uint32Array.from(rows.keys()), seededRandom(9));
    const shuffled = Array.from(order, (index) => rows[index]).filter((row) => row !== undefined);
    const later = rows.slice(0, 200).map((row, index) => ({
      ...row,
      customer: index % 2 === 0 ? row.customer : `late${index}`,
      order: `late${index}`,
      at: '2026-05-01T00:00:00Z',
      price: '9999.99',
    }));
    expect(await predictionsOf('shuffled', [...later, ...shuffled])).toBe(plain);
  });

  it('predicts the same from renamed customers', async () => {
    const renamed = rows.map((row) => ({ ...row, customer: `person ${row.customer.split('').reverse().join('')}` }));
    const text = await predictionsOf('renamed', renamed);
    const scores = (csv: string) => csv.trimEnd().split('\n').slice(1);
    const back = scores(text).map((line) => {
      const [id = '', p = ''] = line.split(',');
      return `${id.replace('person ', '').split('').reverse().join('')},${p}`;
    });
    expect(back.sort()).toEqual(scores(plain).sort());
  });

  it('never gives less for a longer horizon', async () => {
    const at = async (days: string) => {
      const out = join(folder, `h${days}.csv`);
      const { code, err } = await runPatron(home('plain'), [
        'predict',
        'propensity',
        '--as-of',
        date,
        '--horizon',
        days,
        '--out',
        out,
      ]);
      expect(code, err).toBe(0);
      return readFileSync(out, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[1]));
    };
    const [week, month, quarter] = [await at('7'), await at('30'), await at('90')];
    week.forEach((p, row) => {
      expect(p).toBeLessThanOrEqual(month[row] ?? 0);
      expect(month[row]).toBeLessThanOrEqual(quarter[row] ?? 0);
    });
  });

  it('evaluates from what the training has found, without training again', async () => {
    const { code, out } = await runPatron(home('plain'), ['evaluate', '--as-of', date, '--json']);
    expect(code).toBe(0);
    const { data, headline } = JSON.parse(out);
    expect(data.verdict.words).toBe(headline);
    expect(data.candidates.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['majority', 'recency', 'log-rfm', 'bg-nbd', 'logistic-panel', 'network']),
    );
    for (const figure of [
      'auc',
      'prAuc',
      'logLoss',
      'brier',
      'ece',
      'liftAt10',
      'accuracy',
      'precision',
      'recall',
      'f1',
    ]) {
      expect(data.metrics[figure].low).toBeLessThanOrEqual(data.metrics[figure].value);
      expect(data.metrics[figure].high).toBeGreaterThanOrEqual(data.metrics[figure].value);
    }
    expect(data.metrics.auc.value).toBeGreaterThan(0.55);
  });

  it('puts every customer into a segment', async () => {
    const out = join(folder, 'segments.csv');
    const { code } = await runPatron(home('plain'), ['segments', '--as-of', date, '--out', out]);
    expect(code).toBe(0);
    const [header, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(header).toBe('customer_id,segment');
    expect(lines.length).toBe(plain.trimEnd().split('\n').length - 1);
    for (const line of lines) expect(line).toMatch(/,(high-value|potential|ordinary)$/);
  });

  it('answers, explains, lists its models and writes the digest', async () => {
    const ask = (args: string[]): Promise<Ran> => runPatron(home('plain'), [...args, '--json']);
    const whoIs = JSON.parse((await ask(['ask', 'who is c7?', '--as-of', date])).out);
    expect(whoIs.headline).toMatch(/^Customer c7: /);
    const why = JSON.parse((await ask(['explain', 'c7', '--as-of', date])).out);
    const sum = why.data.reasons.reduce(
      (total: number, { contribution }: { contribution: number }) => total + contribution,
      why.data.base,
    );
    expect(sum).toBeCloseTo(why.data.logOdds, 3);
    const fromFile = plain.split('\n').find((line) => line.startsWith('c7,'));
    expect(why.data.p).toBeCloseTo(Number(fromFile?.split(',')[1]), 6);
    const digest = JSON.parse((await ask(['digest', '--as-of', date])).out);
    expect(digest.headline).toContain('this week');
    const models = JSON.parse((await ask(['models'])).out);
    expect(models.data).toHaveLength(1);
    expect(models.data[0].isChampion).toBe(true);
  });

  it('trains to the same bytes after being killed at any moment', async () => {
    await runPatron(home('killed'), ['import', 'orders', fileOf('killed', rows)]);
    for (const pause of [250, 900, 1800]) {
      const child = startPatron(home('killed'), ['train', '--as-of', date]);
      const end = ended(child);
      setTimeout(() => child.kill('SIGKILL'), pause);
      await end;
    }
    const { code, err } = await runPatron(home('killed'), ['train', '--as-of', date]);
    expect(code, err).toBe(0);
    const read = (name: string) => {
      const models = join(home(name), 'models');
      return readdirSync(models)
        .filter((file) => file.endsWith('.json'))
        .map((file) => readFileSync(join(models, file), 'utf8'));
    };
    expect(read('killed')).toEqual(read('plain'));
  });
});
