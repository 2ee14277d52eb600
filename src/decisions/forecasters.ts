/** What a candidate says of each coming day. [days] */
export type CandidateForecast = Float64Array;

/** A plain way to forecast: what it goes by, in words, and what it says of the `days` from `end` on by the days before `end` alone. */
interface Forecaster {
  readonly words: string;
  /** Undefined where the history is too short for it. */
  readonly forecast: (values: Float64Array, end: number, days: number) => CandidateForecast | undefined;
}

/** Days of a year in whole weeks, so that weekdays meet. */
const yearDays = 364;
/** Days by which this year is compared with the last. */
const growthDays = 56;
/** Borders of that comparison: what lies beyond was an exception on either side. */
const growthBorders = { least: 0.5, most: 2 };

/** Share of a trend that is taken to go on: trends seldom last (Gardner & McKenzie 1985). */
const trendKept = 0.7;

const recentMean: Forecaster = {
  words: 'the mean of the last four weeks',
  forecast: (values, end, days) => (end < 28 ? undefined : new Float64Array(days).fill(meanOf(values, end - 28, end))),
};

const weekdays: Forecaster = {
  words: 'each weekday as in the last eight weeks',
  forecast: (values, end, days) => weekdayMeans(values, end, { days, weeks: 8 }),
};

const halfYear: Forecaster = {
  words: 'each weekday as in the last half year',
  forecast: (values, end, days) => weekdayMeans(values, end, { days, weeks: 26 }),
};

const yearAgo: Forecaster = {
  words: 'the same weeks a year ago, times the growth since',
  forecast: (values, end, days) => {
    if (end < yearDays + growthDays || days > yearDays) return undefined;
    const before = meanOf(values, end - yearDays - growthDays, end - yearDays);
    if (before <= 0) return undefined;
    const growth = meanOf(values, end - growthDays, end) / before;
    const held = Math.min(growthBorders.most, Math.max(growthBorders.least, growth));
    return Float64Array.from({ length: days }, (_, day) => held * (values[end - yearDays + day] ?? 0));
  },
};

const trend: Forecaster = {
  words: 'the last eight weeks and their trend, damped',
  forecast: (values, end, days) => {
    if (end < 2 * growthDays) return undefined;
    const recent = meanOf(values, end - growthDays, end);
    const slope = (recent - meanOf(values, end - 2 * growthDays, end - growthDays)) / growthDays;
    // The mean of eight weeks stands for their middle: from there the trend is followed.
    return Float64Array.from({ length: days }, (_, day) =>
      Math.max(0, recent + trendKept * slope * (growthDays / 2 + day)),
    );
  },
};

const single = [recentMean, weekdays, halfYear, yearAgo, trend];

/** The mean of several plain ways is often better than each of them (Clemen 1989). */
const allTogether: Forecaster = {
  words: 'the mean of several plain ways',
  forecast: (values, end, days) => {
    const said = single.flatMap(({ forecast }) => forecast(values, end, days) ?? []);
    if (said.length < 2) return undefined;
    return Float64Array.from(
      { length: days },
      (_, day) => said.reduce((sum, each) => sum + (each[day] ?? 0), 0) / said.length,
    );
  },
};

/** Every candidate, the plainest first: the others are judged against it. */
export const forecasters: readonly Forecaster[] = [...single, allTogether];

function weekdayMeans(
  values: Float64Array,
  end: number,
  { days, weeks }: { days: number; weeks: number },
): CandidateForecast | undefined {
  if (end < 7 * weeks) return undefined;
  const means = Array.from({ length: 7 }, (_, weekday) => {
    let sum = 0;
    for (let week = 1; week <= weeks; week++) sum += values[end - 7 * week + weekday] ?? 0;
    return sum / weeks;
  });
  return Float64Array.from({ length: days }, (_, day) => means[day % 7] ?? 0);
}

function meanOf(values: Float64Array, from: number, until: number): number {
  let sum = 0;
  for (let day = from; day < until; day++) sum += values[day] ?? 0;
  return sum / Math.max(1, until - from);
}
