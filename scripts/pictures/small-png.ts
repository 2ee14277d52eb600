import { crc32, deflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Colours nearer than this look alike: the square of the distance of their parts. */
const alike = 60;

/** A picture of few colours as a PNG with a palette (RFC 2083), a third of the size: colours that look alike become the most frequent of them. */
export function smallPng(
  png: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Buffer {
  const pixels = pixelsOf(png, { width, height });
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = paletteOf(counts);
  const places = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
  const lines = Buffer.alloc(height * (width + 1));
  pixels.forEach((colour, index) => {
    lines[index + Math.floor(index / width) + 1] = places.get(colour) ?? 0;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Opaque pixels as numbers 0xBBGGRR, row by row. */
function pixelsOf(
  png: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Uint32Array {
  const address = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${address}"/></svg>`;
  const bytes = new Resvg(svg, { background: '#ffffff' }).render().pixels;
  return Uint32Array.from({ length: width * height }, (_, index) => bytes.readUIntLE(index * 4, 3));
}

function parts(colour: number): [red: number, green: number, blue: number] {
  return [colour & 0xff, (colour >> 8) & 0xff, colour >> 16];
}

/** At most 256 colours, the most frequent first, no two of them alike. */
function paletteOf(counts: ReadonlyMap<number, number>): number[] {
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([, one], [, other]) => other - one)) {
    if (palette.length < 256 && palette.every((other) => distance(colour, other) > alike)) palette.push(colour);
  }
  return palette;
}

function nearest(colour: number, palette: readonly number[]): number {
  const distances = palette.map((other) => distance(colour, other));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  const [red, green, blue] = parts(one);
  const [otherRed, otherGreen, otherBlue] = parts(other);
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
