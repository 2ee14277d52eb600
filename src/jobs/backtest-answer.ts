import { formatDay } from '../domain/calendar.ts';
import type { Backtest, CandidateResult } from '../model/backtest.ts';
import type { CandidateName } from '../model/candidates.ts';
import type { PropensityModel } from '../model/propensity.ts';
import type { Answer, AnswerFact, AnswerTable } from '../questions/answer.ts';
import { cautious, rungWords } from '../questions/words.ts';

const count = new Intl.NumberFormat('en-GB');

type MetricName = keyof CandidateResult['metrics'];

/** The figures of a backtest as they are shown, with their places after the point. */
const shownMetrics: readonly { readonly name: MetricName; readonly title: string; readonly digits: number }[] = [
  { name: 'auc', title: 'AUC', digits: 3 },
  { name: 'prAuc', title: 'PR-AUC', digits: 3 },
  { name: 'logLoss', title: 'Log-loss', digits: 4 },
  { name: 'brier', title: 'Brier', digits: 4 },
  { name: 'ece', title: 'Calibration error', digits: 3 },
  { name: 'liftAt10', title: 'Lift at 10 %', digits: 2 },
  { name: 'accuracy', title: 'Accuracy at 0.5', digits: 3 },
  { name: 'precision', title: 'Precision at 0.5', digits: 3 },
  { name: 'recall', title: 'Recall at 0.5', digits: 3 },
  { name: 'f1', title: 'F1 at 0.5', digits: 3 },
];

/** The baselines that stand beside the champion, as column titles. */
const shownBaselines: Readonly<Partial<Record<CandidateName, string>>> = {
  majority: 'Base rate',
  recency: 'Recency',
  'log-rfm': 'log-RFM',
  'bg-nbd': 'BG/NBD',
};

/** How well a model was right on this shop's own past, beside its baselines. The same for `evaluate`, `train` and the page. */
export function describeBacktest(model: PropensityModel, { timeZone }: { timeZone: string }): Answer {
  const { backtest, verdict, rung, rungReason } = model;
  const common = {
    id: 'backtest',
    headline: verdict.words,
    basis: `${count.format(model.window.orders)} orders of ${count.format(model.window.customers)} customers before ${formatDay(model.asOf, timeZone)}.`,
    next: ['patron digest', 'patron ask "who will buy?"'],
  };
  if (!backtest) {
    return {
      ...common,
      facts: [{ label: 'Chances from', value: `${rungWords[rung]}: ${rungReason}` }],
      data: dataOf(model),
    };
  }
  return {
    ...common,
    period: periodWords(backtest, timeZone),
    facts: [...backtestFacts(backtest), ...expectedFacts(model, timeZone)],
    table: metricTable(backtest),
    lines: otherCandidates(backtest),
    ...cautious(cautionOf(backtest)),
    data: { ...dataOf(model), timeZone },
  };
}

function dataOf(model: PropensityModel) {
  const { backtest, expected, verdict, rung, rungReason, champion, asOf, horizonDays, window } = model;
  const best = backtest?.candidates.find(({ name }) => name === backtest.champion);
  return {
    task: 'propensity',
    asOf,
    verdict,
    rung,
    rungReason,
    champion,
    horizonDays,
    window,
    ...(expected ? { expected } : {}),
    ...(best ? { metrics: best.metrics } : {}),
    ...backtest,
  };
}

function periodWords({ windows, horizonDays }: Backtest, timeZone: string): string {
  const days = windows.map(({ cutoff }) => formatDay(cutoff, timeZone)).reverse();
  return `Tested on the ${horizonDays} days after ${days.join(', ')}: each time with only what was known by then`;
}

function backtestFacts({ windows, candidates, champion, aucGain }: Backtest): AnswerFact[] {
  const rows = windows.reduce((sum, { customers }) => sum + customers, 0);
  const buyers = windows.reduce((sum, { buyers: some }) => sum + some, 0);
  const best = candidates.find(({ name }) => name === champion);
  return [
    { label: 'Best candidate', value: best?.words ?? champion },
    {
      label: 'Judged on',
      value: `${count.format(rows)} customers in ${windows.length} windows; ${((100 * buyers) / Math.max(1, rows)).toFixed(1)} % of them bought`,
    },
    {
      label: 'AUC gain',
      value: `${signed(aucGain.value, 3)} over recency alone (95 %: ${signed(aucGain.low, 3)} to ${signed(aucGain.high, 3)})`,
    },
    {
      label: 'Majority',
      value: `saying "nobody buys" would be right for ${((best?.metrics.majority.value ?? 1) * 100).toFixed(1)} %: read accuracy beside it`,
    },
  ];
}

/** What the coming window is expected to find: it follows customers who come and go, which the mean over past windows does not. */
function expectedFacts({ expected, asOf, horizonDays }: PropensityModel, timeZone: string): AnswerFact[] {
  if (!expected) return [];
  const { auc, logLoss } = expected;
  const value =
    `AUC ${auc.value.toFixed(3)} (${auc.low.toFixed(3)} to ${auc.high.toFixed(3)}), ` +
    `log-loss ${logLoss.value.toFixed(4)} (${logLoss.low.toFixed(3)} to ${logLoss.high.toFixed(3)}) ` +
    `in the ${horizonDays} days from ${formatDay(asOf, timeZone)}`;
  return [{ label: 'To be expected', value }];
}

function metricTable({ candidates, champion }: Backtest): AnswerTable {
  const best = candidates.find(({ name }) => name === champion);
  const baselines = candidates.filter(({ name }) => name !== champion && shownBaselines[name] !== undefined);
  return {
    columns: [
      { title: '', align: 'left' },
      { title: 'Champion (95 %)', align: 'right' },
      ...baselines.map(({ name }) => ({ title: shownBaselines[name] ?? name, align: 'right' as const })),
    ],
    rows: shownMetrics.map(({ name, title, digits }) => [
      title,
      best ? withInterval(best.metrics[name], digits) : '',
      ...baselines.map(({ metrics }) => metrics[name].value.toFixed(digits)),
    ]),
  };
}

function withInterval({ value, low, high }: { value: number; low: number; high: number }, digits: number): string {
  const border = Math.min(3, digits);
  return `${value.toFixed(digits)} (${low.toFixed(border)} to ${high.toFixed(border)})`;
}

function otherCandidates({ candidates, champion }: Backtest): string[] {
  return candidates
    .filter(({ name, isBaseline }) => !isBaseline && name !== champion)
    .map(({ words, metrics, veto }) => {
      const figures = `AUC ${metrics.auc.value.toFixed(3)}, log-loss ${metrics.logLoss.value.toFixed(4)}`;
      return `Also tried: ${words}: ${figures}${veto === undefined ? '' : `; refused: ${veto}`}.`;
    });
}

/** Fewer windows than four are a thin proof. */
function cautionOf({ windows }: Backtest): string | undefined {
  if (windows.length >= 3) return undefined;
  return `Only ${windows.length === 1 ? 'one past window' : 'two past windows'} could be tested: the figures are a first hint.`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(digits)}`;
}
