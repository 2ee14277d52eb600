import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Encodings that files are read in, by the name that `TextDecoder` knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/** The bytes of a file, unpacked where it is gzip. `onBytes` is told how many bytes of the file were read. */
export function openBytes(
  path: string,
  { gzip, onBytes }: { gzip: boolean; onBytes?: (bytes: number) => void },
): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  if (onBytes) file.on('data', (chunk) => onBytes(chunk.length));
  if (!gzip) return file;
  const unpacked = createGunzip({ chunkSize: 1 << 18 });
  file.on('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

/** What a whole file's bytes tell of its encoding. A byte order mark decides; then valid UTF-8; then how high bytes stand together. */
export async function detectEncoding(bytes: AsyncIterable<Buffer>): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const pairs = { high: 0, paired: 0, openLead: false };
  let isUtf8 = true;
  let isFirst = true;
  for await (const chunk of bytes) {
    if (isFirst) {
      const known = byMark(chunk) ?? byZeros(chunk);
      if (known) return known;
      isFirst = false;
    }
    isUtf8 &&= isValid(utf8, chunk);
    if (!isUtf8) countPairs(chunk, pairs);
  }
  if (isUtf8 && isValid(utf8, undefined)) return 'utf-8';
  return pairs.paired > 0.5 * pairs.high ? 'gb18030' : 'windows-1252';
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

function isValid(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Counts bytes above 127, and those that stand in pairs as in Chinese text (GB 2312: both bytes 0xA1 or more); accents of Latin-1 stand alone. */
function countPairs(chunk: Buffer, pairs: { high: number; paired: number; openLead: boolean }): void {
  for (const byte of chunk) {
    if (byte > 0x7f) pairs.high++;
    if (pairs.openLead && byte >= 0xa1) {
      pairs.paired += 2;
      pairs.openLead = false;
    } else {
      pairs.openLead = byte >= 0xa1;
    }
  }
}

/** Decodes bytes piece by piece; a byte order mark is taken off. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
