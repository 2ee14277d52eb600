import { ConfigError } from '../../src/domain/errors.ts';
import { type FileRow, longestLine } from './file-row.ts';

/** Most different keys that the objects of a file may have together. */
const mostColumns = 1000;

/** All keys of the objects of a file, in the order in which they first come: an object may leave out what it does not know. Raises `file-unreadable`. */
export async function jsonColumns(text: AsyncIterable<string>): Promise<readonly string[]> {
  const columns = new Set<string>();
  for await (const lines of linesOf(text)) {
    for (const { raw } of lines) for (const key of Object.keys(parseObject(raw) ?? {})) columns.add(key);
    if (columns.size <= mostColumns) continue;
    const message = `Cannot read these JSON lines as a table: their objects have more than ${mostColumns} different keys.`;
    throw new ConfigError('file-unreadable', message, 'Give every object the same keys, one for each field.');
  }
  return [...columns];
}

/** Reads JSON lines as rows: a cell for each column, empty where the object lacks the key. */
export async function* readJson(
  text: AsyncIterable<string>,
  columns: readonly string[],
): AsyncGenerator<readonly FileRow[]> {
  for await (const lines of linesOf(text)) {
    yield lines.map(({ line, raw }) => {
      const parsed = parseObject(raw);
      if (!parsed) return { line, raw, cells: [], broken: 'the line is not a JSON object' };
      const cells = columns.map((column) => textOf(parsed[column]));
      // JSON.parse has already rounded such a number: an id would be that of somebody else.
      if (Object.values(parsed).some(isRounded))
        return { line, raw, cells, broken: 'a number is too long: write it in quotes' };
      return { line, raw, cells };
    });
  }
}

interface Line {
  readonly line: number;
  readonly raw: string;
}

/** Lines that are not blank, with their physical numbers. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let rest = '';
  let next = 1;
  const numbered = (lines: readonly string[]) =>
    lines.map((raw) => ({ line: next++, raw: raw.trim() })).filter(({ raw }) => raw !== '');
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw tooLong(next + lines.length);
    yield numbered(lines);
  }
  yield numbered([rest]);
}

function tooLong(line: number): ConfigError {
  const message = `Cannot read these JSON lines: line ${line} is longer than ${longestLine} characters.`;
  return new ConfigError('file-unreadable', message, 'Write one JSON object a line.');
}

function parseObject(raw: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isRounded(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
