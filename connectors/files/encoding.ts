import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Encodings that files are read in, by the name that `TextDecoder` knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/** Share of broken characters up to which a text still counts as UTF-8 with a few slips in it. */
const slipShare = 0.1;

/** The bytes of a file, unpacked where it is gzip. `onBytes` is told how many bytes of the file were read. */
export function openBytes(
  path: string,
  { gzip, onBytes }: { gzip: boolean; onBytes?: (bytes: number) => void },
): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  if (onBytes) file.on('data', (chunk) => onBytes(chunk.length));
  if (!gzip) return file;
  // The reader of the unpacked bytes meets every error, and closing them closes the file: nothing is left for the callback.
  return pipeline(file, createGunzip({ chunkSize: 1 << 18 }), () => {});
}

/**
 * What a whole file's bytes tell of its encoding. A byte order mark decides; then zeros in every second byte; then UTF-8, a few slips forgiven; then
 * how the bytes above 127 stand together.
 */
export async function detectEncoding(bytes: AsyncIterable<Buffer>): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8');
  const seen: SeenBytes = { whole: 0, broken: 0, high: 0, chinese: 0, lead: 0 };
  let isFirst = true;
  let isInside = false;
  for await (const chunk of bytes) {
    if (isFirst) {
      const known = byMark(chunk) ?? byZeros(chunk);
      if (known) return known;
      isFirst = false;
    }
    if (!isInside && isAscii(chunk)) continue;
    isInside = true;
    countCharacters(utf8.decode(chunk, { stream: true }), seen);
    countPairs(chunk, seen);
  }
  countCharacters(utf8.decode(), seen);
  if (seen.broken <= slipShare * (seen.whole + seen.broken)) return 'utf-8';
  return seen.chinese > 0.5 * seen.high ? 'gb18030' : 'windows-1252';
}

function byMark(start: Buffer): Encoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: ASCII text has a zero in every second byte. */
function byZeros(start: Buffer): Encoding | undefined {
  const pairs = Math.min(200, start.length >> 1);
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (start[2 * pair] === 0) even++;
    if (start[2 * pair + 1] === 0) odd++;
  }
  if (pairs > 1 && odd > 0.7 * pairs && even < 0.1 * pairs) return 'utf-16le';
  if (pairs > 1 && even > 0.7 * pairs && odd < 0.1 * pairs) return 'utf-16be';
  return undefined;
}

/** What was seen above 127. `whole` and `broken`: characters, read as UTF-8. `high`: bytes; `chinese`: those in pairs of common Chinese. */
interface SeenBytes {
  whole: number;
  broken: number;
  high: number;
  chinese: number;
  /** The byte before, where it may begin a pair; else 0. */
  lead: number;
}

function countCharacters(text: string, seen: SeenBytes): void {
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === 0xfffd) seen.broken++;
    else if (code > 0x7f) seen.whole++;
  }
}

/**
 * GB 2312 writes a sign in two bytes above 0xA0, and common ones (first level, and punctuation) begin below 0xD8. Accents of Latin-1 mostly stand alone;
 * where two meet, as in "Größe" or "créée", they are small letters, from 0xDF on.
 */
function countPairs(chunk: Buffer, seen: SeenBytes): void {
  for (const byte of chunk) {
    if (byte > 0x7f) seen.high++;
    if (seen.lead > 0 && byte >= 0xa1) {
      if (seen.lead < 0xd8) seen.chinese += 2;
      seen.lead = 0;
    } else {
      seen.lead = byte >= 0xa1 ? byte : 0;
    }
  }
}

/** Decodes bytes piece by piece; a byte order mark is taken off. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === 'windows-1252') {
    for await (const chunk of bytes) yield decodeWestern(chunk);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Windows-1252 from 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252); five places are empty. */
const westernSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** By hand, because Node 20's `TextDecoder` takes Windows-1252 for Latin-1 and makes control characters of `€` and `’`. */
function decodeWestern(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (sign) => westernSigns[sign.charCodeAt(0) - 0x80] ?? sign);
}
