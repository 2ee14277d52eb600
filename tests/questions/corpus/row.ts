import type { Slots } from '../../../src/questions/question.ts';

/** A phrasing as somebody types it, the question that it is, what it names, and the question asked just before in the same thread. */
export type CorpusRow = readonly [typed: string, id: string, slots?: Slots, after?: string];
