import { type CandidateForecast, forecasters } from './forecasters.ts';

/** What is expected of some coming days, with the range that holds it four times in five. */
export interface Expected {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** How right such forecasts were before, each made with what was known by then. */
export interface ForecastRecord {
  readonly windows: number;
  /** Sum of the absolute errors over the sum of what came. */
  readonly error: number;
  /** Of the windows with a range of their own, in how many what came lay within it. */
  readonly ranged: number;
  readonly within: number;
}

/** The forecast of one daily series. */
export interface Forecast {
  readonly days: number;
  /** What the forecast is made by, in words. */
  readonly method: string;
  readonly total: Expected;
  /** Whole weeks of the days, in order. */
  readonly weeks: readonly Expected[];
  readonly record: ForecastRecord;
  /** Fewer than 13 months of data: the season ahead was never seen, and the range is widened for it. */
  readonly isSeasonUnseen: boolean;
}

/** Days before the first window that is judged, days between two of them, and how many there must and may be. */
const warmUpDays = 56;
const stepDays = 7;
const windowsNeeded = 12;
const windowsMost = 52;
/** Closed windows that a choice, and a range, are made by at least. */
const fewestToChoose = 4;
const fewestToRange = 8;
/** Days in 13 months. */
const seasonDays = 396;
/** How much wider the range is made where the season was never seen: nothing measured stands behind it but prudence. */
const unseenFactor = 1.5;

/** Days of history that a forecast of so many days asks for. */
export function daysNeeded(days: number): number {
  return warmUpDays + days + stepDays * (windowsNeeded - 1);
}

/** One window of the past: what each candidate said of it, and what came. */
interface Window {
  readonly end: number;
  readonly actual: Float64Array;
  readonly said: readonly (CandidateForecast | undefined)[];
}

/**
 * Forecasts the `days` after a daily series. The candidate is the one that was best in rolling windows of the series' own past (a week apart, at most a
 * year), against the plain mean over the same windows. The range comes from the ratios of what came to what the candidate had said, at the places of
 * split conformal prediction (Vovk et al. 2005). Undefined for a history shorter than `daysNeeded`.
 */
export function forecastSeries(values: Float64Array, days: number): Forecast | undefined {
  if (values.length < daysNeeded(days)) return undefined;
  const windows = pastWindows(values, days);
  const place = bestCandidate(windows);
  const said = forecasters[place]?.forecast(values, values.length, days);
  const forecaster = forecasters[place];
  if (!said || !forecaster) return undefined;
  const isSeasonUnseen = values.length < seasonDays;
  const widen = isSeasonUnseen ? unseenFactor : 1;
  const rangeOf = (from: number, until: number): Expected =>
    ranged(sumOf(said, from, until), ratiosOf(windows, place, { from, until }), widen);
  return {
    days,
    method: forecaster.words,
    total: rangeOf(0, days),
    weeks: Array.from({ length: Math.floor(days / 7) }, (_, week) => rangeOf(7 * week, 7 * week + 7)),
    record: recordOf(windows, days),
    isSeasonUnseen,
  };
}

/** Windows of the past, newest first. */
function pastWindows(values: Float64Array, days: number): Window[] {
  const newest = values.length - days;
  const count = Math.min(windowsMost, Math.floor((newest - warmUpDays) / stepDays) + 1);
  return Array.from({ length: count }, (_, back) => {
    const end = newest - back * stepDays;
    return {
      end,
      actual: values.subarray(end, end + days),
      said: forecasters.map(({ forecast }) => forecast(values, end, days)),
    };
  });
}

/** Place of the candidate with the smallest error against that of the first one, the plain mean, over the windows in which it could speak. */
function bestCandidate(windows: readonly Window[]): number {
  const errors = forecasters.map((_, place) => {
    const judged = windows.filter(({ said }) => said[place] !== undefined);
    if (judged.length < fewestToChoose) return Number.POSITIVE_INFINITY;
    return errorOf(judged, place) / Math.max(1e-9, errorOf(judged, 0));
  });
  return errors.indexOf(Math.min(...errors));
}

function errorOf(windows: readonly Window[], place: number): number {
  return windows.reduce((sum, { actual, said }) => sum + Math.abs(totalOf(actual) - totalOf(said[place] ?? actual)), 0);
}

/** How right forecasts were that were made as this one is: at each window the candidate was chosen by the windows that had closed by then. */
function recordOf(windows: readonly Window[], days: number): ForecastRecord {
  const record = { windows: 0, missed: 0, came: 0, ranged: 0, within: 0 };
  for (const window of windows) {
    const closed = windows.filter(({ end }) => end + days <= window.end);
    if (closed.length < fewestToChoose) continue;
    const place = bestCandidate(closed);
    const said = window.said[place];
    if (!said) continue;
    const actual = totalOf(window.actual);
    record.windows++;
    record.missed += Math.abs(actual - totalOf(said));
    record.came += Math.abs(actual);
    const ratios = ratiosOf(closed, place, { from: 0, until: days });
    if (ratios.length < fewestToRange) continue;
    const { low, high } = ranged(totalOf(said), ratios, 1);
    record.ranged++;
    if (actual >= low && actual <= high) record.within++;
  }
  const error = record.came > 0 ? record.missed / record.came : 0;
  return { windows: record.windows, error, ranged: record.ranged, within: record.within };
}

/** What came over what a candidate had said, for the same days of each window, ascending. */
function ratiosOf(
  windows: readonly Window[],
  place: number,
  { from, until }: { from: number; until: number },
): Float64Array {
  const ratios = windows.flatMap(({ actual, said }) => {
    const expected = sumOf(said[place] ?? new Float64Array(0), from, until);
    return expected > 0 ? [sumOf(actual, from, until) / expected] : [];
  });
  return Float64Array.from(ratios).sort();
}

/** The range that leaves out a tenth on either side, counting the coming value as one more; of few ratios it is all of them. */
function ranged(expected: number, ratios: Float64Array, widen: number): Expected {
  const count = ratios.length;
  const low = ratios[Math.max(0, Math.floor((count + 1) * 0.1) - 1)] ?? 1;
  const high = ratios[Math.min(count - 1, Math.ceil((count + 1) * 0.9) - 1)] ?? 1;
  return {
    expected,
    low: expected * Math.min(1, Math.max(0, 1 - (1 - low) * widen)),
    high: expected * Math.max(1, 1 + (high - 1) * widen),
  };
}

function totalOf(values: Float64Array): number {
  return sumOf(values, 0, values.length);
}

function sumOf(values: Float64Array, from: number, until: number): number {
  let sum = 0;
  for (let index = from; index < until; index++) sum += values[index] ?? 0;
  return sum;
}
