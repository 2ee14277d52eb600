import type { Watched } from '../../domain/watched.ts';

/** People whom a rule tells of in a day, unless somebody says otherwise. */
export const usualCap = 5;

/**
 * What a channel is told of that asks for alerts and says no more. High-value customers who become at risk: most money hangs on them, and there is still
 * somebody to write to. And whoever is more likely than not to order again after a month of silence: a good moment for an offer that otherwise nobody would
 * see, as all lists begin with those who order anyway. Both are rare by construction.
 */
export const defaultRules: readonly Watched[] = [
  { kind: 'segment-entry', group: 'at-risk', move: 'enters', among: 'high-value' },
  { kind: 'chance', side: 'above', bound: 0.6, quietDays: 30, among: 'all' },
];
