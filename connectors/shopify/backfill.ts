import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Page } from '../contract.ts';
import { type BulkWorld, runBulk } from './bulk.ts';
import { readNodes } from './nodes.ts';
import { bulkQuery, children, type ShopifyStream } from './queries.ts';
import { joinedRecords } from './staging.ts';

/** Where a backfill stands: `given` records of the operation's file were given. */
const place = z.object({ bulk: z.string(), given: z.number() });

/** Few enough that who else writes into the store waits some 10 ms for a page, not 100. */
const perPage = 50;

/** What a backfill needs. */
export interface BackfillWorld extends BulkWorld {
  readonly denied: ReadonlySet<string>;
  readonly warnings: readonly string[];
  /** Bytes of a bulk file that are joined in memory at once. */
  readonly keepBytes: number;
}

/** Everything of a stream, from a bulk operation whose file was verified before the first record is given. */
export async function* pullEverything(
  stream: ShopifyStream,
  position: string | undefined,
  world: BackfillWorld,
): AsyncGenerator<Page> {
  const earlier = position === undefined ? undefined : place.parse(JSON.parse(position));
  const staged = await runBulk(bulkQuery(stream, world.denied), earlier?.bulk, world);
  const done = earlier?.bulk === staged.id ? earlier.given : 0;
  if (staged.file === undefined) {
    yield { records: [], rejected: [], total: 0, warnings: world.warnings };
    return;
  }
  try {
    yield* pagesOf(stream, { ...staged, file: staged.file, done }, world);
  } finally {
    await rm(staged.file, { force: true });
  }
}

async function* pagesOf(
  stream: ShopifyStream,
  { id, file, bytes, done }: { id: string; file: string; bytes: number; done: number },
  { denied, warnings, keepBytes }: BackfillWorld,
): AsyncGenerator<Page> {
  const childName = stream === 'customers' ? undefined : children[stream].name;
  let seen = 0;
  let held: Page | undefined;
  for await (const batch of joinedRecords(file, { childName, bytes, keepBytes })) {
    const fresh = batch.slice(Math.max(0, done - seen));
    seen += batch.length - fresh.length;
    for (let start = 0; start < fresh.length; start += perPage) {
      const nodes = fresh.slice(start, start + perPage);
      // Held back by one: only the last page has nothing after it.
      if (held !== undefined) yield { ...held, next: JSON.stringify({ bulk: id, given: seen }) };
      seen += nodes.length;
      held = { ...readNodes(stream, nodes, () => denied), warnings: held === undefined ? warnings : [] };
    }
  }
  yield held ?? { records: [], rejected: [], warnings };
}
