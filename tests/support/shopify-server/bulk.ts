import type { Clock } from '../../../src/domain/clock.ts';
import type { Random } from '../../../src/domain/random.ts';

/** How a bulk operation ends. `busy`: it is refused because others run. `short`: its file lacks the last lines. */
export type BulkOutcome = 'completed' | 'failed' | 'expired' | 'short' | 'denied' | 'busy' | 'canceled';

/** The bulk operations of a server. */
export interface BulkJobs {
  start(query: string): unknown;
  read(id: string): unknown;
  recent(): readonly unknown[];
  /** The file of an operation, by its name in the URL. */
  file(name: string): string | undefined;
  /** How the next operations end, in turn; then all complete. */
  readonly plan: BulkOutcome[];
  readonly started: string[];
}

interface Job {
  readonly id: string;
  readonly query: string;
  readonly createdAt: number;
  readonly outcome: BulkOutcome;
  /** What may be downloaded, and how long it should be. */
  readonly file: string;
  readonly promised: number;
  readonly rows: number;
}

const runMs = 8_000;

/** Bulk operations over `run`, which gives the rows of a query at the moment it is started. Lines come in any order: children may precede parents. */
export function bulkJobs(world: {
  readonly clock: Clock;
  readonly random: Random;
  readonly run: (query: string) => { readonly rows: readonly unknown[]; readonly isDenied: boolean };
  readonly origin: () => string;
}): BulkJobs {
  const jobs: Job[] = [];
  const plan: BulkOutcome[] = [];
  const started: string[] = [];
  const now = () => world.clock.now().getTime();
  const view = (job: Job) => jobView(job, { now: now(), origin: world.origin() });
  return {
    plan,
    started,
    start(query) {
      const planned = plan.shift() ?? 'completed';
      const running = jobs.filter((job) => now() < job.createdAt + runMs).length;
      if (planned === 'busy' || running >= 5)
        return refusal('A bulk query operation for this app and shop is already in progress.');
      const { rows, isDenied } = world.run(query);
      const lines = shuffled(
        rows.map((row) => JSON.stringify(row)),
        world.random,
      );
      const outcome = isDenied ? 'denied' : planned;
      const job: Job = {
        id: `gid://shopify/BulkOperation/${jobs.length + 1}`,
        query,
        createdAt: now(),
        outcome,
        file: fileOf(outcome === 'short' ? lines.slice(0, -2) : lines),
        promised: Buffer.byteLength(fileOf(lines)),
        rows: rows.length,
      };
      jobs.push(job);
      started.push(query);
      return { bulkOperation: view(job), userErrors: [] };
    },
    read(id) {
      const job = jobs.find((one) => one.id === id);
      return job === undefined ? null : view(job);
    },
    recent: () => [...jobs].reverse().map(view),
    file(name) {
      return jobs.find((one) => one.id.endsWith(`/${name.replace('.jsonl', '')}`))?.file;
    },
  };
}

function shuffled(lines: readonly string[], random: Random): string[] {
  const keyed = lines.map((line) => ({ line, key: random() }));
  return keyed.sort((left, right) => left.key - right.key).map(({ line }) => line);
}

function refusal(message: string): unknown {
  return { bulkOperation: null, userErrors: [{ code: 'OPERATION_IN_PROGRESS', field: null, message }] };
}

function fileOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const statusOf = { failed: 'FAILED', denied: 'FAILED', expired: 'EXPIRED', canceled: 'CANCELED' } as const;

function jobView(job: Job, { now, origin }: { now: number; origin: string }): unknown {
  const isDone = now >= job.createdAt + runMs;
  const { outcome } = job;
  const isGood = outcome === 'completed' || outcome === 'short' || outcome === 'busy';
  const hasFile = isDone && isGood && job.rows > 0;
  const url = `${origin}/bulk-results/${job.id.split('/').at(-1)}.jsonl`;
  return {
    id: job.id,
    query: job.query,
    createdAt: new Date(job.createdAt).toISOString(),
    status: isDone ? (isGood ? 'COMPLETED' : statusOf[outcome]) : 'RUNNING',
    errorCode: isDone && !isGood ? errorOf(outcome) : null,
    objectCount: isDone ? String(job.rows) : '0',
    fileSize: hasFile ? String(job.promised) : null,
    url: hasFile ? url : null,
    partialDataUrl: isDone && outcome === 'failed' && job.rows > 0 ? url : null,
  };
}

function errorOf(outcome: BulkOutcome): string | null {
  if (outcome === 'denied') return 'ACCESS_DENIED';
  return outcome === 'failed' ? 'INTERNAL_SERVER_ERROR' : null;
}
