import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../src/domain/clock.ts';
import { FatalError, RetryableError } from '../../src/domain/errors.ts';
import type { Transport } from '../transport/transport.ts';
import type { ShopifyClient } from './client.ts';
import { bulkRecentQuery, bulkRunMutation, bulkStateQuery } from './queries.ts';
import { type BulkReply, bulkReply, bulkRunReply } from './replies.ts';
import { countLines } from './staging.ts';

/** A bulk file that lies here whole: as many bytes and lines as the shop promised. `file` absent: nothing was found. */
export interface StagedBulk {
  readonly id: string;
  readonly file?: string;
  readonly bytes: number;
  readonly objects: number;
}

/** What a bulk operation needs. */
export interface BulkWorld {
  readonly client: ShopifyClient;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly scratchFolder: string;
}

const maxBusyWaits = 20;
const maxDownloads = 3;
const isUnfinished = new Set(['CREATED', 'RUNNING', 'CANCELING']);

/**
 * Runs a bulk operation to its end and stages its file. `resume`: the id of an operation that an earlier run began; where its result is gone it is started
 * anew, and the id given back is another. Raises `source-broken` (failed, expired, short), `access-missing`, `source-limit` (others run for too long).
 */
export async function runBulk(query: string, resume: string | undefined, world: BulkWorld): Promise<StagedBulk> {
  const earlier = resume === undefined ? undefined : await waitFor(resume, world);
  if (earlier !== undefined && isWhole(earlier)) return stage(earlier, world);
  const started = await start(query, world);
  const done = await waitFor(started, world);
  if (done === undefined || !isWhole(done)) throw ended(done);
  return stage(done, world);
}

function isWhole({ status, url, objectCount }: BulkReply): boolean {
  return status === 'COMPLETED' && (objectCount === 0 || Boolean(url));
}

async function start(query: string, world: BulkWorld): Promise<string> {
  const since = world.clock.now().getTime();
  for (let waits = 0; waits < maxBusyWaits; waits++) {
    const { data } = await world.client.ask({
      operation: 'bulk-run',
      text: bulkRunMutation,
      variables: { query },
      reply: bulkRunReply,
      confirm: () => startedSince(query, since, world),
    });
    const { bulkOperation, userErrors } = data.bulkOperationRunQuery;
    if (bulkOperation) return bulkOperation.id;
    const [error] = userErrors;
    if (error?.code !== 'OPERATION_IN_PROGRESS' && error?.code !== 'LIMIT_REACHED') throw refusedQuery(error?.message);
    await world.transport.wait(30_000);
  }
  throw new RetryableError(
    'source-limit',
    'Shopify runs as many bulk operations of this app as it allows, for more than 10 minutes.',
    'Nothing is lost: sync again later.',
  );
}

/** An operation of ours that was started although its answer was lost. An older one would lack what changed since. */
async function startedSince(query: string, since: number, { client }: BulkWorld): Promise<unknown> {
  const reply = z.object({ bulkOperations: z.object({ nodes: z.array(bulkReply) }) });
  const { data } = await client.ask({ operation: 'bulk-recent', text: bulkRecentQuery, reply });
  const ours = data.bulkOperations.nodes.find((one) => one.query === query && one.createdAt >= since - (since % 1000));
  if (ours === undefined) return undefined;
  const bulkOperation = { ...ours, createdAt: new Date(ours.createdAt).toISOString() };
  return { bulkOperationRunQuery: { bulkOperation, userErrors: [] } };
}

/** Asks again and again until the operation has ended; undefined: there is no such operation. */
async function waitFor(id: string, { client, transport }: BulkWorld): Promise<BulkReply | undefined> {
  const reply = z.object({ bulkOperation: bulkReply.nullish() });
  for (let pauseMs = 2_000; ; pauseMs = Math.min(30_000, pauseMs * 1.5)) {
    const { data } = await client.ask({ operation: 'bulk-state', text: bulkStateQuery, variables: { id }, reply });
    if (!data.bulkOperation) return undefined;
    if (!isUnfinished.has(data.bulkOperation.status)) return data.bulkOperation;
    await transport.wait(Math.round(pauseMs));
  }
}

async function stage(done: BulkReply, world: BulkWorld): Promise<StagedBulk> {
  const { id, url, objectCount: objects } = done;
  if (!url) return { id, bytes: 0, objects };
  await mkdir(world.scratchFolder, { recursive: true });
  const file = join(world.scratchFolder, `shopify-bulk-${id.split('/').at(-1)}.jsonl`);
  let found = 'nothing';
  for (let tried = 0; tried < maxDownloads; tried++) {
    const bytes = await world.transport.download(url, file);
    const lines = await countLines(file);
    if (lines === objects && (done.fileSize ?? bytes) === bytes) return { id, file, bytes, objects };
    found = `${lines} of ${objects} records, ${bytes} of ${done.fileSize ?? 'unknown'} bytes`;
  }
  await rm(file, { force: true });
  throw new RetryableError(
    'source-broken',
    `The file of a Shopify bulk operation is shorter than promised: ${found}.`,
    'Nothing was taken over; sync again.',
  );
}

function refusedQuery(message: string | undefined): FatalError {
  return new FatalError(
    'source-broken',
    `Shopify refuses the bulk operation: ${message ?? 'no reason given'}.`,
    'Update Patron.',
  );
}

function ended(done: BulkReply | undefined): FatalError | RetryableError {
  if (done?.errorCode === 'ACCESS_DENIED') {
    return new FatalError(
      'access-missing',
      'Shopify ended the bulk operation: access denied.',
      "Add the scopes and the protected data in the app's settings, install the app again, then run: patron sync shopify",
    );
  }
  const state = done === undefined ? 'is not known any more' : `ended as ${done.status} ${done.errorCode ?? ''}`.trim();
  return new RetryableError(
    'source-broken',
    `The Shopify bulk operation ${state}: its records are not whole.`,
    'Nothing was taken over; sync again.',
  );
}
