// How well Patron foresees orders on a real shop, judged from outside: `npm run bench:propensity -- online-retail [cdnow-sample]`.
// At each cutoff it trains on what lies before, scores 30 days, and compares with what the file says happened next.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dayMs, fixedClock } from '../src/domain/clock.ts';
import { seededRandom } from '../src/domain/random.ts';
import type { Snapshot } from '../src/domain/snapshot.ts';
import { featureColumns } from '../src/features/columns.ts';
import { buildFeatures, columnCount, columnPlace } from '../src/features/feature-table.ts';
import { summarisePurchases } from '../src/features/purchase-summary.ts';
import { importFiles } from '../src/jobs/import.ts';
import { readyTensorFlow } from '../src/jobs/tensorflow.ts';
import { type BgNbd, probabilityOfOrder } from '../src/model/bg-nbd.ts';
import { meanMetrics } from '../src/model/bootstrap.ts';
import { applyDesign, fitDesign, inputCount } from '../src/model/design.ts';
import type { Quality } from '../src/model/expected-quality.ts';
import { type Metrics, measure, rank } from '../src/model/metrics.ts';
import { fitNetwork, predictNetwork } from '../src/model/network.ts';
import { buildPanel, fitShopBgNbd, outlookBy } from '../src/model/panel.ts';
import { scorePropensity, trainPropensity } from '../src/model/propensity.ts';
import { openStore, type Store } from '../src/store/database.ts';
import { loadSnapshot } from '../src/store/snapshot.ts';

const horizonDays = 30;

/** Real shops, where they lie beside the repository, and the dates that Patron is asked on. */
const shops: Readonly<Record<string, { readonly currency: string; readonly cutoffs: readonly string[] }>> = {
  'online-retail': {
    currency: 'GBP',
    cutoffs: ['2011-06-01', '2011-07-01', '2011-08-01', '2011-09-01', '2011-10-01', '2011-11-01'],
  },
  'cdnow-sample': { currency: 'USD', cutoffs: ['1997-10-01', '1998-01-01', '1998-04-01', '1998-05-31'] },
};

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One table line. */
interface Judged {
  readonly method: string;
  readonly cutoff: string;
  readonly metrics: Metrics;
  readonly seconds: number;
  /** What `evaluate` had said before the outcome was known. */
  readonly expected?: Quality;
}

await main(process.argv.slice(2));

async function main(names: readonly string[]): Promise<void> {
  await readyTensorFlow('auto');
  for (const name of names.length === 0 ? Object.keys(shops) : names) {
    const file = join(root, '../shared/data', name, 'transactions.csv.gz');
    if (!existsSync(file)) {
      console.log(`${name}: skipped, ${file} is not there.`);
      continue;
    }
    await judgeShop(name, file);
  }
}

