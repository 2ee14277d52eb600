import { dayMs } from '../domain/clock.ts';
import type { LeadHistories } from '../domain/leads.ts';
import type { LeadBacktest } from './lead-backtest.ts';
import type { Verdict } from './scores.ts';

/** Whether leads are scored, or ranked by their last sign of life alone. */
export type LeadRung = 'recency' | 'scored';

/** Below it leads are not scored: so few buyers teach nothing that a glance at the newest ones does not show. */
const ladder = { leadsAMonth: 100, buyers: 20 } as const;

/** How much a shop's past carries. */
export interface LeadCounts {
  /** New leads a month, over the last three. */
  readonly leadsAMonth: number;
  /** People who ordered for the first time at least a day after they had become known: an account that a purchase opens was no lead. */
  readonly buyers: number;
}

/** Counts what the ladder asks for. */
export function countLeads({ asOf, createdAt, firstOrderAt }: LeadHistories): LeadCounts {
  let recent = 0;
  let buyers = 0;
  createdAt.forEach((at, person) => {
    const untilOrder = (firstOrderAt[person] ?? Number.POSITIVE_INFINITY) - at;
    if (untilOrder < dayMs) return;
    if (at >= asOf - 90 * dayMs) recent++;
    if (Number.isFinite(untilOrder)) buyers++;
  });
  return { leadsAMonth: recent / 3, buyers };
}

/** A rung, and in words why no higher one. `isEnough`: there are leads and buyers enough to try. */
export interface LeadStep {
  readonly rung: LeadRung;
  readonly reason: string;
  readonly isEnough: boolean;
}

/** The rung that the past carries; without a backtest at most the lowest. */
export function climbLeadLadder({ leadsAMonth, buyers }: LeadCounts, backtest: LeadBacktest | undefined): LeadStep {
  const had = `${Math.round(leadsAMonth)} new leads a month, ${buyers} of all became buyers`;
  if (leadsAMonth < ladder.leadsAMonth || buyers < ladder.buyers) {
    const wanted = `scoring asks for ${ladder.leadsAMonth} a month and ${ladder.buyers} buyers`;
    return {
      rung: 'recency',
      reason: `${had}: ${wanted}, so they are ranked by their last sign of life`,
      isEnough: false,
    };
  }
  if (!backtest) {
    return {
      rung: 'recency',
      reason: `${had}, but no past month had enough first orders to test scores on`,
      isEnough: true,
    };
  }
  return { rung: 'scored', reason: `${had}: enough to learn from`, isEnough: true };
}

/** What a backtest allows, in words that a shop owner can act on. */
export function judgeLeads(backtest: LeadBacktest | undefined): Verdict {
  if (!backtest) return { grade: 'do-not-act', words: 'Leads are not scored: the newest sign of life comes first.' };
  const metrics = backtest.candidates.find(({ name }) => name === backtest.champion)?.metrics;
  const { ece, baseRate } = metrics ?? {};
  if (backtest.logLossGain.value <= 0) {
    return { grade: 'do-not-act', words: 'Lead scores are not better than the base rate: do not act on them.' };
  }
  if (backtest.champion !== 'newest-first' && backtest.aucGain.value <= 0) {
    return { grade: 'do-not-act', words: 'Lead scores are not better than newest first: do not act on them.' };
  }
  if (backtest.champion === 'newest-first' || backtest.aucGain.low <= 0) {
    return {
      grade: 'careful',
      words: 'Lead scores are better than guessing, but not proven better than newest first: act with care.',
    };
  }
  if (!ece || !baseRate || ece.value > Math.min(0.06, baseRate.value / 2)) {
    return {
      grade: 'careful',
      words:
        'The order of leads is proven, the level of their chances is not: rank by it, do not count on the per cent.',
    };
  }
  return { grade: 'act', words: 'Lead scores are proven better than newest first on this shop: act on them.' };
}
