import { describe, expect, it } from 'vitest';
import { pad, textWidth, wrap } from '../../src/cli/text-width.ts';

describe('textWidth', () => {
  it.each([
    ['Anna', 4],
    ['张伟', 4],
    ['ｱｲ', 2],
    ['ＡＢ', 4],
    ['한국', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['☕', 2],
    ['😀', 2],
    ['£1,204', 6],
  ])('counts the columns of %s', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });
});

describe('pad', () => {
  it('fills up to a width in columns, left or right', () => {
    expect(pad('张伟', 6)).toBe('张伟  ');
    expect(pad('12', 4, 'right')).toBe('  12');
    expect(pad('too long', 3)).toBe('too long');
  });
});

describe('wrap', () => {
  it('breaks at spaces and indents the lines after the first', () => {
    expect(wrap('one two three four', { width: 9, indent: '  ' })).toEqual(['one two', '  three', '  four']);
  });

  it('breaks between wide letters, which are written without spaces', () => {
    expect(wrap('谁是张伟的朋友', { width: 6 })).toEqual(['谁是张', '伟的朋', '友']);
  });

  it('begins no line with a closing mark', () => {
    expect(wrap('今天，晴天。', { width: 4 })).toEqual(['今', '天，', '晴', '天。']);
  });

  it('keeps a long path whole, so that it can be copied', () => {
    expect(wrap('see /a/very/long/path/to/a/file now', { width: 12 })).toEqual([
      'see',
      '/a/very/long/path/to/a/file',
      'now',
    ]);
  });

  it('leaves a per cent sign with its number', () => {
    expect(wrap('about 92 % came', { width: 8 })).toEqual(['about', '92 %', 'came']);
  });

  it('gives one empty line for an empty text', () => {
    expect(wrap('', { width: 10 })).toEqual(['']);
  });
});
