import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Alarm } from './attempt.ts';

/** What became of one download. */
export type Download =
  | { readonly kind: 'saved'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly status: number; readonly headers: Headers }
  | { readonly kind: 'failed'; readonly status?: undefined; readonly reason: string; readonly cause: unknown };

/** Saves what `url` holds as `file`, once. `deadlineMs` is the longest silence between two pieces. */
export async function downloadOnce(
  url: URL,
  file: string,
  { fetch: send, alarm, deadlineMs }: { fetch: typeof globalThis.fetch; alarm: Alarm; deadlineMs: number },
): Promise<Download> {
  const abort = new AbortController();
  const arm = () => alarm(deadlineMs, () => abort.abort());
  let cancel = arm();
  let bytes = 0;
  try {
    const response = await send(url, { redirect: 'manual', signal: abort.signal });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      return { kind: 'failed', status: response.status, headers: response.headers };
    }
    const pieces = Readable.fromWeb(response.body);
    pieces.on('data', (piece: Uint8Array) => {
      bytes += piece.byteLength;
      cancel();
      cancel = arm();
    });
    await pipeline(pieces, createWriteStream(file));
    return { kind: 'saved', bytes };
  } catch (cause) {
    const reason = abort.signal.aborted ? `silent for ${deadlineMs / 1000} s` : 'the download broke off';
    return { kind: 'failed', reason, cause };
  } finally {
    cancel();
  }
}
