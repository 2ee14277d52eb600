import { describe, expect, it } from 'vitest';
import { placeColumns } from '../../../connectors/files/columns.ts';
import { lookAtFile } from '../../../connectors/files/rows.ts';
import { surveyStyle } from '../../../connectors/files/style.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();

/** The style of an orders file with these dates and prices. */
async function styleOf(rows: readonly (readonly [date: string, price: string])[]) {
  const lines = rows.map(([date, price]) => `1;o1;${date};A;1;${price}`);
  const path = folder.write('orders.csv', ['customer_id;order_id;date;sku;quantity;unit_price', ...lines].join('\n'));
  const file = await lookAtFile(path);
  return surveyStyle(file, { kind: 'orders', places: placeColumns(file, 'orders', {}), timeZone: 'UTC' });
}

const many = <T>(count: number, row: T): T[] => Array.from({ length: count }, () => row);

describe('how a file writes its values', () => {
  it('is told by a date that can only be read one way, however late it comes', async () => {
    expect(await styleOf([...many(5000, ['03/04/2011', '1.5'] as const), ['04/13/2011', '1.5']])).toMatchObject({
      dateOrder: 'month first',
      hasSlashDates: true,
      isDateOrderAssumed: false,
    });
  });

  it('is taken for day first where every date could be either, and called a guess', async () => {
    expect(await styleOf([['03/04/2011', '1.5']])).toMatchObject({ dateOrder: 'day first', isDateOrderAssumed: true });
  });

  it('is no guess where the dates begin with the year', async () => {
    expect(await styleOf([['2011-04-03', '1.5']])).toMatchObject({ hasSlashDates: false, isDateOrderAssumed: false });
  });

  it('has a decimal comma where most numbers that tell have one', async () => {
    expect(await styleOf([['2011-04-03', '9.99'], ...many(3, ['2011-04-03', '12,50 €'] as const)])).toMatchObject({
      decimal: 'comma',
    });
  });

  it('is told by the first number that tells, however late it comes', async () => {
    expect(await styleOf([...many(5000, ['2011-04-03', '12'] as const), ['2011-04-03', '12,5']])).toMatchObject({
      decimal: 'comma',
    });
  });

  it('has a decimal point where no number tells', async () => {
    expect(await styleOf([['2011-04-03', '1,204']])).toMatchObject({ decimal: 'point' });
  });
});
