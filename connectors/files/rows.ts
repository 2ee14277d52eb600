import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError } from '../../src/domain/errors.ts';
import { DelimitedReader, detectSeparator, type Separator } from './delimited.ts';
import { decodeText, detectEncoding, type Encoding, openBytes } from './encoding.ts';

/** One row of a file: cells by column, further named cells, or why it cannot be split. */
export interface FileRow {
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[];
  /** Columns that are not in the first row (JSON lines only). */
  readonly extra?: Readonly<Record<string, string>>;
  readonly broken?: string;
}

/** A table file, looked at but not yet read. */
export interface TableFile {
  readonly path: string;
  readonly name: string;
  readonly gzip: boolean;
  readonly bytes: number;
  readonly encoding: Encoding;
  /** A separator, or `json` for JSON lines. */
  readonly format: Separator | 'json';
  readonly columns: readonly string[];
}

/** Looks at a file: encoding, separator, columns. Raises `file-missing` and `file-unreadable`. */
export async function lookAtFile(path: string): Promise<TableFile> {
  const bytes = await sizeOf(path);
  const name = basename(path);
  const gzip = await isGzip(path);
  const hint = 'Give a CSV, TSV or JSON-lines file, plain or packed with gzip.';
  if (bytes === 0) throw new ConfigError('file-unreadable', `Cannot read ${name}: it is empty.`, hint);
  try {
    const encoding = await detectEncoding(openBytes(path, { gzip }));
    const first = await firstLine(decodeText(openBytes(path, { gzip }), encoding));
    if (looksBinary(first))
      throw new ConfigError('file-unreadable', `Cannot read ${name}: it is not a text table.`, hint);
    return { path, name, gzip, bytes, encoding, ...headerOf(first, name) };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError('file-unreadable', `Cannot read ${name}: ${reasonOf(error)}.`, hint, { cause: error });
  }
}

/** Reads a file's rows in order, in memory bounded by one row. `onBytes` is told the bytes of the file read so far. */
export async function* readRows(file: TableFile, onBytes?: (bytes: number) => void): AsyncGenerator<FileRow> {
  let read = 0;
  const bytes = openBytes(file.path, {
    gzip: file.gzip,
    onBytes: (more) => {
      read += more;
      onBytes?.(read);
    },
  });
  const text = decodeText(bytes, file.encoding);
  try {
    yield* file.format === 'json'
      ? readJson(text, file.columns)
      : readDelimited(text, file.format, file.columns.length);
  } catch (error) {
    const hint = 'The file seems cut off or damaged: copy it again, then repeat the import. What was read is kept.';
    throw new ConfigError('file-unreadable', `Cannot read ${file.name} to its end: ${reasonOf(error)}.`, hint, {
      cause: error,
    });
  }
}

async function* readDelimited(
  text: AsyncIterable<string>,
  separator: Separator,
  columns: number,
): AsyncGenerator<FileRow> {
  const reader = new DelimitedReader(separator, columns);
  let isHeader = true;
  for await (const piece of text) {
    for (const record of reader.push(piece)) {
      if (!isHeader) yield record;
      isHeader = false;
    }
  }
  for (const record of reader.end()) if (!isHeader) yield record;
}

async function* readJson(text: AsyncIterable<string>, columns: readonly string[]): AsyncGenerator<FileRow> {
  let rest = '';
  let line = 1;
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const raw of lines) {
      if (raw.trim() !== '') yield jsonRow(raw, line, columns);
      line++;
    }
  }
  if (rest.trim() !== '') yield jsonRow(rest, line, columns);
}

function jsonRow(raw: string, line: number, columns: readonly string[]): FileRow {
  const parsed = parseObject(raw);
  if (!parsed) return { line, raw, cells: [], broken: 'the line is not a JSON object' };
  const cells = columns.map((column) => textOf(parsed[column]));
  const others = Object.keys(parsed).filter((key) => !columns.includes(key));
  if (others.length === 0) return { line, raw, cells };
  return { line, raw, cells, extra: Object.fromEntries(others.map((key) => [key, textOf(parsed[key])])) };
}

function parseObject(raw: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function headerOf(first: string, name: string): Pick<TableFile, 'format' | 'columns'> {
  const object = first.trimStart().startsWith('{') ? parseObject(first) : undefined;
  if (object) return { format: 'json', columns: Object.keys(object) };
  const format = detectSeparator(first);
  const reader = new DelimitedReader(format);
  const record = [...reader.push(`${first}\n`), ...reader.end()][0];
  if (!record) {
    throw new ConfigError(
      'file-unreadable',
      `Cannot read ${name}: it has no header line.`,
      'Give the columns their names in the first line.',
    );
  }
  return { format, columns: record.cells.map((cell) => cell.trim()) };
}

async function firstLine(text: AsyncIterable<string>): Promise<string> {
  let start = '';
  for await (const piece of text) {
    start += piece;
    const line = start.split(/\r\n|\n|\r/, 2).find((candidate) => candidate.trim() !== '');
    if (line !== undefined && start.length > line.length) return line;
    if (start.length > 1 << 20) break;
  }
  return start.trim().slice(0, 1 << 20);
}

function looksBinary(line: string): boolean {
  let strange = 0;
  for (const letter of line.slice(0, 2000)) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code < 32 && code !== 9)) strange++;
  }
  return strange > 0.1 * Math.max(1, Math.min(2000, line.length)) || line.includes('\0');
}

async function sizeOf(path: string): Promise<number> {
  try {
    await access(path, constants.R_OK);
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new ConfigError(
      'file-missing',
      `Cannot find or read the file ${path}.`,
      'Check the name; a relative one starts at the current folder.',
      { cause: error },
    );
  }
  throw new ConfigError('file-missing', `${path} is a folder, not a file.`, 'Name the files in it.');
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
