import { z } from 'zod';
import type { AnswerOffer } from '../../questions/answer.ts';

/** A tag to be given or taken away. */
export type TagOffer = Extract<AnswerOffer, { kind: 'tag' | 'untag' }>;

/** What a button of an offer carries. */
export const tagOffer = z.object({
  kind: z.enum(['tag', 'untag']),
  customerId: z.string().min(1),
  tag: z.string().min(1),
}) satisfies z.ZodType<TagOffer>;

/** What takes an offer back. */
export function oppositeOf({ kind, ...rest }: TagOffer): TagOffer {
  return { kind: kind === 'tag' ? 'untag' : 'tag', ...rest };
}