async function judgeShop(name: string, file: string): Promise<void> {
  const { currency = 'USD', cutoffs = [] } = shops[name] ?? {};
  const folder = mkdtempSync(join(tmpdir(), 'patron-bench-'));
  const store = openStore(':memory:', { migrationsFolder: join(root, 'src/store/migrations') });
  try {
    const importing = await timed(() =>
      importFiles(store, {
        kind: 'orders',
        files: [file],
        timeZone: 'UTC',
        currency,
        map: {},
        clock: fixedClock(new Date(0)),
        scratchFolder: folder,
      }),
    );
    console.log(`\n${name}: imported in ${importing.seconds.toFixed(1)} s`);
    const judged: Judged[] = [];
    for (const cutoff of cutoffs) judged.push(...(await judgeCutoff(store, { cutoff, currency })));
    printTable(judged);
    printExpected(judged);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judgeCutoff(
  store: Store,
  { cutoff, currency }: { cutoff: string; currency: string },
): Promise<Judged[]> {
  const asOf = Date.parse(cutoff);
  const snapshot = loadSnapshot(store, { asOf, timeZone: 'UTC', currency });
  const y = outcomesOf(store, { snapshot, currency });
  const trained = await timed(() => trainPropensity(snapshot, { seed: 1 }));
  const model = trained.value;
  const scored = await timed(async () => scorePropensity(model, snapshot, { version: 'bench' }));
  const patron = measure(rank(scored.value.p, y));
  const bgNbd = await timed(async () => scoreBgNbd(snapshot));
  const network = await timed(() => scoreSnapshotNetwork(snapshot, bgNbd.value.model));
  console.log(`${cutoff}: ${model.champion} (${model.rungReason}). ${model.verdict.words}`);
  return [
    {
      method: 'Patron',
      cutoff,
      metrics: patron,
      seconds: trained.seconds + scored.seconds,
      ...(model.expected ? { expected: { auc: model.expected.auc.value, logLoss: model.expected.logLoss.value } } : {}),
    },
    { method: 'BG/NBD', cutoff, metrics: measure(rank(bgNbd.value.p, y)), seconds: bgNbd.seconds },
    { method: 'one-snapshot MLP', cutoff, metrics: measure(rank(network.value, y)), seconds: network.seconds },
  ];
}

/** 1 where a customer of `snapshot` orders within the horizon after it, as a later snapshot of the same store knows. [customers] */
function outcomesOf(store: Store, { snapshot, currency }: { snapshot: Snapshot; currency: string }): Uint8Array {
  const until = snapshot.asOf + horizonDays * dayMs;
  const later = loadSnapshot(store, { asOf: until, timeZone: 'UTC', currency });
  const buyers = new Set<string>();
  later.customerIds.forEach((id, customer) => {
    const last = (later.orderStart[customer + 1] ?? 0) - 1;
    if ((later.orderAt[last] ?? 0) >= snapshot.asOf) buyers.add(id);
  });
  return Uint8Array.from(snapshot.customerIds, (id) => (buyers.has(id) ? 1 : 0));
}

function scoreBgNbd(snapshot: Snapshot): { model: BgNbd; p: Float64Array } {
  const summary = summarisePurchases(snapshot, snapshot.asOf);
  const model = fitShopBgNbd(summary);
  const p = Float64Array.from(summary.customers, (_, row) => {
    const history = {
      frequency: summary.frequency[row] ?? 0,
      recency: summary.recency[row] ?? 0,
      tenure: summary.tenure[row] ?? 0,
    };
    return probabilityOfOrder(model, history, horizonDays);
  });
  return { model, p };
}

/** What tutorials do: one snapshot, recency, frequency and money, a network of 64 and 32 units, ten epochs. */
async function scoreSnapshotNetwork(snapshot: Snapshot, bgNbd: BgNbd): Promise<Float64Array> {
  const newest = buildPanel(snapshot, { horizonDays, seed: 1 })[0];
  if (!newest) return new Float64Array(snapshot.customerIds.length).fill(0.5);
  const source = [columnPlace('recency'), columnPlace('frequency'), columnPlace('money')];
  const design = fitDesign(newest.table.values, { columns: featureColumns, source });
  const rows = {
    x: applyDesign(design, newest.table.values, columnCount),
    y: newest.y,
    columns: inputCount(design),
  };
  const { network } = await fitNetwork(rows, { random: seededRandom(1) });
  const table = buildFeatures(snapshot, {
    cutoff: snapshot.asOf,
    horizonDays,
    outlookOf: outlookBy(bgNbd, horizonDays),
  });
  return predictNetwork(network, applyDesign(design, table.values, columnCount));
}

function printTable(judged: readonly Judged[]): void {
  console.log('method            cutoff      base    AUC     PR-AUC  log-loss Brier   ECE     lift@10 seconds');
  const methods = [...new Set(judged.map(({ method }) => method))];
  for (const method of methods) {
    const own = judged.filter((one) => one.method === method);
    for (const { cutoff, metrics, seconds } of own) printRow({ method, cutoff, metrics, seconds });
    const seconds = own.reduce((sum, one) => sum + one.seconds, 0) / Math.max(1, own.length);
    printRow({ method, cutoff: 'mean', metrics: meanMetrics(own.map(({ metrics }) => metrics)), seconds });
  }
}

/** How far `evaluate` was from what then came. */
function printExpected(judged: readonly Judged[]): void {
  const gaps = judged.flatMap(({ cutoff, metrics, expected }) =>
    expected
      ? [{ cutoff, auc: expected.auc - metrics.auc, percent: 100 * (expected.logLoss / metrics.logLoss - 1) }]
      : [],
  );
  for (const { cutoff, auc, percent } of gaps) {
    console.log(`evaluate at ${cutoff}: AUC ${signed(auc, 4)}, log-loss ${signed(percent, 1)} % off`);
  }
  const mean = (of: (gap: { auc: number; percent: number }) => number) =>
    gaps.reduce((sum, gap) => sum + of(gap), 0) / Math.max(1, gaps.length);
  console.log(
    `evaluate, mean: AUC ${signed(
      mean(({ auc }) => auc),
      4,
    )}, log-loss ${signed(
      mean((gap) => gap.percent),
      1,
    )} % off`,
  );
}

function printRow({ method, cutoff, metrics, seconds }: Judged): void {
  const { baseRate, auc, prAuc, logLoss, brier, ece, liftAt10 } = metrics;
  const figures = [baseRate, auc, prAuc, logLoss, brier, ece].map((figure) => figure.toFixed(4).padEnd(8)).join('');
  console.log(
    `${method.padEnd(18)}${cutoff.padEnd(12)}${figures}${liftAt10.toFixed(2).padEnd(8)}${seconds.toFixed(1)}`,
  );
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}
