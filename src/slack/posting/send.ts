import type { Block, KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { chartWords } from '../../charts/chart-words.ts';
import { nativeChart } from '../../charts/native-chart.ts';
import { type Clock, dayMs } from '../../domain/clock.ts';
import type { KeptPost } from '../../store/chat-posts.ts';
import { cut } from '../blocks/plain.ts';
import { paragraph } from '../blocks/rich-text.ts';
import { withChart } from '../blocks/with-chart.ts';
import { postMetadata } from '../kit.ts';
import { failureOf } from '../transport/trouble.ts';
import { type PictureParts, pictureOf } from './chart-picture.ts';
import type { KeptMessage } from './kept-message.ts';

/** Sends one message once, and gives its time stamp. Raises what Slack's client raises. */
export type Send = (post: KeptPost, message: KeptMessage) => Promise<string>;

/**
 * A sender that shows a chart in the best way that Slack takes: as Slack's own chart, else as a picture, else in words. That Slack's own is refused (it is not yet everywhere) is remembered
 * for a day. `onTrouble` is told why a picture could not be shown.
 */
export function sender(
  parts: PictureParts & { readonly clock: Clock; readonly onTrouble: (note: string, error?: unknown) => void },
): Send {
  const { client, clock, onTrouble } = parts;
  let nativeRefusedUntil = 0;
  const now = () => clock.now().getTime();
  return async (post, message) => {
    const { chart, blocks } = message;
    const postAs = (shown: readonly (KnownBlock | Block)[]) => postOnce(client, post, { ...message, blocks: shown });
    if (!chart) return postAs(blocks);
    const native = now() < nativeRefusedUntil ? undefined : nativeChart(chart);
    const asNative = native && (await unlessRefused(() => postAs(withChart(blocks, native))));
    if (asNative !== undefined) return asNative;
    const picture = await pictureOf(chart, parts).catch((error: unknown) => {
      onTrouble('A chart could not be sent as a picture; its numbers were sent in words.', error);
      return undefined;
    });
    const asPicture = picture && (await unlessRefused(() => postAs(withChart(blocks, picture))));
    const ts = asPicture ?? (await postAs(withChart(blocks, paragraph(cut(chartWords(chart), 2900)))));
    // Only now is it sure that it was the chart that Slack refused, not the rest of the message.
    if (native) nativeRefusedUntil = now() + dayMs;
    return ts;
  };
}

/** Undefined where Slack refuses the blocks: surely nothing was posted. */
async function unlessRefused(work: () => Promise<string>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && /^invalid_(blocks|attachments|block_type)/.test(failure.error)) return undefined;
    throw error;
  }
}

/** A message with whatever blocks, some of which Slack's types do not know yet. */
type Shown = Omit<KeptMessage, 'blocks'> & { readonly blocks: readonly (KnownBlock | Block)[] };

async function postOnce(client: WebClient, { key, channel, threadTs }: KeptPost, message: Shown): Promise<string> {
  const { text, blocks, ephemeralTo: user } = message;
  const common = {
    channel,
    text,
    blocks: [...blocks],
    // Nothing that a customer typed becomes a mention or a link, and no link grows a preview.
    link_names: false,
    parse: 'none',
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  } as const;
  if (user !== undefined) {
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ ...common, user });
    return ts;
  }
  const metadata = postMetadata(key);
  const quiet = { mrkdwn: false, unfurl_links: false, unfurl_media: false };
  const { ts } = await client.chat.postMessage({ ...common, ...quiet, metadata });
  if (ts === undefined) throw new Error('it took a message without naming it');
  return ts;
}
