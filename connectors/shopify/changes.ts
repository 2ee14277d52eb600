import { z } from 'zod';
import { FatalError } from '../../src/domain/errors.ts';
import type { Page } from '../contract.ts';
import { type ShopifyAnswer, type ShopifyClient, TooCostly } from './client.ts';
import { cursorGuard } from './cursor.ts';
import { deniedByIndex, deniedFields, readNodes, withAllChildren } from './nodes.ts';
import { changesQuery, firstPageSize, type ShopifyStream } from './queries.ts';
import { connectionReply, nodeStamp } from './replies.ts';

/** Where an incremental pull stands: changes at or after `since`, behind the cursor `after`, `given` objects into this query. */
const place = z.object({ since: z.number(), after: z.string().optional(), given: z.number() });

/** What an incremental pull needs and remembers. */
export interface ChangesWorld {
  readonly client: ShopifyClient;
  /** Protected fields known to be kept from us, by stream; added to as they are met. */
  readonly denied: ReadonlyMap<ShopifyStream, Set<string>>;
  /** Objects after which the walk begins a new query: Shopify ends one at 25,000 without a word. */
  readonly maxObjects: number;
}

/** Pages of what changed at or after `since`, oldest change first: a record that changes meanwhile comes again at the end. */
export async function* pullChanges(
  stream: ShopifyStream,
  { since, position }: { since: number; position: string | undefined },
  world: ChangesWorld,
): AsyncGenerator<Page> {
  let at = position === undefined ? { since, given: 0 } : place.parse(JSON.parse(position));
  let guard = cursorGuard(stream, at.after);
  let size: number = firstPageSize[stream];
  for (;;) {
    const answer = await askPage(stream, { at, size }, world);
    size = answer.size;
    const { pageInfo, nodes } = answer.data[stream] ?? { nodes: [], pageInfo: { hasNextPage: false } };
    if (!guard.leadsOn(pageInfo)) continue;
    const next = nextPlace(stream, { at, nodes, pageInfo }, world.maxObjects);
    yield await readPage(stream, { answer, nodes, since: at.since, next }, world);
    if (next === undefined) return;
    if (next.after === undefined) guard = cursorGuard(stream, undefined);
    at = next;
  }
}

type Place = z.infer<typeof place>;
type Answer = ShopifyAnswer<Partial<Record<ShopifyStream, z.infer<typeof connectionReply>>>>;

/** Asks for a page; one that costs too many points is halved until it does not. */
async function askPage(
  stream: ShopifyStream,
  { at, size }: { at: Place; size: number },
  { client, denied }: ChangesWorld,
): Promise<Answer & { readonly size: number }> {
  const reply: z.ZodType<Answer['data']> = z.object({ [stream]: connectionReply });
  for (let first = size; ; first = Math.floor(first / 2)) {
    try {
      const answer = await client.ask({
        operation: `changes:${stream}:${first}`,
        text: changesQuery(stream, denied.get(stream) ?? new Set()),
        variables: { first, after: at.after ?? null, query: `updated_at:>='${new Date(at.since).toISOString()}'` },
        reply,
      });
      return { ...answer, size: first };
    } catch (error) {
      if (!(error instanceof TooCostly) || first <= 1) throw error;
    }
  }
}

async function readPage(
  stream: ShopifyStream,
  { answer, nodes, since, next }: { answer: Answer; nodes: readonly unknown[]; since: number; next: Place | undefined },
  { client, denied }: ChangesWorld,
): Promise<Page> {
  const known = denied.get(stream) ?? new Set();
  const deniedAt = deniedByIndex(answer.denied, new Set(known));
  const fresh = deniedFields(stream, answer.denied).filter((field) => !known.has(field));
  for (const field of fresh) known.add(field);
  const whole = await withAllChildren(stream, nodes, client);
  // The filter is a hint (customers are matched by whole days, an unknown field not at all): what counts is the stamp.
  const wanted = [...whole.entries()].filter(([, node]) => node !== undefined && isSince(node, since));
  const read = readNodes(
    stream,
    wanted.map(([, node]) => node),
    (index) => deniedAt(wanted[index]?.[0] ?? -1),
  );
  return {
    ...read,
    ...(next === undefined ? {} : { next: JSON.stringify(next) }),
    warnings: [...answer.warnings, ...fresh.map((field) => deniedWarning(stream, field))],
  };
}

/** What is said when a field is kept from us. */
export function deniedWarning(stream: ShopifyStream, field: string): string {
  return `Shopify keeps ${field} of ${stream} from this app (protected customer data): what is known of it stays as it is. To change that, ask for it in the app's API access settings.`;
}

function isSince(node: unknown, since: number): boolean {
  const stamp = nodeStamp.safeParse(node);
  return !stamp.success || stamp.data.updatedAt >= since;
}

function nextPlace(
  stream: ShopifyStream,
  {
    at,
    nodes,
    pageInfo,
  }: { at: Place; nodes: readonly unknown[]; pageInfo: z.infer<typeof connectionReply>['pageInfo'] },
  maxObjects: number,
): Place | undefined {
  if (!pageInfo.hasNextPage || !pageInfo.endCursor) return undefined;
  const given = at.given + nodes.length;
  if (given < maxObjects) return { since: at.since, after: pageInfo.endCursor, given };
  const last = nodeStamp.safeParse(nodes.at(-1));
  if (last.success && last.data.updatedAt > at.since) return { since: last.data.updatedAt, given: 0 };
  throw new FatalError(
    'source-broken',
    `More than ${maxObjects} ${stream} changed at the same moment: Shopify does not page over so many.`,
    'Pull everything once: patron sync shopify --mode backfill',
  );
}
