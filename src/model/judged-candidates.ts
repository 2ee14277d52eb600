import { seededRandom } from '../domain/random.ts';
import { bootstrapMetrics, type Interval, intervalOf, type MetricIntervals, meanMetrics } from './bootstrap.ts';
import { type CalibrationBin, calibrationBins, type Metrics, measure, type Ranked } from './metrics.ts';

/** A candidate as a list of them names it, the simplest first. */
interface Candidate<Name> {
  readonly name: Name;
  readonly words: string;
  readonly isBaseline: boolean;
}

/** A candidate's figures, means over the windows. */
export interface JudgedCandidate<Name> extends Candidate<Name> {
  /** Absent: may serve. Otherwise why this candidate may not, in words. */
  readonly veto?: string;
  readonly metrics: MetricIntervals;
}

/** What windows say of candidates. */
export interface JudgedCandidates<Name> {
  readonly candidates: readonly JudgedCandidate<Name>[];
  readonly champion: Name;
  /** Place of the champion among the candidates. */
  readonly place: number;
  /** Figures of the champion in each window. [windows] */
  readonly measured: readonly Metrics[];
  /** Champion minus the simplest that ranks, paired: above 0 is better. */
  readonly aucGain: Interval;
  /** Log-loss of the base rate minus the champion's, paired: above 0 is better. */
  readonly logLossGain: Interval;
  /** Of the champion, all windows together. */
  readonly calibration: readonly CalibrationBin[];
}

/** Bootstrap draws of the intervals. */
const draws = 200;

/**
 * Judges candidates by what they said of the rows of each window, [windows][candidates]. The first of them must be the base rate, which tells nobody apart;
 * `ranks` is the simplest that does, `otherwise` what serves where all are refused.
 */
export function judgeCandidates<Name extends string>(
  all: readonly Candidate<Name>[],
  windows: readonly (readonly Ranked[])[],
  { ranks, otherwise, seed }: { readonly ranks: Name; readonly otherwise: Name; readonly seed: number },
): JudgedCandidates<Name> {
  const measured = all.map((_, place) =>
    windows.flatMap((window) => {
      const ranked = window[place];
      return ranked ? [measure(ranked)] : [];
    }),
  );
  const drawn = bootstrapMetrics(windows, { draws, random: seededRandom(seed) });
  const candidates = all.map(({ name, words, isBaseline }, place): JudgedCandidate<Name> => {
    const veto = place === 0 ? 'it tells nobody apart' : vetoOf(measured[place] ?? [], measured[0] ?? []);
    const metrics = withIntervals(meanMetrics(measured[place] ?? []), drawn[place] ?? []);
    return { name, words, isBaseline, ...(veto === undefined ? {} : { veto }), metrics };
  });
  const champion = chooseChampion(candidates) ?? otherwise;
  const placeOf = (wanted: Name) => all.findIndex(({ name }) => name === wanted);
  const place = placeOf(champion);
  const difference = (name: 'auc' | 'logLoss', one: number, other: number): Interval =>
    intervalOf(
      (candidates[one]?.metrics[name].value ?? 0) - (candidates[other]?.metrics[name].value ?? 0),
      Array.from(
        { length: draws },
        (_, draw) => (drawn[one]?.[draw]?.[name] ?? 0) - (drawn[other]?.[draw]?.[name] ?? 0),
      ),
    );
  return {
    candidates,
    champion,
    place,
    measured: measured[place] ?? [],
    aucGain: difference('auc', place, placeOf(ranks)),
    logLossGain: difference('logLoss', 0, place),
    calibration: calibrationBins(joinWindows(windows.flatMap((window) => window[place] ?? []))),
  };
}

/** Each figure with the interval of its bootstrap draws. */
function withIntervals(metrics: Metrics, drawn: readonly Metrics[]): MetricIntervals {
  const interval = (name: keyof Metrics) =>
    intervalOf(
      metrics[name],
      drawn.map((draw) => draw[name]),
    );
  return {
    rows: interval('rows'),
    baseRate: interval('baseRate'),
    auc: interval('auc'),
    prAuc: interval('prAuc'),
    logLoss: interval('logLoss'),
    brier: interval('brier'),
    ece: interval('ece'),
    liftAt10: interval('liftAt10'),
    threshold: interval('threshold'),
    accuracy: interval('accuracy'),
    majority: interval('majority'),
    precision: interval('precision'),
    recall: interval('recall'),
    f1: interval('f1'),
  };
}

/** A candidate that blew up in one window may not serve, however good its mean. */
function vetoOf(measured: readonly Metrics[], base: readonly Metrics[]): string | undefined {
  const worse = measured.findIndex(({ logLoss }, index) => !(logLoss <= 1.02 * (base[index]?.logLoss ?? 0)));
  return worse < 0 ? undefined : 'in one window it was worse than the base rate';
}

/** The lowest log-loss wins; a simpler candidate within a thousandth of it is preferred. */
function chooseChampion<Name>(candidates: readonly JudgedCandidate<Name>[]): Name | undefined {
  const allowed = candidates.filter(({ veto }) => veto === undefined);
  const best = Math.min(...allowed.map(({ metrics }) => metrics.logLoss.value));
  return allowed.find(({ metrics }) => metrics.logLoss.value <= best * 1.001)?.name;
}

function joinWindows(windows: readonly Ranked[]): Pick<Ranked, 'p' | 'y'> {
  return {
    p: Float64Array.from(windows.flatMap(({ p }) => [...p])),
    y: Uint8Array.from(windows.flatMap(({ y }) => [...y])),
  };
}
