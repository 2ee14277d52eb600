import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

/** One row of a bulk file. */
type Row = Readonly<Record<string, unknown>>;

const newline = 10;

/** Lines of a file; a last one that has no end counts too. */
export async function countLines(file: string): Promise<number> {
  let lines = 0;
  let last = newline;
  const pieces: AsyncIterable<Buffer> = createReadStream(file);
  for await (const piece of pieces) {
    for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) lines += 1;
    last = piece.at(-1) ?? last;
  }
  return last === newline ? lines : lines + 1;
}

/**
 * The records of a bulk file with their children under `childName`, in batches that fit in memory. Children may come before their parents, so a large
 * file is first dealt into parts by the parent's id; the order of the batches is the same each time. `keepBytes`: what is joined in memory at once.
 */
export async function* joinedRecords(
  file: string,
  { childName, bytes, keepBytes }: { childName: string | undefined; bytes: number; keepBytes: number },
): AsyncGenerator<Row[]> {
  const count = Math.ceil(bytes / keepBytes);
  if (count <= 1) {
    yield join((await readFile(file, 'utf8')).split('\n'), childName);
    return;
  }
  const parts = Array.from({ length: count }, (_, index) => `${file}.${index}`);
  try {
    await deal(file, parts);
    for (const part of parts) yield join((await readFile(part, 'utf8')).split('\n'), childName);
  } finally {
    for (const part of parts) await rm(part, { force: true });
  }
}

async function deal(file: string, parts: readonly string[]): Promise<void> {
  const streams = parts.map((part) => createWriteStream(part));
  for await (const line of linesOf(file)) {
    const stream = streams[partOf(line, parts.length)];
    if (stream !== undefined && line !== '') await write(stream, `${line}\n`);
  }
  for (const stream of streams) {
    stream.end();
    await finished(stream);
  }
}

/** A record and its children fall into one part: by the digits of the record's own id. */
function partOf(line: string, parts: number): number {
  const parent =
    /"__parentId":"gid:\/\/shopify\/\w+\/(\d+)/.exec(line) ?? /"id":"gid:\/\/shopify\/\w+\/(\d+)/.exec(line);
  return Number(parent?.[1]?.slice(-9) ?? 0) % parts;
}

async function write(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

function join(lines: readonly string[], childName: string | undefined): Row[] {
  const children = new Map<unknown, Row[]>();
  const roots: Row[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const row: Row = JSON.parse(line);
    const parent = row.__parentId;
    if (parent === undefined) roots.push(row);
    else if (children.get(parent)?.push(row) === undefined) children.set(parent, [row]);
  }
  if (childName === undefined) return roots;
  return roots.map((root) => ({ ...root, [childName]: children.get(root.id) ?? [] }));
}
