import type { CustomerFigures } from '../decisions/customer-figures.ts';
import type { ToldRecord } from '../decisions/silence-record.ts';
import type { UsualDay } from '../decisions/usual-day.ts';
import type { Reason } from '../model/scores.ts';
import type { AnswerItem } from './answer.ts';
import type { QuestionContext } from './context.ts';

/** What is known of a customer whom an alert tells of. */
export interface AlertPerson {
  readonly figures: CustomerFigures;
  readonly usualGapDays?: number;
  /** Where it is to be trusted. */
  readonly chance?: number;
  /** What speaks most for the chance, or against it. */
  readonly reason?: Reason;
}

/** How right a rule was before. `stayed`: of those in the same place before, how many stayed away; the others by whether they ordered. */
export type AlertRecord =
  | { readonly kind: 'stayed'; readonly of: number; readonly stayedAway: number; readonly days: number }
  | { readonly kind: 'fallen'; readonly of: number; readonly ordered: number; readonly days: number }
  | { readonly kind: 'tested' };

/** An alert in one language. */
export interface AlertWords {
  headline(title: string, names: readonly string[]): string;
  person(
    person: AlertPerson,
    context: QuestionContext,
  ): { readonly title: string; readonly words: string; readonly why?: string };
  day(
    day: UsualDay,
    context: QuestionContext,
  ): { readonly title: string; readonly words: string; readonly proof?: string };
  /** Undefined where nothing is known. */
  record(record: AlertRecord, context: QuestionContext): string | undefined;
  /** An item as one sentence after another, for surfaces without a layout. */
  line(item: Pick<AnswerItem, 'title' | 'words' | 'why' | 'proof'>): string;
  told(told: ToldRecord, context: QuestionContext): string;
  source(context: QuestionContext): string;
  readonly labels: { readonly why: string; readonly offer: string; readonly revenue: string };
}
