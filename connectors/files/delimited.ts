import { type FileRow, longestLine } from './file-row.ts';

/** Most physical lines that one quoted cell may span; beyond it the quote is taken for a stray one. */
const longestQuote = 200;

/**
 * Splits delimited text (RFC 4180, any of LF, CRLF, CR) into records, piece by piece, in memory bounded by one record. A quote that is not
 * closed costs its own line, not the rest of the file. Blank lines are skipped.
 */
export class DelimitedReader {
  readonly #separator: string;
  readonly #columns: number | undefined;
  #rest = '';
  #isTooLong = false;
  #line = 1;
  #open: string[] = [];

  /** `columns`: cells of a whole record, where known; a record over several lines must have as many. */
  constructor(separator: string, columns?: number) {
    this.#separator = separator;
    this.#columns = columns;
  }

  /** Takes a further piece of text and gives the records that it completes. */
  push(text: string): FileRow[] {
    const found: FileRow[] = [];
    const whole = this.#rest + text;
    const endsInCr = whole.endsWith('\r');
    const lines = (endsInCr ? whole.slice(0, -1) : whole).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + (endsInCr ? '\r' : '');
    for (const line of lines) this.#takeWhole(line, found);
    if (this.#rest.length > longestLine) {
      this.#isTooLong = true;
      this.#rest = this.#rest.slice(-1);
    }
    return found;
  }

  /** Gives what is left at the end of the file. */
  end(): FileRow[] {
    const found: FileRow[] = [];
    const last = this.#rest.replace(/\r$/, '');
    this.#rest = '';
    if (last !== '' || this.#isTooLong) this.#takeWhole(last, found);
    while (this.#open.length > 0) this.#giveUp(found);
    return found;
  }

  #takeWhole(line: string, found: FileRow[]): void {
    if (!this.#isTooLong && line.length <= longestLine) {
      this.#take(line, found);
      return;
    }
    this.#isTooLong = false;
    while (this.#open.length > 0) this.#giveUp(found);
    const broken = `the line is longer than ${longestLine} characters`;
    found.push({ line: this.#line++, raw: line.slice(0, 200), cells: [], broken });
  }

  #take(line: string, found: FileRow[]): void {
    const number = this.#line++;
    if (this.#open.length === 0) {
      if (isBlank(line)) return;
      if (!line.includes('"')) {
        found.push({ line: number, raw: line, cells: line.split(this.#separator) });
        return;
      }
    }
    this.#open.push(line);
    const raw = this.#open.length === 1 ? line : this.#open.join('\n');
    const split = splitQuoted(raw, this.#separator);
    if (split && !this.#isStray(split)) {
      const start = number - this.#open.length + 1;
      this.#open = [];
      found.push({ line: start, raw, cells: split.cells });
    } else if (split || this.#open.length > longestQuote) {
      this.#giveUp(found);
    }
  }

  /** Whether the quote that joined several lines was no opening one: it then ends before text, at the next opening quote, or in a wrong number of cells. */
  #isStray({ cells, isLoose }: Split): boolean {
    return this.#open.length > 1 && (isLoose || (this.#columns !== undefined && cells.length !== this.#columns));
  }

  /** Gives the first open line as broken and reads the others afresh. */
  #giveUp(found: FileRow[]): void {
    const [first = '', ...others] = this.#open;
    const start = this.#line - this.#open.length;
    this.#open = [];
    const cells = first.split(this.#separator);
    found.push({ line: start, raw: first, cells, broken: 'a quote is opened and never closed' });
    this.#line = start + 1;
    for (const line of others) this.#take(line, found);
  }
}

function isBlank(line: string): boolean {
  return !(line.charCodeAt(0) > 32) && line.trim() === '';
}

interface Split {
  readonly cells: readonly string[];
  /** Text stands between a closing quote and the separator. */
  readonly isLoose: boolean;
}

/** Cells of a record with quotes; undefined while a quote is still open at the end. */
function splitQuoted(raw: string, separator: string): Split | undefined {
  const cells: string[] = [];
  let isLoose = false;
  let start = 0;
  for (;;) {
    const cell = raw.charCodeAt(start) === 34 ? quotedCell(raw, start, separator) : plainCell(raw, start, separator);
    if (!cell) return undefined;
    cells.push(cell.text);
    isLoose ||= cell.isLoose;
    if (cell.end >= raw.length) return { cells, isLoose };
    start = cell.end + 1;
  }
}

interface Cell {
  readonly text: string;
  /** Index of the separator after the cell, or the end of the record. */
  readonly end: number;
  readonly isLoose: boolean;
}

function plainCell(raw: string, start: number, separator: string): Cell {
  const next = raw.indexOf(separator, start);
  const end = next < 0 ? raw.length : next;
  return { text: raw.slice(start, end), end, isLoose: false };
}

function quotedCell(raw: string, start: number, separator: string): Cell | undefined {
  let text = '';
  let from = start + 1;
  for (;;) {
    const quote = raw.indexOf('"', from);
    if (quote < 0) return undefined;
    text += raw.slice(from, quote);
    if (raw.charCodeAt(quote + 1) !== 34) {
      const rest = plainCell(raw, quote + 1, separator);
      return { text: text + rest.text, end: rest.end, isLoose: rest.text.trim() !== '' };
    }
    text += '"';
    from = quote + 2;
  }
}

const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** The header at the start of a text: the first record, by the separator that splits it into the most cells; comma where none does. */
export function readHeader(start: string): { readonly separator: Separator; readonly columns: readonly string[] } {
  const headers = separators.map((separator) => {
    const reader = new DelimitedReader(separator);
    const first = reader.push(start)[0] ?? reader.end()[0];
    return { separator, columns: (first?.cells ?? []).map((cell) => cell.trim()) };
  });
  const [comma] = headers;
  return headers.reduce(
    (best, header) => (header.columns.length > best.columns.length ? header : best),
    comma ?? { separator: ',', columns: [] },
  );
}
