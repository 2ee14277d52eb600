import { dayMs } from '../domain/clock.ts';
import { type Random, seededRandom, shuffle } from '../domain/random.ts';
import { type FeatureName, featureColumns } from '../features/columns.ts';
import { columnCount, columnPlace } from '../features/feature-table.ts';
import { type BgNbd, probabilityOfOrder } from './bg-nbd.ts';
import { applyDesign, type Design, fitDesign, inputCount } from './design.ts';
import { fitLogistic, type Logistic, predictLogistic, type TrainingRows } from './logistic.ts';
import { fitNetwork, type Network, predictNetwork } from './network.ts';
import type { PanelTable } from './panel.ts';
import { fitRules, type RuleTable, ruleProbability } from './rules.ts';

/** A fitted model of any kind, as plain data: what a model file holds. */
export type Fitted =
  | { readonly kind: 'constant'; readonly p: number }
  | { readonly kind: 'rules'; readonly rules: RuleTable }
  | { readonly kind: 'bg-nbd'; readonly model: BgNbd }
  | { readonly kind: 'logistic'; readonly design: Design; readonly logistic: Logistic }
  | { readonly kind: 'network'; readonly design: Design; readonly network: Network; readonly epochs: number }
  /** Weighted mean of the parts' log-odds; the weights sum to 1. */
  | { readonly kind: 'blend'; readonly parts: readonly { readonly weight: number; readonly fitted: Fitted }[] };

/**
 * Every candidate for the propensity task, simplest first: at equal quality the simpler one wins. Baselines are shown beside the others; all but the
 * constant may become the champion.
 */
export const candidates = [
  { name: 'majority', words: 'Nobody differs: the base rate for all', isBaseline: true },
  { name: 'recency', words: 'Recent first: days since the last order alone', isBaseline: true },
  { name: 'rules', words: 'Rules: recency and first or repeat order', isBaseline: true },
  { name: 'log-rfm', words: 'Logistic regression on recency, frequency, monetary', isBaseline: true },
  { name: 'bg-nbd', words: 'BG/NBD purchase model', isBaseline: true },
  { name: 'logistic-panel', words: 'Logistic regression on all features, many cutoffs', isBaseline: false },
  { name: 'network', words: 'Neural network (64, 32), many cutoffs', isBaseline: false },
  { name: 'blend', words: 'Blend of the panel, the network and BG/NBD', isBaseline: false },
] as const satisfies readonly { name: string; words: string; isBaseline: boolean }[];

/** Name of a candidate. */
export type CandidateName = (typeof candidates)[number]['name'];

type FittedNetwork = Extract<Fitted, { kind: 'network' }>;

/** All candidates of one panel, fitted. */
export type FittedCandidates = Readonly<Record<CandidateName, Fitted>> & { readonly network: FittedNetwork };

/** Weight of the L2 penalty of the panel's logistic regression, rows: the best of 3, 30 and 100 on two shops. */
const panelPenalty = 30;
/** Most rows that the logistic panel learns from. */
const logisticRows = 100_000;
/** Most rows that the network learns from: they take about half a second an epoch. */
const networkRows = 24_000;
/**
 * Weights of the blend. Weights fitted on the backtest's windows came out within a few hundredths of the panel's and BG/NBD's, and neither they
 * nor a calibration (Platt) on those windows lowered log-loss on two shops, so they stand still.
 */
const blendWeights = { panel: 0.5, network: 0.25, purchases: 0.25 } as const;
/** Epochs where there is no later window to stop by. */
const epochsUnwatched = 3;

/**
 * Fits every candidate on a panel (newest table first, all label windows closed) with its newest BG/NBD. Baselines learn from the newest
 * cutoff alone, as tutorials do. `epochs` of the network, where they are known already; else they are found by stopping early. Same panel and seed,
 * same candidates.
 */
export async function fitCandidates(
  panel: readonly PanelTable[],
  { bgNbd, seed, epochs }: { bgNbd: BgNbd; seed: number; epochs?: number | undefined },
): Promise<FittedCandidates> {
  const newest = panel.slice(0, 1);
  const random = seededRandom(seed);
  const panelModel = fitLinear(panel, { source: allColumns, penalty: panelPenalty, bends: true, random });
  const network = await fitPanelNetwork(panel, { random, epochs });
  const purchaseModel: Fitted = { kind: 'bg-nbd', model: bgNbd };
  return {
    majority: { kind: 'constant', p: baseRate(newest) },
    recency: fitLinear(newest, { source: columnsOf('recency'), penalty: 1, random }),
    rules: { kind: 'rules', rules: fitRules(panel) },
    'log-rfm': fitLinear(newest, { source: columnsOf('recency', 'frequency', 'money'), penalty: 1, random }),
    'bg-nbd': purchaseModel,
    'logistic-panel': panelModel,
    network,
    blend: {
      kind: 'blend',
      parts: [
        { weight: blendWeights.panel, fitted: panelModel },
        { weight: blendWeights.network, fitted: network },
        { weight: blendWeights.purchases, fitted: purchaseModel },
      ],
    },
  };
}

/** Log-odds of an order for raw feature rows [rows, columns], held within +-14. [rows] */
export function logOdds(fitted: Fitted, values: Float64Array, horizonDays: number): Float64Array {
  if (fitted.kind === 'blend') {
    const total = new Float64Array(values.length / columnCount);
    for (const { weight, fitted: part } of fitted.parts) {
      const odds = logOdds(part, values, horizonDays);
      for (let row = 0; row < total.length; row++) total[row] = (total[row] ?? 0) + weight * (odds[row] ?? 0);
    }
    return total;
  }
  return probabilities(fitted, values, horizonDays).map((p) => toLogOdds(p));
}

