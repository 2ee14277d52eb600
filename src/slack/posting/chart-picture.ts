import type { ImageBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { chartWords } from '../../charts/chart-words.ts';
import type { AnswerChart } from '../../questions/answer.ts';
import { cut } from '../blocks/plain.ts';
import { pause } from '../transport/pause.ts';

/** Draws a chart as a PNG; undefined where the font lacks one of its letters. */
export type DrawChart = (chart: AnswerChart) => Promise<Uint8Array | undefined>;

/** What putting a picture into Slack needs. */
export interface PictureParts {
  readonly client: WebClient;
  readonly fetch: typeof globalThis.fetch;
  readonly draw: DrawChart;
  /** How often, and after how long each time (ms), it is asked whether Slack has looked at the file. */
  readonly asks: { readonly most: number; readonly everyMs: number };
  readonly signal: AbortSignal;
}

/**
 * Uploads a chart as a picture and gives the block that shows it, with the numbers as its description; undefined where it cannot be drawn. Slack takes in a file after it has said yes to it:
 * a block that names the file before then is refused, so that this waits until Slack knows what the file is. Raises what stands in the way.
 */
export async function pictureOf(chart: AnswerChart, parts: PictureParts): Promise<ImageBlock | undefined> {
  const png = await parts.draw(chart);
  if (!png) return undefined;
  const words = cut(chartWords(chart), 1000);
  const id = await upload(png, { words, title: cut(chart.title, 100) }, parts);
  await untilReady(id, parts);
  return { type: 'image', slack_file: { id }, alt_text: words };
}

async function upload(
  png: Uint8Array,
  { words, title }: { words: string; title: string },
  { client, ...outside }: PictureParts,
): Promise<string> {
  const name = 'chart.png';
  const place = await client.files.getUploadURLExternal({ filename: name, length: png.byteLength, alt_text: words });
  const { upload_url: url, file_id: id } = place;
  if (url === undefined || id === undefined) throw new Error('Slack gave no place to upload to.');
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await outside.fetch(url, {
    method: 'POST',
    headers,
    body: Uint8Array.from(png),
    signal: AbortSignal.timeout(10_000),
  });
  if (!sent.ok) throw new Error(`Slack did not take the picture: status ${sent.status}.`);
  await client.files.completeUploadExternal({ files: [{ id, title }] });
  return id;
}

async function untilReady(file: string, { client, asks, signal }: PictureParts): Promise<void> {
  for (let asked = 0; asked < asks.most && !signal.aborted; asked++) {
    const { file: known } = await client.files.info({ file });
    if (known?.mimetype) return;
    await pause(asks.everyMs, signal);
  }
  throw new Error('Slack did not take in the picture in time.');
}
