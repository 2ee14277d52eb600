import type { ColumnPlaces, FileKind } from './columns.ts';
import { readRows, type TableFile } from './rows.ts';
import { dateOrderOf, decimalOf, type ValueStyle } from './values.ts';

/** Rows that are always looked at before a file's style is decided. */
const surveyRows = 2000;

const dateFields: Record<FileKind, readonly string[]> = { orders: ['date'], customers: ['created_at'], products: [] };
const numberFields: Record<FileKind, readonly string[]> = {
  orders: ['quantity', 'unit_price', 'discount'],
  customers: [],
  products: ['price'],
};

/** How a file writes dates and numbers. Where every date could be either, day first is assumed. */
export interface SurveyedStyle extends ValueStyle {
  readonly hasSlashDates: boolean;
}

/** Decides a file's style from its first rows; for dates such as 03/04/2011 it reads on until one leaves no doubt. */
export async function surveyStyle(
  file: TableFile,
  { kind, places, timeZone }: { kind: FileKind; places: ColumnPlaces; timeZone: string },
): Promise<SurveyedStyle> {
  const cellsAt = (names: readonly string[], cells: readonly string[]) =>
    names.flatMap((name) => cells[places.indexes[name] ?? -1]?.trim() || []);
  const numbers: string[] = [];
  let rows = 0;
  let hasSlashDates = false;
  let dateOrder: ValueStyle['dateOrder'] | undefined;
  for await (const { cells } of readRows(file)) {
    rows++;
    const dates = cellsAt(dateFields[kind], cells);
    hasSlashDates ||= dates.some((date) => /^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(date));
    dateOrder ??= dateOrderOf(dates);
    if (rows <= surveyRows) numbers.push(...cellsAt(numberFields[kind], cells));
    else if (!hasSlashDates || dateOrder) break;
  }
  return { timeZone, dateOrder: dateOrder ?? 'day first', decimal: decimalOf(numbers), hasSlashDates };
}