/** log(p / (1 - p)), held within +-14. */
export function toLogOdds(p: number): number {
  const odds = Math.log(p / (1 - p));
  return Number.isNaN(odds) ? 0 : Math.min(14, Math.max(-14, odds));
}

/** The probability of log-odds. */
export function toProbability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function probabilities(
  fitted: Exclude<Fitted, { kind: 'blend' }>,
  values: Float64Array,
  horizonDays: number,
): Float64Array {
  switch (fitted.kind) {
    case 'constant':
      return new Float64Array(values.length / columnCount).fill(fitted.p);
    case 'rules':
      return eachRow(values, (cell) => ruleProbability(fitted.rules, historyOf(cell)));
    case 'bg-nbd':
      return eachRow(values, (cell) => probabilityOfOrder(fitted.model, historyOf(cell), horizonDays));
    case 'logistic':
      return predictLogistic(fitted.logistic, applyDesign(fitted.design, values, columnCount));
    case 'network':
      return predictNetwork(fitted.network, applyDesign(fitted.design, values, columnCount));
  }
}

type CellOf = (name: FeatureName) => number;

function eachRow(values: Float64Array, figure: (cell: CellOf) => number): Float64Array {
  return Float64Array.from({ length: values.length / columnCount }, (_, row) =>
    figure((name) => values[row * columnCount + columnPlace(name)] ?? Number.NaN),
  );
}

/** The purchase history behind a feature row. A mixture of two rows (for reasons) is brought back to a possible history. */
function historyOf(cell: CellOf): { frequency: number; recency: number; tenure: number } {
  const frequency = Math.max(0, Math.round(Math.exp(cell('frequency'))) - 1);
  const tenure = Math.round(Math.expm1(cell('tenure')));
  const quiet = Math.min(tenure, Math.round(Math.expm1(cell('recency'))));
  return { frequency, tenure, recency: frequency === 0 ? 0 : tenure - quiet };
}

const allColumns: readonly number[] = Array.from({ length: columnCount }, (_, index) => index);

function columnsOf(...names: readonly FeatureName[]): readonly number[] {
  return names.map((name) => columnPlace(name));
}

function baseRate(panel: readonly PanelTable[]): number {
  const rows = panel.reduce((sum, { y }) => sum + y.length, 0);
  const buyers = panel.reduce((sum, { y }) => sum + y.reduce((count, value) => count + value, 0), 0);
  return (buyers + 0.5) / (rows + 1);
}

function fitLinear(
  panel: readonly PanelTable[],
  {
    source,
    penalty,
    bends = false,
    random,
  }: { source: readonly number[]; penalty: number; bends?: boolean; random: Random },
): Fitted {
  const { values, y } = drawRows(panel, { most: logisticRows, random });
  const design = fitDesign(values, { columns: featureColumns, source, bends });
  return { kind: 'logistic', design, logistic: fitLogistic(inputRows(design, { values, y }), { penalty }) };
}

async function fitPanelNetwork(
  panel: readonly PanelTable[],
  { random, epochs: known }: { random: Random; epochs: number | undefined },
): Promise<FittedNetwork> {
  const all = drawRows(panel, { most: networkRows, random });
  const design = fitDesign(all.values, { columns: featureColumns, source: allColumns });
  const epochs = known ?? (await findEpochs(panel, { design, random }));
  const { network } = await fitNetwork(inputRows(design, all), { random, epochs });
  return { kind: 'network', design, network, epochs };
}

/** How many epochs the network needs: it is stopped early on the newest window, with training windows that closed before that one began. */
async function findEpochs(
  panel: readonly PanelTable[],
  { design, random }: { design: Design; random: Random },
): Promise<number> {
  const later = panel.slice(0, 1);
  const earlier = panel.filter(({ table }) => closesBy(table, later[0]?.table.cutoff ?? 0));
  if (earlier.length === 0) return epochsUnwatched;
  const rows = inputRows(design, drawRows(earlier, { most: networkRows, random }));
  const watched = inputRows(design, drawRows(later, { most: networkRows, random }));
  const { epochs } = await fitNetwork(rows, { random, later: watched });
  return Math.max(1, epochs);
}

function inputRows(design: Design, { values, y }: RawRows): TrainingRows {
  return { x: applyDesign(design, values, columnCount), y, columns: inputCount(design) };
}

function closesBy({ cutoff, horizonDays }: PanelTable['table'], instant: number): boolean {
  return cutoff + horizonDays * dayMs <= instant;
}

interface RawRows {
  /** [rows, columns] */
  readonly values: Float64Array;
  readonly y: Uint8Array;
}

/** The rows of several tables, one under another; of more than `most`, a random part. */
function drawRows(panel: readonly PanelTable[], { most, random }: { most: number; random: Random }): RawRows {
  const total = panel.reduce((sum, { y }) => sum + y.length, 0);
  const kept = new Uint8Array(total).fill(1);
  if (total > most) {
    const order = shuffle(Uint32Array.from(kept.keys()), random);
    for (let index = most; index < total; index++) kept[order[index] ?? 0] = 0;
  }
  const rows = Math.min(total, most);
  const values = new Float64Array(rows * columnCount);
  const y = new Uint8Array(rows);
  let seen = 0;
  let place = 0;
  for (const { table, y: outcomes } of panel) {
    for (let row = 0; row < outcomes.length; row++) {
      if (kept[seen++] === 0) continue;
      values.set(table.values.subarray(row * columnCount, (row + 1) * columnCount), place * columnCount);
      y[place++] = outcomes[row] ?? 0;
    }
  }
  return { values, y };
}
