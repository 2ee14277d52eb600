import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeImport } from '../../src/jobs/import-answer.ts';
import type { Store } from '../../src/store/database.ts';
import { importTexts, memoryStore } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let store: Store;
beforeEach(() => {
  store = memoryStore();
});
afterEach(() => store.close());

const header = 'customer_id,order_id,date,sku,quantity,unit_price';
async function answerOf(rows: readonly string[], options: Parameters<typeof importTexts>[3] = {}) {
  const report = await importTexts(store, folder, { 'orders.csv': [header, ...rows].join('\n') }, options);
  return describeImport(report, { timeZone: 'UTC' });
}
const factsOf = ({ facts = [] }: Awaited<ReturnType<typeof answerOf>>) =>
  Object.fromEntries(facts.map(({ label, value }) => [label, value]));

const rows = [
  'ann,o1,2026-01-01,A,1,1204.50',
  ',o2,2026-02-01,POST,1,4',
  'ann,C1,2026-03-01,A,-1,1204.50',
  'ann,o3,yesterday,A,1,1',
];

describe('the answer to an import', () => {
  it('says what came in, what did not and why, and that the totals agree', async () => {
    const answer = await answerOf(rows);
    expect(answer.headline).toBe('Read 4 rows: 3 orders.');
    expect(factsOf(answer)).toEqual({
      New: '3',
      Period: '1 Jan 2026 to 1 Mar 2026',
      Customers: '1',
      'Products and fees': '2',
      'Lines of guests': '1',
      Cancellations: '1 document',
      'Lines given back': '1',
      'Fee lines': '1',
      'Total in GBP': 'file 4.00, store £4.00 (equal)',
      'In quarantine': '1 row',
    });
    expect(answer.lines).toEqual([
      "Quarantine, date: 1 row, for instance orders.csv:5: 'yesterday' is no date",
      'orders.csv: UTF-8, separated by comma, decimal point.',
    ]);
    expect(answer.caution).toBeUndefined();
    expect(answer.next).toContain('patron quality');
  });

  it('says that nothing has changed the second time', async () => {
    await answerOf(rows);
    const answer = await answerOf(rows);
    expect(answer.headline).toBe('Read 4 rows: 3 orders; nothing has changed.');
    expect(factsOf(answer)).toMatchObject({ Unchanged: '3', 'Total in GBP': 'file 4.00, store £4.00 (equal)' });
  });

  it('tells a difference by rounding from one by orders that are told twice', async () => {
    expect(factsOf(await answerOf(['ann,o1,2026-01-01,A,1,0.335']))['Total in GBP']).toBe(
      'file 0.335, store £0.34 (0.005 by rounding of lines)',
    );
    await answerOf(['ann,o2,2026-01-01,A,1,1.00', 'ann,o2,2026-01-01,B,1,2.00']);
    const part = await answerOf(['ann,o2,2026-01-01,B,1,2.00']);
    expect(factsOf(part)['Total in GBP']).toBe('file 2.00, store £3.00 (1.00 by orders that are told more than once)');
  });

  it('of a file with only a header says that nothing came in', async () => {
    const answer = await answerOf([]);
    expect(answer.headline).toBe('Read 0 rows: 0 orders; nothing has changed.');
    expect(factsOf(answer)).toEqual({ 'In quarantine': 'none' });
  });

  it('warns where the currency or the order of the dates is a guess', async () => {
    const answer = await answerOf(['ann,o1,03/04/2026,A,1,1'], { currency: undefined });
    expect(answer.caution).toBe(
      'No currency is named: taken for USD. If it is another one, set PATRON_CURRENCY and import again.',
    );
    expect(answer.lines).toEqual([
      'orders.csv: UTF-8, separated by comma, decimal point, dates day first (a guess: none of them tells).',
    ]);
  });
});
