import type { ColumnPlaces, FileKind } from './columns.ts';
import { readRows, type TableFile } from './rows.ts';
import { type DateOrder, dateOrderOf, decimalOf, isSlashDate, type ValueStyle } from './values.ts';

/** Rows that are always looked at before a file's style is decided. */
const surveyRows = 2000;

const dateFields: Record<FileKind, readonly string[]> = { orders: ['date'], customers: ['created_at'], products: [] };
const numberFields: Record<FileKind, readonly string[]> = {
  orders: ['quantity', 'unit_price', 'discount'],
  customers: [],
  products: ['price'],
};

/** How a file writes dates and numbers. */
export interface SurveyedStyle extends ValueStyle {
  readonly hasSlashDates: boolean;
  /** Every date could be read either way; day first is taken. */
  readonly isDateOrderAssumed: boolean;
}

/** Decides a file's style from its first rows, by majority for the decimal sign; it reads on until a row leaves no doubt. */
export async function surveyStyle(
  file: TableFile,
  { kind, places, timeZone }: { kind: FileKind; places: ColumnPlaces; timeZone: string },
): Promise<SurveyedStyle> {
  const placesOf = (names: readonly string[]) => names.flatMap((name) => places.indexes[name] ?? []);
  const survey = new StyleSurvey(placesOf(dateFields[kind]), placesOf(numberFields[kind]));
  let rows = 0;
  for await (const piece of readRows(file)) {
    for (const { cells } of piece) if (cells.length === file.columns.length) survey.look(cells);
    rows += piece.length;
    if (rows >= surveyRows && survey.isDecided()) break;
  }
  return { timeZone, ...survey.style() };
}

/** Gathers what cells tell of the style. */
class StyleSurvey {
  readonly #dates: readonly number[];
  readonly #numbers: readonly number[];
  readonly #votes = { point: 0, comma: 0 };
  #hasSlashDates = false;
  #dateOrder: DateOrder | undefined;

  constructor(dates: readonly number[], numbers: readonly number[]) {
    this.#dates = dates;
    this.#numbers = numbers;
  }

  look(cells: readonly string[]): void {
    for (const place of this.#dates) {
      const date = cells[place]?.trim() ?? '';
      if (!isSlashDate(date)) continue;
      this.#hasSlashDates = true;
      this.#dateOrder ??= dateOrderOf(date);
    }
    for (const place of this.#numbers) {
      const decimal = decimalOf(cells[place] ?? '');
      if (decimal) this.#votes[decimal]++;
    }
  }

  isDecided(): boolean {
    const { point, comma } = this.#votes;
    return (point !== comma || this.#numbers.length === 0) && (!this.#hasSlashDates || this.#dateOrder !== undefined);
  }

  style(): Omit<SurveyedStyle, 'timeZone'> {
    return {
      dateOrder: this.#dateOrder ?? 'day first',
      decimal: this.#votes.comma > this.#votes.point ? 'comma' : 'point',
      hasSlashDates: this.#hasSlashDates,
      isDateOrderAssumed: this.#hasSlashDates && this.#dateOrder === undefined,
    };
  }
}
