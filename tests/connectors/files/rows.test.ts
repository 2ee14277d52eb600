import { mkdirSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { lookAtFile, readRows } from '../../../connectors/files/rows.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();

async function rowsOf(path: string) {
  const file = await lookAtFile(path);
  const rows = [];
  for await (const piece of readRows(file)) rows.push(...piece);
  return { file, rows };
}

const text = 'order_id,sku\n1,A\n2,B\n';
const cells = [
  ['1', 'A'],
  ['2', 'B'],
];

describe('looking at a file and reading it', () => {
  it('gives its encoding, separator, columns and rows', async () => {
    const { file, rows } = await rowsOf(folder.write('plain.csv', text));
    expect(file).toMatchObject({ name: 'plain.csv', gzip: false, bytes: 21, encoding: 'utf-8', format: ',' });
    expect(file.columns).toEqual(['order_id', 'sku']);
    expect(rows.map((row) => row.cells)).toEqual(cells);
    expect(rows.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('unpacks gzip, told by its first bytes and not by the name, also where it was packed in several parts', async () => {
    const packed = Buffer.concat([gzipSync(text), gzipSync('3,C\n')]);
    const { file, rows } = await rowsOf(folder.write('packed.csv', packed));
    expect(file.gzip).toBe(true);
    expect(rows.map((row) => row.cells)).toEqual([...cells, ['3', 'C']]);
  });

  it('passes over blank lines before the header and counts them', async () => {
    const { file, rows } = await rowsOf(folder.write('blank.csv', `\r\n  \r\n\n${text}`));
    expect(file.columns).toEqual(['order_id', 'sku']);
    expect(rows.map(({ line }) => line)).toEqual([5, 6]);
  });

  it('reads a header with a line feed inside quotes', async () => {
    const { file, rows } = await rowsOf(folder.write('header.csv', '"order\nid";sku\n1;A\n'));
    expect(file.columns).toEqual(['order\nid', 'sku']);
    expect(rows).toEqual([{ line: 3, raw: '1;A', cells: ['1', 'A'] }]);
  });

  it('has no rows where there is only a header, with or without a line end', async () => {
    expect((await rowsOf(folder.write('header-only.csv', 'order_id,sku'))).rows).toEqual([]);
    expect((await rowsOf(folder.write('header-only.csv', '\ufefforder_id,sku\r\n'))).rows).toEqual([]);
  });

  it('tells how many bytes of the file were read', async () => {
    const file = await lookAtFile(folder.write('bytes.csv', gzipSync(text)));
    const seen: number[] = [];
    for await (const _ of readRows(file, (bytes) => seen.push(bytes)));
    expect(seen.at(-1)).toBe(file.bytes);
  });

  it('leaves no file open, also where it stops early', async () => {
    const path = folder.write('long.csv.gz', gzipSync(`order_id,sku\n${'1,a long name of a thing\n'.repeat(50_000)}`));
    for await (const piece of readRows(await lookAtFile(path))) if (piece.length > 0) break;
    // Closing takes a turn of the loop or two.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(await openFiles()).not.toContain(path);
  });
});

/** Files that this process has open, where the system tells (Linux). */
async function openFiles(): Promise<string[]> {
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  return Promise.all(descriptors.map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')));
}

describe('JSON lines', () => {
  it('are rows with a column for every key that any object has', async () => {
    const lines = ['{"order_id":1,"sku":"A"}', '', '{"order_id":2,"gift":true,"tags":["x"],"sku":null}'];
    const { file, rows } = await rowsOf(folder.write('orders.jsonl', `\n${lines.join('\r\n')}`));
    expect(file).toMatchObject({ format: 'json', columns: ['order_id', 'sku', 'gift', 'tags'] });
    expect(rows.map((row) => [row.line, ...row.cells])).toEqual([
      [2, '1', 'A', '', ''],
      [4, '2', '', 'true', '["x"]'],
    ]);
  });

  it('lose only the lines that are no objects', async () => {
    const { rows } = await rowsOf(folder.write('broken.jsonl', '{"a":1}\n{"a":\n[1]\n{"a":2}\n'));
    expect(rows.map(({ line, cells: [first], broken }) => [line, first, broken])).toEqual([
      [1, '1', undefined],
      [2, undefined, 'the line is not a JSON object'],
      [3, undefined, 'the line is not a JSON object'],
      [4, '2', undefined],
    ]);
  });

  it('lose a line whose id is a number too long to be kept exactly', async () => {
    const { rows } = await rowsOf(folder.write('long.jsonl', '{"id":9007199254740993}\n{"id":"9007199254740993"}\n'));
    expect(rows.map(({ cells: [id], broken }) => broken ?? id)).toEqual([
      'a number is too long: write it in quotes',
      '9007199254740993',
    ]);
  });

  it.each([
    ['a JSON list', '[{"a":1},\n{"a":2}]'],
    ['an object over several lines', '{\n  "a": 1\n}\n'],
    ['a line without an end', `{"a":1}\n{"a":"${'x'.repeat(3 << 20)}`],
    ['more keys than a table has columns', Array.from({ length: 1001 }, (_, key) => `{"k${key}":1}`).join('\n')],
  ])('are not %s', async (_, content) => {
    const error = await rejectionOf(lookAtFile(folder.write('no.jsonl', content)));
    expect(error.code).toBe('file-unreadable');
    expect(error.hint).toMatch(/one JSON object a line|every object the same keys/i);
  });
});

describe('a file that is no table', () => {
  it('is missing', async () => {
    const error = await rejectionOf(lookAtFile(folder.path('nowhere.csv')));
    expect(error.code).toBe('file-missing');
    expect(error.message).toContain('nowhere.csv');
    expect(error.hint).toContain('Check the name');
  });

  it('is a folder', async () => {
    mkdirSync(folder.path('a-folder'));
    const error = await rejectionOf(lookAtFile(folder.path('a-folder')));
    expect(error.code).toBe('file-missing');
    expect(error.message).toContain('is a folder');
  });

  it.each([
    ['is empty', Buffer.alloc(0), 'it is empty'],
    ['is empty once unpacked', gzipSync(''), 'it has no header line'],
    ['is blank', Buffer.from('\n \r\n'), 'it has no header line'],
    ['is a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'), 'not a text table'],
    ['is a workbook', Buffer.from('504b0304140000000800', 'hex'), 'a workbook or a zip archive'],
    ['is gzip that was cut off', gzipSync(text.repeat(5000)).subarray(0, 60), 'unexpected end of file'],
    [
      'is gzip that was damaged',
      Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(40)]),
      'unknown compression method',
    ],
  ])('%s', async (_, content, reason) => {
    const error = await rejectionOf(lookAtFile(folder.write('no-table', content)));
    expect(error.code).toBe('file-unreadable');
    expect(error.message).toContain('Cannot read no-table:');
    expect(error.message).toContain(reason);
    expect(error.hint).not.toBe('');
  });

  it('is cut off while it is being read', async () => {
    const whole = gzipSync(text.repeat(5000));
    const file = await lookAtFile(folder.write('cut.csv.gz', whole));
    folder.write('cut.csv.gz', whole.subarray(0, 60));
    const reading = async () => {
      for await (const _ of readRows(file));
    };
    const error = await rejectionOf(reading());
    expect(error).toMatchObject({ code: 'file-unreadable' });
    expect(error.message).toContain('Cannot read cut.csv.gz to its end');
    expect(error.hint).toContain('copy it again');
  });
});
