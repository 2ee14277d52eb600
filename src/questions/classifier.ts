/** What a text is made of: features and how much each counts. */
export type Features = ReadonlyMap<string, number>;

/** A text whose question is known. */
export interface Labelled {
  readonly id: string;
  readonly features: Features;
}

/** A question with the probability that a text asks it. */
export interface Graded {
  readonly id: string;
  readonly p: number;
}

/** What was learned from labelled texts. */
export interface Classifier {
  /** The questions with their probabilities, the most likely first; `among` leaves out the others. */
  grade(features: Features, among: (id: string) => boolean): readonly Graded[];
  /** Whether a feature was in the texts it learned from. */
  knows(feature: string): boolean;
}

/** Passes over the texts, the length of a step, and the pull towards zero; chosen by leaving out one author's phrasings at a time. */
const passes = 5;
const step = 0.6;
const pull = 1e-4;
/** Error from which on a text still teaches something about a question. */
const leastError = 0.004;
/** Where the sum of squared slopes begins, so that the first steps are no leaps. */
const firstSquare = 1e-2;

/** One text as places in the table of weights, with how much each counts; of length one. */
type Row = readonly (readonly [place: number, value: number])[];

interface Weights {
  /** [features, ids] */
  readonly of: Float64Array;
  /** Sum of the squared slopes so far. [features, ids] */
  readonly squares: Float64Array;
  /** [ids] */
  readonly bias: Float64Array;
}

/**
 * Learns to tell questions apart: multinomial logistic regression on features weighted by inverse document frequency (Spärck Jones 1972), with AdaGrad's
 * steps (Duchi, Hazan & Singer 2011). The same texts in the same order give the same weights.
 */
export function trainClassifier(texts: readonly Labelled[]): Classifier {
  const ids = [...new Set(texts.map(({ id }) => id))];
  const { places, rarity } = countFeatures(texts);
  const rowOf = (features: Features) => unitRow(features, places, rarity);
  const width = ids.length;
  const weights: Weights = {
    of: new Float64Array(places.size * width),
    squares: new Float64Array(places.size * width).fill(firstSquare),
    bias: new Float64Array(width),
  };
  const rows = mixed(texts.map(({ id, features }) => ({ row: rowOf(features), truth: ids.indexOf(id) })));
  for (let pass = 0; pass < passes; pass++) for (const { row, truth } of rows) learn(weights, row, truth);
  return {
    grade(features, among) {
      const sums = sumsOf(weights, rowOf(features));
      ids.forEach((id, place) => {
        if (!among(id)) sums[place] = Number.NEGATIVE_INFINITY;
      });
      const shares = softmax(sums);
      return ids
        .map((id, place) => ({ id, p: shares[place] ?? 0 }))
        .filter(({ id }) => among(id))
        .sort((one, other) => other.p - one.p);
    },
    knows: (feature) => places.has(feature),
  };
}

/** Every feature with its place, and how rare it is among the texts. */
function countFeatures(texts: readonly Labelled[]) {
  const counts = new Map<string, number>();
  for (const { features } of texts)
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const names = [...counts.keys()];
  return {
    places: new Map(names.map((name, place) => [name, place])),
    rarity: names.map((name) => Math.log(1 + texts.length / (counts.get(name) ?? 1))),
  };
}

function unitRow(features: Features, places: ReadonlyMap<string, number>, rarity: readonly number[]): Row {
  const row = [...features].flatMap(([feature, value]) => {
    const place = places.get(feature);
    return place === undefined ? [] : [[place, value * (rarity[place] ?? 0)] as const];
  });
  const length = Math.sqrt(row.reduce((sum, [, value]) => sum + value * value, 0));
  return length === 0 ? [] : row.map(([place, value]) => [place, value / length]);
}

/** The texts out of their order, so that those of one question do not follow each other: the multiples of a prime, which visit each once. */
function mixed<Text>(texts: readonly Text[]): Text[] {
  const prime = 7919;
  return texts.length % prime === 0 ? [...texts] : texts.flatMap((_, at) => texts[(at * prime) % texts.length] ?? []);
}

function learn({ of, squares, bias }: Weights, row: Row, truth: number): void {
  const errors = softmax(sumsOf({ of, squares, bias }, row));
  errors[truth] = (errors[truth] ?? 0) - 1;
  const width = bias.length;
  for (let id = 0; id < width; id++) bias[id] = (bias[id] ?? 0) - 0.05 * (errors[id] ?? 0);
  const telling = Array.from(errors.keys()).filter((id) => Math.abs(errors[id] ?? 0) > leastError);
  for (const [place, value] of row) {
    for (const id of telling) {
      const at = place * width + id;
      const weight = of[at] ?? 0;
      const slope = (errors[id] ?? 0) * value + pull * weight;
      const square = (squares[at] ?? 0) + slope * slope;
      squares[at] = square;
      of[at] = weight - (step * slope) / Math.sqrt(square);
    }
  }
}

function sumsOf({ of, bias }: Weights, row: Row): Float64Array {
  const sums = Float64Array.from(bias);
  const width = sums.length;
  for (const [place, value] of row)
    for (let id = 0, at = place * width; id < width; id++, at++) sums[id] = (sums[id] ?? 0) + (of[at] ?? 0) * value;
  return sums;
}

function softmax(sums: Float64Array): Float64Array {
  const highest = sums.reduce((most, sum) => Math.max(most, sum), Number.NEGATIVE_INFINITY);
  const powers = sums.map((sum) => Math.exp(sum - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
