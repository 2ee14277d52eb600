import type { ActionsBlock, Block, KnownBlock, RichTextElement } from '@slack/types';
import { z } from 'zod';
import { formatMoment } from '../../domain/calendar.ts';
import { buttons } from '../blocks/blocks.ts';
import { offerRows } from '../blocks/next-steps.ts';
import { mention, paragraph } from '../blocks/rich-text.ts';
import { readCarried } from '../press.ts';
import { oppositeOf, type TagOffer, tagOffer } from './offer.ts';

/** What was done: `offer` by `userId`. */
export interface Done {
  readonly offer: TagOffer;
  /** What is so now: `Anna Meier is tagged 'vip' now.` */
  readonly headline: string;
  readonly userId: string;
  readonly at: Date;
  /** Whether it took something back: then it can be done again, as it was offered. */
  readonly isUndo: boolean;
}

/** Blocks that say what was done, by whom and when, with a button that takes it back. */
export function doneBlocks(done: Done): KnownBlock[] {
  const { offer, headline, userId, at } = done;
  const told = paragraph(headline, '  By ', mention(userId), ', ', moment(at), '.');
  const row = rowAfter(done);
  return [
    { ...told, block_id: blockId('told', offer) },
    ...(row === undefined ? [] : [{ ...row, block_id: blockId('row', offer) }]),
  ];
}

function rowAfter({ offer, isUndo }: Done): ActionsBlock | undefined {
  const opposite = oppositeOf(offer);
  if (isUndo) return offerRows([opposite])[0];
  return buttons([{ text: 'Undo', actionId: 'tag:undo', value: JSON.stringify(opposite) }]);
}

/** Shown in the reader's own time zone. */
function moment(at: Date): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(at.getTime() / 1000),
    format: '{date_short_pretty} at {time}',
    fallback: formatMoment(at.getTime()),
  };
}

/** Any block as Slack gives it back, buttons looked into. */
const givenBlock = z.looseObject({
  type: z.string(),
  block_id: z.string().exactOptional(),
  elements: z.array(z.looseObject({ value: z.string().exactOptional() })).exactOptional(),
});
type GivenBlock = z.infer<typeof givenBlock>;

/**
 * The blocks of a message after something was done with one of its offers: the offer's buttons, or what was said of it before, make way for what was done.
 * Undefined where the message is not known or does not hold the offer.
 */
export function blocksAfter(given: unknown, done: Done): Block[] | undefined {
  const { data: blocks } = z.array(givenBlock).safeParse(given);
  const place = blocks?.findIndex((block) => isOf(block, done.offer)) ?? -1;
  if (!blocks || place === -1) return undefined;
  const kept = (part: GivenBlock[]) => part.flatMap((block) => withoutOffer(block, done.offer));
  return [...kept(blocks.slice(0, place + 1)), ...doneBlocks(done), ...kept(blocks.slice(place + 1))].slice(0, 50);
}

function isOf(block: GivenBlock, offer: TagOffer): boolean {
  return (
    isSaidOf(block, offer) || (block.type === 'actions' && (block.elements ?? []).some((one) => offers(one, offer)))
  );
}

function isSaidOf({ block_id: id }: GivenBlock, offer: TagOffer): boolean {
  return id === blockId('told', offer) || id === blockId('row', offer);
}

/** The block without the offer's buttons; nothing where nothing else is in it. */
function withoutOffer(block: GivenBlock, offer: TagOffer): Block[] {
  if (isSaidOf(block, offer)) return [];
  if (block.type !== 'actions' || block.elements === undefined) return [block];
  const elements = block.elements.filter((one) => !offers(one, offer));
  if (elements.length === block.elements.length) return [block];
  const changed: Block = Object.assign({}, block, { elements });
  return elements.length === 0 ? [] : [changed];
}

/** Whether a button is about the same customer and tag, in either direction. */
function offers({ value }: { value?: string }, { customerId, tag }: TagOffer): boolean {
  const carried = readCarried(value, tagOffer);
  return carried?.customerId === customerId && carried.tag === tag;
}

/** At most 255 characters. */
function blockId(part: 'told' | 'row', { customerId, tag }: TagOffer): string {
  return `tag-${part}:${tag}:${customerId}`.slice(0, 255);
}
