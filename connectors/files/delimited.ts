/** One record of a delimited file: physical line of its start (from 1), its text, its cells. `broken` says why the cells cannot be trusted. */
export interface DelimitedRecord {
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[];
  readonly broken?: string;
}

/** Most physical lines that one quoted cell may span; beyond it the quote is taken for a stray one. */
const longestQuote = 200;

/**
 * Splits delimited text (RFC 4180, any of LF, CRLF, CR) into records, piece by piece, in memory bounded by one record. A quote that is not
 * closed costs its own line, not the rest of the file. Empty lines are skipped.
 */
export class DelimitedReader {
  readonly #separator: string;
  #rest = '';
  #line = 1;
  #open: string[] = [];

  readonly #columns: number | undefined;

  /** `columns`: cells of a whole record, where known; a record over several lines must have as many. */
  constructor(separator: string, columns?: number) {
    this.#separator = separator;
    this.#columns = columns;
  }

  /** Takes a further piece of text and gives the records that it completes. */
  *push(text: string): Generator<DelimitedRecord> {
    const whole = this.#rest + text;
    const endsInCr = whole.endsWith('\r');
    const lines = (endsInCr ? whole.slice(0, -1) : whole).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + (endsInCr ? '\r' : '');
    for (const line of lines) yield* this.#take(line);
  }

  /** Gives what is left at the end of the file. */
  *end(): Generator<DelimitedRecord> {
    const last = this.#rest.replace(/\r$/, '');
    this.#rest = '';
    if (last !== '') yield* this.#take(last);
    while (this.#open.length > 0) yield* this.#giveUp();
  }

  *#take(line: string): Generator<DelimitedRecord> {
    const number = this.#line++;
    if (this.#open.length === 0) {
      if (line === '') return;
      if (!line.includes('"')) {
        yield { line: number, raw: line, cells: line.split(this.#separator) };
        return;
      }
    }
    this.#open.push(line);
    const raw = this.#open.length === 1 ? line : this.#open.join('\n');
    const cells = splitQuoted(raw, this.#separator);
    const isStray = cells && this.#open.length > 1 && this.#columns !== undefined && cells.length !== this.#columns;
    if (cells && !isStray) {
      const start = number - this.#open.length + 1;
      this.#open = [];
      yield { line: start, raw, cells };
    } else if (isStray || this.#open.length > longestQuote) {
      yield* this.#giveUp();
    }
  }

  /** Gives the first open line as broken and reads the others afresh. */
  *#giveUp(): Generator<DelimitedRecord> {
    const [first = '', ...others] = this.#open;
    const start = this.#line - this.#open.length;
    this.#open = [];
    yield {
      line: start,
      raw: first,
      cells: first.split(this.#separator),
      broken: 'a quote is opened and never closed',
    };
    this.#line = start + 1;
    for (const line of others) yield* this.#take(line);
  }
}

/** Cells of a record with quotes; undefined while a quote is still open at the end. */
function splitQuoted(raw: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let start = 0;
  for (;;) {
    const cell = raw.charCodeAt(start) === 34 ? quotedCell(raw, start, separator) : plainCell(raw, start, separator);
    if (!cell) return undefined;
    cells.push(cell.text);
    if (cell.end >= raw.length) return cells;
    start = cell.end + 1;
  }
}

interface Cell {
  readonly text: string;
  /** Index of the separator after the cell, or the end of the record. */
  readonly end: number;
}

function plainCell(raw: string, start: number, separator: string): Cell {
  const next = raw.indexOf(separator, start);
  const end = next < 0 ? raw.length : next;
  return { text: raw.slice(start, end), end };
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
      return { text: text + rest.text, end: rest.end };
    }
    text += '"';
    from = quote + 2;
  }
}

const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** The separator that splits a header line into the most cells; comma where none does. */
export function detectSeparator(header: string): Separator {
  let best: Separator = ',';
  let most = 1;
  for (const separator of separators) {
    const cells = splitQuoted(header, separator)?.length ?? 1;
    if (cells > most) {
      best = separator;
      most = cells;
    }
  }
  return best;
}
