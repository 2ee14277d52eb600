import { z } from 'zod';

/** Groups of customers that somebody can enter or leave: the segments, and where silence has led. */
export const watchedGroups = ['high-value', 'potential', 'ordinary', 'at-risk', 'gone'] as const;

/** Whom a rule looks at: everybody, or the customers of the best segment. */
export const watchedAmong = ['all', 'high-value'] as const;

/** What an alert rule watches. */
export const watchedRule = z.discriminatedUnion('kind', [
  /** Somebody enters a group, or is no longer in it. */
  z.object({
    kind: z.literal('segment-entry'),
    group: z.enum(watchedGroups),
    move: z.enum(['enters', 'leaves']),
    among: z.enum(watchedAmong),
  }),
  /** The chance of an order rises above a bound or falls below it; `quietDays`: only after so many days without an order. */
  z.object({
    kind: z.literal('chance'),
    side: z.enum(['above', 'below']),
    bound: z.number().gt(0).lt(1),
    quietDays: z.int().min(1).max(3650).optional(),
    among: z.enum(watchedAmong),
  }),
  /** No order for more than so many days. */
  z.object({ kind: z.literal('silence'), days: z.int().min(1).max(3650), among: z.enum(watchedAmong) }),
  /** The revenue of a day outside the range of the days before. */
  z.object({ kind: z.literal('day-revenue') }),
]);

/** What an alert rule watches, as plain data. */
export type Watched = z.infer<typeof watchedRule>;
