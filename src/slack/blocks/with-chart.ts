import type { Block, KnownBlock } from '@slack/types';

/** Blocks of a message with a chart's block among them: before the small print and the buttons at its end, so that the picture follows what it shows. */
export function withChart<B extends Block>(blocks: readonly KnownBlock[], chart: B): (KnownBlock | B)[] {
  const end = blocks.findLastIndex(({ type }) => type !== 'context' && type !== 'actions' && type !== 'divider') + 1;
  const room = Math.min(end, 49);
  return [...blocks.slice(0, room), chart, ...blocks.slice(room, 49)];
}
