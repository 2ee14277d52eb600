import type { CustomerFigures } from '../decisions/customer-figures.ts';
import type { SegmentHistory } from '../decisions/segment-history.ts';
import type { Segmentation } from '../decisions/segments.ts';
import type { Assignment } from '../domain/control-arm.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { LeadScores } from '../model/lead-scores.ts';
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

/** A product that fits words. */
export interface ProductMatch {
  /** Index into the snapshot's products. */
  readonly product: number;
  /** The words are exactly this product's SKU or title. */
  readonly isExact: boolean;
}

/** The last finished sync of one connected system. Times are epoch ms. */
export interface SyncState {
  /** Its name in words: `Shopify`. */
  readonly name: string;
  /** What pulls it: `patron sync shopify`. */
  readonly type: string;
  readonly outcome: 'done' | 'failed' | 'interrupted';
  /** When it ended; where it never did, when it began. */
  readonly at: number;
}

/** The last quality report, as far as an answer tells of it. Times are epoch ms. */
export interface QualityState {
  readonly verdict: 'good' | 'fair' | 'bad';
  readonly asOf: number;
  readonly madeAt: number;
  /** What to see to first: a clause, and what to type where something is to be typed. */
  readonly first?: { readonly words: string; readonly type?: string };
}

/** How the data came in and what was last found in them. */
export interface DataState {
  readonly syncs: readonly SyncState[];
  /** When files were last read, epoch ms; absent where none were. */
  readonly importedAt?: number;
  readonly quality?: QualityState;
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
  readonly earlier?: NonNullable<SegmentHistory['earlier']>;
  readonly isDemo: boolean;
  /** Where the data come from: `files`, `files, Shopify`. */
  readonly sources: string;
  /** Whether the totals equal those of the connected systems, as sentences; absent where nothing is connected. */
  readonly agreement?: string;
  /** What a list calls a customer: the name where it is known, else the id. */
  nameOf(customer: number): string;
  findPeople(words: string, limit: number): readonly PersonMatch[];
  /** Products whose SKU or title resembles the words, closest first; slips and accents are forgiven. */
  findProducts(words: string, limit: number): readonly ProductMatch[];
  /** Tags of a customer, by the alphabet. */
  tagsOf(customerId: string): readonly string[];
  /** Public ids of the people with a tag, in the order in which they got it. */
  customersTagged(tag: string): readonly string[];
  /** Every tag that somebody has, and how many have it, most people first. */
  tagsInUse(): readonly { readonly tag: string; readonly people: number }[];
  dataState(): DataState;
  /** Whom each rule that holds people out has held for, in both arms. */
  assignments(): readonly Assignment[];
  /** Everybody who is known without an order, ranked; undefined where no connected system knows anybody. */
  leads?(): LeadScores | undefined;
}
