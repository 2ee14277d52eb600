import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FatalError } from '../domain/errors.ts';

/** Characters that are gathered before they are written. */
const bufferSize = 1 << 16;

/** Writes a CSV file (RFC 4180, UTF-8, LF) beside `path` and renames it, so that it is whole or not there. Gives the number of rows. Raises `cannot-write`. */
export function writeCsvFile(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
): number {
  const fresh = `${path}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const count = writeRows(fresh, header, rows);
    renameSync(fresh, path);
    return count;
  } catch (error) {
    if (existsSync(fresh)) rmSync(fresh);
    if (!isFileError(error)) throw error;
    throw new FatalError(
      'cannot-write',
      `Cannot write ${path} (${error.code}).`,
      'Check that the folder may be written and has room.',
      { cause: error },
    );
  }
}

function writeRows(path: string, header: readonly string[], rows: Iterable<readonly (string | number)[]>): number {
  const file = openSync(path, 'w');
  try {
    let text = lineOf(header);
    let count = 0;
    for (const row of rows) {
      text += lineOf(row);
      count++;
      if (text.length < bufferSize) continue;
      writeFileSync(file, text);
      text = '';
    }
    writeFileSync(file, text);
    return count;
  } finally {
    closeSync(file);
  }
}

function lineOf(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(cell))).join(',')}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
