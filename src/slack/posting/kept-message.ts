import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { ChatMessage, PostTarget } from '../kit.ts';

/** A message as it is kept until it is posted. */
export interface KeptMessage extends ChatMessage {
  readonly ephemeralTo?: string;
  readonly staleAfterMs?: number;
}

const isBlock = (value: unknown) =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

// A value that is not known was left out when it was written: `null` in its place.
const value = z
  .number()
  .nullable()
  .transform((number) => number ?? undefined);

const schema = z.object({
  text: z.string(),
  // Written by `writeMessage` alone, from blocks that were built.
  blocks: z.array(z.custom<KnownBlock>(isBlock)),
  chart: z
    .object({
      kind: z.enum(['line', 'bar']),
      title: z.string(),
      labels: z.array(z.string()),
      series: z.array(z.object({ name: z.string(), values: z.array(value) })),
    })
    .optional(),
  ephemeralTo: z.string().optional(),
  staleAfterMs: z.number().optional(),
});

/** Writes a message down, with what its target says beyond its place. */
export function writeMessage(
  { text, blocks, chart }: ChatMessage,
  { ephemeralTo, staleAfterMs }: Pick<PostTarget, 'ephemeralTo' | 'staleAfterMs'>,
): string {
  return JSON.stringify({ text, blocks, chart, ephemeralTo, staleAfterMs });
}

/** Reads a message that was written down; undefined for one that cannot be read. */
export function readMessage(body: string): KeptMessage | undefined {
  try {
    const { text, blocks, chart, ephemeralTo, staleAfterMs } = schema.parse(JSON.parse(body));
    return {
      text,
      blocks,
      ...(chart === undefined ? {} : { chart }),
      ...(ephemeralTo === undefined ? {} : { ephemeralTo }),
      ...(staleAfterMs === undefined ? {} : { staleAfterMs }),
    };
  } catch {
    return undefined;
  }
}
