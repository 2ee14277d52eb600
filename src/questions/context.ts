import type { CustomerFigures } from '../decisions/customer-figures.ts';
import type { Segmentation, SegmentName } from '../decisions/segments.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Scores } from '../model/scores.ts';

/** A person who fits words. */
export interface PersonMatch {
  /** Index in the snapshot; absent for a person without a counted order. */
  readonly customer?: number;
  readonly customerId: string;
  readonly name?: string;
  /** The words are exactly this person's id, e-mail or name. */
  readonly isExact: boolean;
}

/** All that a question may look at: the shop as of a date, what the model says of it, and a look-up of people. */
export interface QuestionContext {
  readonly snapshot: Snapshot;
  /** Figures of every customer of the snapshot. [customers] */
  readonly figures: readonly CustomerFigures[];
  readonly scores?: Scores;
  /** Why there are no scores, in words, with what to type. */
  readonly noScores?: string;
  readonly segmentation: Segmentation;
  /** Segments some days before, by public id. */
  readonly earlier?: { readonly asOf: number; readonly segments: ReadonlyMap<string, SegmentName> };
  readonly isDemo: boolean;
  /** Where the data come from: `files`, `files, Shopify`. */
  readonly sources: string;
  /** Whether the totals equal those of the connected systems, as sentences; absent where nothing is connected. */
  readonly agreement?: string;
  /** What a list calls a customer: the name where it is known, else the id. */
  nameOf(customer: number): string;
  findPeople(words: string, limit: number): readonly PersonMatch[];
}
