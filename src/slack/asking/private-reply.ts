import type { RespondFn } from '@slack/bolt';
import type { Block } from '@slack/types';
import { chartWords } from '../../charts/chart-words.ts';
import { nativeChart } from '../../charts/native-chart.ts';
import { context } from '../blocks/blocks.ts';
import { withChart } from '../blocks/with-chart.ts';
import type { BotKit, ChatMessage } from '../kit.ts';
import type { Press } from '../press.ts';

/** Slack does not say how it calls a message that one person alone sees. */
const unnamed = 'ephemeral';

/**
 * Sends a message that only the asker sees through the address that came with the command or the press: it works in channels that the bot is no member of.
 * A chart that Slack refuses to draw becomes words.
 */
export function replyPrivately(respond: RespondFn, message: ChatMessage): () => Promise<string> {
  const { text, chart } = message;
  const send = async (blocks: readonly Block[]) => {
    await respond({ response_type: 'ephemeral', replace_original: false, text, blocks: [...blocks] });
    return unnamed;
  };
  return async () => {
    if (chart === undefined) return send(message.blocks);
    const native = nativeChart(chart);
    const worded = context(chartWords(chart));
    const inWords = [...message.blocks.slice(0, 49), ...(worded ? [worded] : [])];
    if (!native) return send(inWords);
    return send(withChart(message.blocks, native)).catch(() => send(inWords));
  };
}

/** Tells whoever pressed a button something that nobody else sees. */
export async function tellPresser(
  { poster }: BotKit,
  { pressId, userId, on }: Press,
  { message, respond }: { readonly message: ChatMessage; readonly respond: RespondFn },
): Promise<void> {
  const target = { key: `told:${pressId}`, channel: on?.channel ?? userId, ephemeralTo: userId };
  await poster.post(target, message, { send: replyPrivately(respond, message) });
}
