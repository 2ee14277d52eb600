import { z } from 'zod';
import type { Answer } from '../questions/answer.ts';

const explanationSchema = z.object({
  /** Log-odds of the typical customer. */
  base: z.number(),
  /** Log-odds of this one: base plus all contributions. */
  logOdds: z.number(),
  p: z.number(),
  reasons: z.array(z.object({ group: z.string(), words: z.string(), contribution: z.number() })),
});

/** The reasons of one customer's score, as `explain` gives them. */
export type Explanation = z.infer<typeof explanationSchema>;

/** The reasons in an answer's figures; undefined where there is no score. */
export function readExplanation({ data }: Answer): Explanation | undefined {
  return explanationSchema.safeParse(data).data;
}
