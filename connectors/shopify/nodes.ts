import { z } from 'zod';
import type { SourceRecord } from '../../src/domain/source-records.ts';
import type { RejectedRecord } from '../contract.ts';
import type { ShopifyClient } from './client.ts';
import { cursorGuard } from './cursor.ts';
import { readRecord } from './mapping.ts';
import { children, childrenQuery, protectedFields, type ShopifyStream } from './queries.ts';
import { connectionReply, nodeId } from './replies.ts';

/** Records of a page, read one by one. */
export interface ReadNodes {
  readonly records: readonly SourceRecord[];
  readonly rejected: readonly RejectedRecord[];
}

/** Reads nodes whose children are joined; one that cannot be read is set aside with its reason. `deniedAt`: fields kept from us, of the node at an index. */
export function readNodes(
  stream: ShopifyStream,
  nodes: readonly unknown[],
  deniedAt: (index: number) => ReadonlySet<string>,
): ReadNodes {
  const records: SourceRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const [index, node] of nodes.entries()) {
    try {
      records.push(readRecord(stream, node, deniedAt(index)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const id = nodeId.safeParse(node);
      rejected.push({ id: id.success ? id.data.id : 'unknown', reason: reasonOf(error), raw: JSON.stringify(node) });
    }
  }
  return { records, rejected };
}

function reasonOf(error: Error): string {
  if (!(error instanceof z.ZodError)) return error.message;
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

/** Puts all children of each node in the place of their first page: the further pages are asked for. A node that is gone by then is left out. */
export async function withAllChildren(
  stream: ShopifyStream,
  nodes: readonly unknown[],
  client: ShopifyClient,
): Promise<unknown[]> {
  if (stream === 'customers') return [...nodes];
  const whole: unknown[] = [];
  for (const node of nodes) {
    const joined = await joinChildren(stream, node, client);
    whole.push(joined ?? undefined);
  }
  return whole;
}

async function joinChildren(stream: 'orders' | 'products', node: unknown, client: ShopifyClient): Promise<unknown> {
  const { name } = children[stream];
  const shape = z.looseObject({ id: z.string(), [name]: connectionReply }).safeParse(node);
  // What is wrong with it is said where it is read.
  if (!shape.success) return node;
  const connection = connectionReply.parse(shape.data[name]);
  const further = await furtherChildren(stream, { id: z.string().parse(shape.data.id), connection }, client);
  return further === undefined ? undefined : { ...shape.data, [name]: [...connection.nodes, ...further] };
}

async function furtherChildren(
  stream: 'orders' | 'products',
  { id, connection }: { id: string; connection: z.infer<typeof connectionReply> },
  client: ShopifyClient,
): Promise<unknown[] | undefined> {
  const found: unknown[] = [];
  const { name } = children[stream];
  const root = stream === 'orders' ? 'order' : 'product';
  const reply = z.object({ [root]: z.object({ [name]: connectionReply }).nullish() });
  let { pageInfo } = connection;
  const guard = cursorGuard(name, pageInfo.endCursor ?? undefined);
  while (pageInfo.hasNextPage) {
    const { data } = await client.ask({
      operation: `children:${stream}`,
      text: childrenQuery(stream),
      variables: { id, after: pageInfo.endCursor },
      reply,
    });
    const page = data[root]?.[name];
    if (page === undefined) return undefined;
    if (!guard.leadsOn(page.pageInfo)) continue;
    found.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return found;
}

/** Fields kept from us, by the index of the node they belong to, of paths such as [orders, nodes, 3, email]. */
export function deniedByIndex(
  paths: readonly (readonly (string | number)[])[],
  known: ReadonlySet<string>,
): (index: number) => ReadonlySet<string> {
  const byIndex = new Map<number, Set<string>>();
  for (const path of paths) {
    const place = path.findIndex((part) => typeof part === 'number');
    const index = path[place];
    const field = path[place + 1];
    if (typeof index !== 'number' || typeof field !== 'string') continue;
    byIndex.set(index, (byIndex.get(index) ?? new Set(known)).add(field));
  }
  return (index) => byIndex.get(index) ?? known;
}

/** Protected fields among denied paths. */
export function deniedFields(stream: ShopifyStream, paths: readonly (readonly (string | number)[])[]): string[] {
  const names = new Set(paths.flat());
  return Object.keys(protectedFields[stream]).filter((name) => names.has(name));
}
