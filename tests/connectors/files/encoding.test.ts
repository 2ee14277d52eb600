import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding, type Encoding } from '../../../connectors/files/encoding.ts';

async function* pieces(bytes: Buffer, size = bytes.length): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What the bytes are taken for, and the text that they give, read in pieces of `size` bytes. */
async function read(bytes: Buffer, size?: number): Promise<{ encoding: Encoding; text: string }> {
  const encoding = await detectEncoding(pieces(bytes, size));
  let text = '';
  for await (const piece of decodeText(pieces(bytes, size), encoding)) text += piece;
  return { encoding, text };
}

const header = 'customer_id,order_id,date,sku,quantity,unit_price,description\n';
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const mark = '\ufeff';

describe('the encoding of a file', () => {
  it('is UTF-8 for plain ASCII, and for nothing at all', async () => {
    expect(await read(Buffer.from(header))).toEqual({ encoding: 'utf-8', text: header });
    expect(await detectEncoding(pieces(Buffer.alloc(0)))).toBe('utf-8');
  });

  it('is UTF-8 with and without a byte order mark, which is taken off', async () => {
    const text = `${header}Größe, 红色蜡烛, 🕯\n`;
    expect(await read(Buffer.from(text))).toEqual({ encoding: 'utf-8', text });
    expect(await read(Buffer.from(mark + text))).toEqual({ encoding: 'utf-8', text });
  });

  it.each(['le', 'be'] as const)('is UTF-16 (%s) with and without a byte order mark', async (order) => {
    const text = `${header}1,2,2026-01-01,A,1,2.50,Größe 红色\n`;
    expect(await read(utf16(text, order))).toEqual({ encoding: `utf-16${order}`, text });
    expect(await read(utf16(mark + text, order))).toEqual({ encoding: `utf-16${order}`, text });
  });

  // Bytes by Python's codecs cp1252 and gbk.
  it('is Windows-1252 for accents, the euro sign and curly quotes', async () => {
    const bytes = Buffer.concat([Buffer.from(header), Buffer.from('8020936372e86d65206272fb6ce965949273', 'hex')]);
    expect(await read(bytes)).toEqual({ encoding: 'windows-1252', text: `${header}€ “crème brûlée”’s` });
  });

  it.each([
    ['Größe', '4772f6df65'],
    ['créée', '6372e9e965'],
    ['É', 'c9'],
  ])(
    'is Windows-1252 for the one word %s, although its accents may stand in pairs as Chinese does',
    async (word, hex) => {
      const bytes = Buffer.concat([Buffer.from(header), Buffer.from(hex, 'hex'), Buffer.from('\n')]);
      expect(await read(bytes)).toEqual({ encoding: 'windows-1252', text: `${header}${word}\n` });
    },
  );

  it.each([
    ['红色蜡烛', 'baecc9abc0afd6f2'],
    ['你好，世界', 'c4e3bac3a3accac0bde7'],
    ['客户编号', 'bfcdbba7b1e0bac5'],
  ])('is GBK for %s', async (words, hex) => {
    const bytes = Buffer.concat([Buffer.from(header), Buffer.from(hex, 'hex'), Buffer.from('\n')]);
    expect(await read(bytes)).toEqual({ encoding: 'gb18030', text: `${header}${words}\n` });
  });

  it('stays UTF-8 where one byte among many characters is broken', async () => {
    const bytes = Buffer.concat([Buffer.from('蜡烛'.repeat(20)), Buffer.from([0xe9, 0x0a])]);
    expect(await read(bytes)).toEqual({ encoding: 'utf-8', text: `${'蜡烛'.repeat(20)}\ufffd\n` });
  });

  it('is told by what stands at the very end of a large file', async () => {
    const bytes = Buffer.concat([Buffer.from(header.repeat(5000)), Buffer.from([0xfc, 0x0a])]);
    const { encoding, text } = await read(bytes, 1 << 16);
    expect(encoding).toBe('windows-1252');
    expect(text.endsWith('ü\n')).toBe(true);
  });

  it('and the text are the same, wherever the bytes are cut into pieces', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((it) => !it.startsWith(mark));
    const size = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(text, size, fc.constantFrom('utf8', 'le', 'be'), async (words, bytes, kind) => {
        const whole =
          kind === 'utf8' ? Buffer.from(header + words) : utf16(mark + header + words, kind === 'le' ? 'le' : 'be');
        const cut = kind === 'utf8' ? bytes : bytes + header.length * 2;
        expect((await read(whole, cut)).text).toBe(header + words);
      }),
      { seed: 20110601, numRuns: 200 },
    );
  });
});
