import type { KnownBlock } from '@slack/types';
import type { AnswerChart } from '../../questions/answer.ts';
import type { ChatMessage } from '../kit.ts';
import { context } from './blocks.ts';
import { limits } from './limits.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { cut } from './plain.ts';

/** Parts of a message in order; builders that had nothing to build leave undefined. */
export type Parts = readonly (KnownBlock | readonly KnownBlock[] | undefined)[];

/**
 * A message that Slack accepts: at most 50 blocks, one table, and no more letters than fit. What does not fit is left out and counted; buttons stay. `text`
 * is plain: it is what a notification says, and is escaped here.
 */
export function message(text: string, parts: Parts, chart?: AnswerChart): ChatMessage {
  return {
    text: escapeMrkdwn(cut(text, limits.text)),
    blocks: fitting(parts, limits.blocks),
    ...(chart === undefined ? {} : { chart }),
  };
}

/** The blocks of a page (App Home, a modal) that Slack accepts: at most 100, and no more letters than fit a message. */
export function page(parts: Parts): KnownBlock[] {
  return fitting(parts, 100);
}

function fitting(parts: Parts, most: number): KnownBlock[] {
  const blocks = parts.flat().filter((block) => block !== undefined);
  const isFull = blocks.length > most;
  let room: number = limits.characters;
  let tables = 0;
  const kept = blocks.filter((block, index) => {
    if (block.type === 'table') tables++;
    const letters = lettersOf(block);
    const fits = letters <= room && !(isFull && index >= most - 1) && !(block.type === 'table' && tables > 1);
    if (fits) room -= letters;
    return fits;
  });
  const left = blocks.length - kept.length;
  const note =
    left > 0 ? context(`${left} more ${left === 1 ? 'part' : 'parts'} would not fit into one message.`) : undefined;
  return note && kept.length < most ? [...kept, note] : kept;
}

/** Letters of all texts in a block, values of buttons apart. */
function lettersOf(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + lettersOf(item), 0);
  if (typeof node !== 'object' || node === null) return 0;
  return Object.entries(node).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? value.length : lettersOf(value)),
    0,
  );
}
