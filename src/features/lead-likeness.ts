import { dayMs } from '../domain/clock.ts';
import type { LeadHistories } from '../domain/leads.ts';

/** First orders and days under observation of one group of people. */
export interface GroupCount {
  readonly buyers: number;
  readonly days: number;
}

/** Days of a person's time as a lead that count: the old ones who never buy would make every way of long ago look poor. */
const observedDays = 180;

/**
 * How much more often than all people those of each group place a first order, as the log of a ratio of rates; 0 where nothing sets a group apart.
 * Rates are shrunk towards that of all by the moments of the groups themselves: Marshall (1991), Mapping disease and mortality rates using empirical
 * Bayes estimators, eq. 4-6 (the global estimator). [groups]
 */
export function shrunkLogRatios(counts: readonly GroupCount[]): Float64Array {
  const seen = counts.filter(({ days }) => days > 0);
  const days = seen.reduce((sum, count) => sum + count.days, 0);
  const buyers = seen.reduce((sum, count) => sum + count.buyers, 0);
  if (buyers === 0) return new Float64Array(counts.length);
  const mean = buyers / days;
  const spread = seen.reduce((sum, count) => sum + count.days * (count.buyers / count.days - mean) ** 2, 0) / days;
  const between = Math.max(0, spread - mean / (days / seen.length));
  return Float64Array.from(counts, (count) => {
    if (count.days <= 0) return 0;
    const weight = between / (between + mean / count.days);
    const rate = mean + weight * (count.buyers / count.days - mean);
    return Math.log(Math.max(rate, mean / 100) / mean);
  });
}

/**
 * How people of each group bought before `cutoff`, those whose group is not known left out: their first half year as leads, up to their first order.
 * `groupOf` gives a person's group, -1 where it is not known. [groups]
 */
export function likenessBefore(
  leads: LeadHistories,
  { cutoff, groups, groupOf }: { cutoff: number; groups: number; groupOf: (person: number) => number },
): Float64Array {
  const buyers = new Float64Array(groups);
  const days = new Float64Array(groups);
  for (let person = 0; person < leads.createdAt.length; person++) {
    const from = leads.createdAt[person] ?? 0;
    const group = groupOf(person);
    if (group < 0 || from >= cutoff) continue;
    const ordered = leads.firstOrderAt[person] ?? Number.POSITIVE_INFINITY;
    if (ordered <= from) continue;
    const end = Math.min(from + observedDays * dayMs, cutoff, leads.goneAt[person] ?? cutoff);
    days[group] = (days[group] ?? 0) + Math.max(0, Math.min(end, ordered) - from) / dayMs;
    if (ordered < end) buyers[group] = (buyers[group] ?? 0) + 1;
  }
  return shrunkLogRatios(Array.from(days, (value, group) => ({ days: value, buyers: buyers[group] ?? 0 })));
}
