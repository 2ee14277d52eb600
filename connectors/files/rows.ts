import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError, PatronError } from '../../src/domain/errors.ts';
import { DelimitedReader, readHeader, type Separator } from './delimited.ts';
import { decodeText, detectEncoding, type Encoding, openBytes } from './encoding.ts';
import type { FileRow } from './file-row.ts';
import { jsonColumns, readJson } from './json-lines.ts';

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

/** Characters at the start of a file within which its header must end. */
const headLength = 1 << 16;

const oneObjectALine = 'Write one JSON object a line, without brackets around them.';

/** Looks at a file: encoding, separator, columns. Raises `file-missing` and `file-unreadable`. */
export async function lookAtFile(path: string): Promise<TableFile> {
  const bytes = await sizeOf(path);
  const name = basename(path);
  const gzip = await isGzip(path);
  if (bytes === 0) throw unreadable(name, 'it is empty');
  try {
    const encoding = await detectEncoding(openBytes(path, { gzip }));
    const text = () => decodeText(openBytes(path, { gzip }), encoding);
    const head = await readHead(text());
    refuseForeign(head, name);
    if (head.startsWith('{')) {
      const columns = await jsonColumns(text());
      if (columns.length === 0) throw unreadable(name, 'no line of it is a JSON object', { hint: oneObjectALine });
      return { path, name, gzip, bytes, encoding, format: 'json', columns };
    }
    const { separator, columns } = readHeader(head);
    return { path, name, gzip, bytes, encoding, format: separator, columns };
  } catch (error) {
    throw error instanceof PatronError ? error : unreadable(name, reasonOf(error), { cause: error });
  }
}

/** Reads a file's rows in order, piece by piece, in memory bounded by one piece. `onBytes` is told the bytes of the file read so far. */
export async function* readRows(
  file: TableFile,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly FileRow[]> {
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
    if (error instanceof PatronError) throw error;
    const hint = 'The file seems cut off or damaged: copy it again, then repeat the import.';
    throw new ConfigError('file-unreadable', `Cannot read ${file.name} to its end: ${reasonOf(error)}.`, hint, {
      cause: error,
    });
  }
}

async function* readDelimited(
  text: AsyncIterable<string>,
  separator: Separator,
  columns: number,
): AsyncGenerator<readonly FileRow[]> {
  const reader = new DelimitedReader(separator, columns);
  let header = 1;
  for await (const piece of text) {
    const records = reader.push(piece);
    yield header === 0 ? records : records.slice(header);
    header = Math.max(0, header - records.length);
  }
  yield reader.end().slice(header);
}

/** The start of a text, whole lines where it is long, blank lines before it left out. */
async function readHead(text: AsyncIterable<string>): Promise<string> {
  let head = '';
  for await (const piece of text) {
    head = (head + piece).replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '');
    if (head.length >= headLength) break;
  }
  return head.slice(0, headLength);
}

/** Refuses what is no table of text, naming what it seems to be. */
function refuseForeign(head: string, name: string): void {
  if (head.trim() === '') throw unreadable(name, 'it has no header line');
  if (head.startsWith('PK\u0003\u0004')) {
    throw unreadable(name, 'it seems to be a workbook or a zip archive', {
      hint: 'Save the sheet as CSV, or unpack the archive.',
    });
  }
  if (head.startsWith('[')) {
    throw unreadable(name, 'it is a JSON list', { hint: oneObjectALine });
  }
  if (looksBinary(head)) throw unreadable(name, 'it is not a text table');
}

function looksBinary(head: string): boolean {
  const start = head.slice(0, 2000);
  let strange = 0;
  for (const letter of start) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) strange++;
  }
  return strange > 0.1 * start.length || start.includes('\0');
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

function unreadable(
  name: string,
  reason: string,
  {
    hint = 'Give a CSV, TSV or JSON-lines file, plain or packed with gzip.',
    cause,
  }: { hint?: string; cause?: unknown } = {},
): ConfigError {
  return new ConfigError(
    'file-unreadable',
    `Cannot read ${name}: ${reason}.`,
    hint,
    cause === undefined ? {} : { cause },
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
