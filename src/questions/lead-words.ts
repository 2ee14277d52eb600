import type { LeadScores } from '../model/lead-scores.ts';
import type { QuestionContext } from './context.ts';
import { day, percent } from './words.ts';

/** Where the ranking of leads comes from, and how often it was right. */
export function leadModelWords({ chances, verdict }: LeadScores, context: QuestionContext): string {
  if (!chances) return verdict.words;
  const best = percent(Math.min(1, chances.liftAt10 * chances.baseRate));
  const proof = `of the tenth with the highest chances ${best} placed a first order within 30 days, of all ${percent(chances.baseRate)}`;
  return `Chances of leads come from this shop's own past, as of ${day(context, chances.modelAsOf)}. Tested on past months: ${proof}. ${verdict.grade === 'act' ? verdict.words : ''}`.trim();
}

/** What speaks for care with the ranking of leads; undefined for nothing. */
export function leadCaution({ chances, verdict, reason }: LeadScores): string | undefined {
  if (!chances) return `Not scored: ${reason}.`;
  return verdict.grade === 'act' ? undefined : verdict.words;
}

/** What a lead is called: the name where it is known and may be seen, else the id. */
export function leadName(customerId: string, context: QuestionContext): string {
  const found = context.findPeople(customerId, 5).find((match) => match.customerId === customerId);
  return found?.name ?? customerId;
}
