import type { SegmentName } from '../decisions/segments.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';

/** What a question may name. A slot that is not named is undefined. */
export interface Slots {
  /** A person, as typed: id, name, e-mail or a part of one. */
  readonly who?: string | undefined;
  /** SKU or title of a product, as typed. */
  readonly product?: string | undefined;
  /** A time of the past in lower-case English: `last month`, `since 1 march`. */
  readonly period?: string | undefined;
  /** The time that the period is compared with; `the year before` means the same days a year earlier. */
  readonly against?: string | undefined;
  /** Rows of a list. */
  readonly count?: number | undefined;
  readonly segment?: SegmentName | undefined;
  readonly tag?: string | undefined;
  /** A span that has passed or that something lasts, in days. */
  readonly days?: number | undefined;
  /** Days to look ahead. */
  readonly horizonDays?: number | undefined;
  /** What a channel is sent. */
  readonly to?: 'digest' | 'alerts' | undefined;
}

export type SlotName = keyof Slots;

/** A question that Patron answers. One entry in a list of the registry is all that a new one needs. */
export interface Question {
  readonly id: string;
  /** Ways to ask it; the first stands in help. CUSTOMER stands for a person, PRODUCT for a product, TAG for a tag. */
  readonly examples: readonly string[];
  /** Forms of the question in lower case; groups `who`, `product` and `tag` are these slots. The first question with a form that fits wins. */
  readonly forms: readonly RegExp[];
  /** The slots that it understands. */
  readonly takes: readonly SlotName[];
  /** The question in words that are understood as these slots again: what a thread goes on from. */
  inFull(slots: Slots): string;
  answer(slots: Slots, context: QuestionContext): Answer;
}
