import { z } from 'zod';
import { FatalError } from '../../src/domain/errors.ts';
import type { WriteOutcome } from '../contract.ts';
import { vendorWords } from '../vendor-words.ts';
import type { ShopifyClient } from './client.ts';
import { writeScope } from './scopes.ts';

/** A mutation that must not be sent twice once it may have happened. */
export interface ShopMutation<T> {
  readonly operation: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly reply: z.ZodType<T>;
}

const unanswered = z.object({ patronUnanswered: z.literal(true) });

/** Sends a mutation once: undefined where no whole answer came, so that it may or may not have happened. Raises `access-missing`. */
export async function mutateOnce<T>(client: ShopifyClient, mutation: ShopMutation<T>): Promise<T | undefined> {
  const { operation, text, variables } = mutation;
  const { data, denied } = await client.ask({
    operation,
    text,
    variables,
    reply: z.union([
      unanswered.transform(() => ({ isWhole: false }) as const),
      mutation.reply.transform((whole) => ({ isWhole: true, whole }) as const),
    ]),
    // Instead of sending again the transport asks whether it happened. Only a look at each record can tell, and that is the caller's.
    confirm: async () => ({ patronUnanswered: true }),
  });
  if (denied.length > 0) throw lacksWriting();
  return data.isWhole ? data.whole : undefined;
}

/** The app may not write. */
export function lacksWriting(): FatalError {
  const { name, why } = writeScope;
  return new FatalError(
    'access-missing',
    `Cannot write into Shopify: the app lacks the scope ${name} (${why}).`,
    `Add ${name} in the app's settings, install the app again, then run: patron push`,
  );
}

/** A write whose answer did not come whole. */
export const unknownOutcome: WriteOutcome = { kind: 'unknown', words: 'Shopify did not say whether it was done' };

/** A refusal in Shopify's words. */
export function refusedWith(message: string): WriteOutcome {
  return { kind: 'refused', reason: 'invalid', words: vendorWords(message) };
}

/** The global id of a customer. */
export function customerGid(id: string): string {
  return `gid://shopify/Customer/${id}`;
}

/** Cuts a list into pieces of at most so many. */
export function piecesOf<Item>(items: readonly Item[], most: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, piece) =>
    items.slice(piece * most, (piece + 1) * most),
  );
}
