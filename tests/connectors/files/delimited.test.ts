import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DelimitedReader, readHeader } from '../../../connectors/files/delimited.ts';
import { longestLine } from '../../../connectors/files/file-row.ts';

/** All records of a text that comes in pieces of `size` characters. */
function read(
  text: string,
  { separator = ',', columns, size = text.length }: { separator?: string; columns?: number; size?: number } = {},
) {
  const reader = new DelimitedReader(separator, columns);
  const records = [];
  for (let at = 0; at < text.length; at += size) records.push(...reader.push(text.slice(at, at + size)));
  return [...records, ...reader.end()];
}

const cellsOf = (text: string, options = {}) => read(text, options).map(({ cells }) => cells);

describe('splitting a delimited text', () => {
  it.each([',', ';', '\t', '|'])('separates cells by %j', (separator) => {
    expect(cellsOf(`a${separator}b\n1${separator}\n`, { separator })).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('ends lines with %s, the last one with or without', (_, end) => {
    const expected = [
      ['a', 'b'],
      ['1', '2'],
    ];
    expect(cellsOf(`a,b${end}1,2${end}`)).toEqual(expected);
    expect(cellsOf(`a,b${end}1,2`)).toEqual(expected);
  });

  it('keeps separators, line feeds and doubled quotes inside quotes', () => {
    expect(cellsOf('1,"a, b",2\n2,"first\nsecond",3\n3,"5"" nail",4\n4,"",5\n')).toEqual([
      ['1', 'a, b', '2'],
      ['2', 'first\nsecond', '3'],
      ['3', '5" nail', '4'],
      ['4', '', '5'],
    ]);
  });

  it('takes a quote inside a cell for a letter', () => {
    expect(cellsOf('1,5" nail,2\n')).toEqual([['1', '5" nail', '2']]);
  });

  it('numbers records by the physical line that they begin on', () => {
    const lines = read('a,b\n\n1,"x\ny\nz"\n   \n2,w\n').map(({ line }) => line);
    expect(lines).toEqual([1, 3, 7]);
  });

  it('gives one line to a quote that is never closed, and reads the next lines as they are', () => {
    const records = read('a,b,c\n1,x,2\n2,"open,3\n3,y,4\n4,z,5\n', { columns: 3 });
    expect(records.map(({ line, cells, broken }) => [line, cells[0], broken !== undefined])).toEqual([
      [1, 'a', false],
      [2, '1', false],
      [3, '2', true],
      [4, '3', false],
      [5, '4', false],
    ]);
    expect(records[2]).toMatchObject({ raw: '2,"open,3', broken: 'a quote is opened and never closed' });
  });

  it('does not let a stray quote swallow the lines up to the next quoted cell, even where the number of cells would fit', () => {
    const records = read('1,"x,2\n2,y,3\n3,"z",4\n4,"two\nlines",5\n', { columns: 3 });
    expect(records.filter(({ broken }) => broken === undefined).map(({ cells }) => cells)).toEqual([
      ['2', 'y', '3'],
      ['3', 'z', '4'],
      ['4', 'two\nlines', '5'],
    ]);
    expect(records.filter(({ broken }) => broken !== undefined).map(({ line }) => line)).toEqual([1]);
  });

  it('finds every line of its own where all of them have a quote that is never closed', () => {
    const text = Array.from({ length: 500 }, (_, row) => `${row},"inch\n`).join('');
    const records = read(text, { columns: 2 });
    expect(records.map(({ line }) => line)).toEqual(Array.from({ length: 500 }, (_, row) => row + 1));
    expect(records.every(({ broken }) => broken !== undefined)).toBe(true);
  });

  it('keeps a line that is too long to be a row out of memory, counts it and goes on', () => {
    const reader = new DelimitedReader(',');
    const piece = 'x'.repeat(1 << 18);
    const records = [...reader.push('a,b\n')];
    for (let count = 0; count < 40; count++) records.push(...reader.push(piece));
    records.push(...reader.push('\n1,2\n'), ...reader.end());
    expect(records.map(({ line, broken }) => [line, broken])).toEqual([
      [1, undefined],
      [2, `the line is longer than ${longestLine} characters`],
      [3, undefined],
    ]);
    expect(records[1]?.raw.length).toBeLessThan(1000);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'é'), maxLength: 8 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 });
  /** RFC 4180, every cell in quotes. CR and CRLF in a cell come back as LF, which is how lines are joined. */
  const written = (rows: readonly (readonly string[])[], end: string) =>
    rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + end).join('');

  it('gives back any table that was written with quotes', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const expected = rows.map((row) => row.map((text) => text.replace(/\r\n?/g, '\n')));
        expect(cellsOf(written(rows, end), { columns: 2 })).toEqual(expected);
      }),
      { seed: 4180 },
    );
  });

  it('gives the same records, wherever the text is cut into pieces', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ';'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (whole, size) => {
        expect(read(whole, { columns: 2, size })).toEqual(read(whole, { columns: 2 }));
      }),
      { seed: 4181, numRuns: 500 },
    );
  });
});

describe('the header of a text', () => {
  it.each([
    ['order_id,sku;old,date', ',', ['order_id', 'sku;old', 'date']],
    ['order_id;"price, EUR";date', ';', ['order_id', 'price, EUR', 'date']],
    ['order_id\tdate\n1\t2', '\t', ['order_id', 'date']],
    ['order_id|date|sku', '|', ['order_id', 'date', 'sku']],
    ['order_id', ',', ['order_id']],
    [' order_id , date\r\n', ',', ['order_id', 'date']],
    ['"order\nid";date;sku\n1;2;3', ';', ['order\nid', 'date', 'sku']],
  ])('of %j is split by %j', (text, separator, columns) => {
    expect(readHeader(text)).toEqual({ separator, columns });
  });
});
