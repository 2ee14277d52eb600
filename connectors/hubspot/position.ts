import { type ZodType, z } from 'zod';
import { FatalError } from '../../src/domain/errors.ts';

/** A backfill goes on after the record with this id. */
export const listPosition = z.object({ kind: z.literal('list'), after: z.string() });

/**
 * Changes between `from` and `until`, epoch ms, both included. Inside the window that ends with `upTo` they go on after the id `last`; where no window is
 * open, the next one begins with `from`.
 */
export const changesPosition = z.object({
  kind: z.literal('changes'),
  until: z.number(),
  from: z.number(),
  window: z.object({ upTo: z.number(), last: z.string() }).optional(),
});

/** Submissions go on with this form, after this cursor. */
export const formsPosition = z.object({ kind: z.literal('forms'), form: z.string(), after: z.string().optional() });

type Position = z.infer<typeof listPosition> | z.infer<typeof changesPosition> | z.infer<typeof formsPosition>;

/** A position as text, for the job to keep. */
export function writePosition(position: Position): string {
  return JSON.stringify(position);
}

/** Reads a position that an earlier page gave; undefined where there is none: from the start. Raises `source-broken` for one of another kind of pull. */
export function readPosition<T extends Position>(schema: ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  const read = schema.safeParse(jsonOf(text));
  if (read.success) return read.data;
  throw new FatalError(
    'source-broken',
    `The position that the last HubSpot sync left cannot be read: ${text.slice(0, 80)}.`,
    'Begin again with: patron sync hubspot --mode backfill',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
