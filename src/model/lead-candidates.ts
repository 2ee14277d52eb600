import { type Random, seededRandom, shuffle } from '../domain/random.ts';
import { leadColumnCount, leadColumnPlace, leadColumns } from '../features/lead-columns.ts';
import { applyDesign, type Design, fitDesign, inputCount } from './design.ts';
import type { LeadPanelTable } from './lead-panel.ts';
import { fitLogistic, type Logistic } from './logistic.ts';

/** A fitted model of leads, as plain data: what a model file holds. */
export type LeadFitted =
  | { readonly kind: 'constant'; readonly logOdds: number }
  | { readonly kind: 'logistic'; readonly design: Design; readonly logistic: Logistic };

/** Every candidate for the lead task, simplest first: at equal quality the simpler one wins. */
export const leadCandidates = [
  { name: 'base-rate', words: 'No lead differs: the base rate for all', isBaseline: true },
  { name: 'newest-first', words: 'Newest first: days since the last sign of life alone', isBaseline: true },
  { name: 'logistic-panel', words: 'Logistic regression on all features, many cutoffs', isBaseline: false },
] as const satisfies readonly { name: string; words: string; isBaseline: boolean }[];

/** Name of a candidate. */
export type LeadCandidateName = (typeof leadCandidates)[number]['name'];

/** All candidates of one panel, fitted. */
export type FittedLeadCandidates = Readonly<Record<LeadCandidateName, LeadFitted>>;

/** Weight of the L2 penalty of the logistic regression on all features, rows. */
const panelPenalty = 10;
/** Most rows that one fit learns from. */
const mostRows = 100_000;

/** Fits every candidate on a panel whose label windows have all closed. Same panel and seed, same candidates. */
export function fitLeadCandidates(panel: readonly LeadPanelTable[], { seed }: { seed: number }): FittedLeadCandidates {
  const rows = drawRows(panel, seededRandom(seed));
  const buyers = rows.y.reduce((sum, value) => sum + value, 0);
  const every = leadColumns.map((_, place) => place);
  return {
    'base-rate': { kind: 'constant', logOdds: Math.log((buyers + 0.5) / (rows.y.length - buyers + 0.5)) },
    'newest-first': fitLinear(rows, { source: [leadColumnPlace('quiet')], bends: false, penalty: 1 }),
    'logistic-panel': fitLinear(rows, { source: every, bends: true, penalty: panelPenalty }),
  };
}

/** Log-odds of a first order for raw rows [rows, columns]. [rows] */
export function leadLogOdds(fitted: LeadFitted, values: Float64Array): Float64Array {
  const odds = new Float64Array(values.length / leadColumnCount);
  if (fitted.kind === 'constant') return odds.fill(fitted.logOdds);
  const { intercept, weights } = fitted.logistic;
  const x = applyDesign(fitted.design, values, leadColumnCount);
  for (let row = 0; row < odds.length; row++) {
    let sum = intercept;
    for (let input = 0; input < weights.length; input++) {
      sum += (weights[input] ?? 0) * (x[row * weights.length + input] ?? 0);
    }
    odds[row] = sum;
  }
  return odds;
}

interface RawRows {
  /** [rows, columns] */
  readonly values: Float64Array;
  readonly y: Uint8Array;
}

function fitLinear(
  { values, y }: RawRows,
  { source, bends, penalty }: { source: readonly number[]; bends: boolean; penalty: number },
): LeadFitted {
  const design = fitDesign(values, { columns: leadColumns, source, bends });
  const x = applyDesign(design, values, leadColumnCount);
  return { kind: 'logistic', design, logistic: fitLogistic({ x, y, columns: inputCount(design) }, { penalty }) };
}

/** The rows of several tables, one under another; of more than `mostRows`, a random part of each. */
function drawRows(panel: readonly LeadPanelTable[], random: Random): RawRows {
  const total = panel.reduce((sum, { y }) => sum + y.length, 0);
  const share = Math.min(1, mostRows / Math.max(1, total));
  const drawn = panel.map(({ y }) => {
    const all = Uint32Array.from(y.keys());
    return share === 1
      ? all
      : shuffle(all, random)
          .slice(0, Math.floor(share * y.length))
          .sort();
  });
  const rows = drawn.reduce((sum, { length }) => sum + length, 0);
  const values = new Float64Array(rows * leadColumnCount);
  const y = new Uint8Array(rows);
  let place = 0;
  panel.forEach(({ table, y: outcomes }, index) => {
    for (const row of drawn[index] ?? []) {
      values.set(table.values.subarray(row * leadColumnCount, (row + 1) * leadColumnCount), place * leadColumnCount);
      y[place++] = outcomes[row] ?? 0;
    }
  });
  return { values, y };
}
