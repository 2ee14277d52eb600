import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/domain/random.ts';
import { type FeatureName, featureColumns, featureGroups } from '../../src/features/columns.ts';
import { buildFeatures, columnCount, columnPlace } from '../../src/features/feature-table.ts';
import { type Fitted, logOdds } from '../../src/model/candidates.ts';
import { applyDesign, fitDesign, inputCount } from '../../src/model/design.ts';
import { outlookBy } from '../../src/model/panel.ts';
import { scorePropensity } from '../../src/model/propensity.ts';
import { explainScore } from '../../src/model/reasons.ts';
import { trainedModel, trainedSnapshot } from '../support/trained-shop.ts';

const horizonDays = 30;

/** Feature rows of plausible size, without meaning. [rows, columns] */
function drawnRows(rows: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: rows * columnCount }, () => 4 * random());
}

/** A linear model with a weight of its own on every column. */
function linearModel(): Extract<Fitted, { kind: 'logistic' }> {
  const random = seededRandom(8);
  const columns = featureColumns.map((column) => ({ ...column, outliers: 'keep' as const }));
  const design = fitDesign(drawnRows(200, 1), { columns, source: columns.map((_, place) => place) });
  const weights = Array.from({ length: inputCount(design) }, () => random() - 0.5);
  return { kind: 'logistic', design, logistic: { intercept: -1, weights } };
}

const rowWith = (cells: Partial<Record<FeatureName, number>>, base: Float64Array) => {
  const row = base.slice();
  for (const { name } of featureColumns) if (cells[name] !== undefined) row[columnPlace(name)] = cells[name];
  return row;
};

describe('explainScore', () => {
  it('gives each group of a linear model its weights times the distance from the typical customer (closed form)', () => {
    const fitted = linearModel();
    const row = drawnRows(1, 2);
    const typical = [...drawnRows(1, 3)];
    const { reasons, base } = explainScore(fitted, { row, typical, horizonDays });
    const own = applyDesign(fitted.design, row, columnCount);
    const usual = applyDesign(fitted.design, Float64Array.from(typical), columnCount);
    for (const { group, contribution } of reasons) {
      const expected = featureColumns.reduce(
        (sum, column, place) =>
          column.group === group
            ? sum + (fitted.logistic.weights[place] ?? 0) * ((own[place] ?? 0) - (usual[place] ?? 0))
            : sum,
        0,
      );
      expect(contribution, group).toBeCloseTo(expected, 9);
    }
    expect(base).toBeCloseTo(logOdds(fitted, Float64Array.from(typical), horizonDays)[0] ?? 0, 12);
  });

  it('gives no group anything where the model tells nobody apart, or the customer is the typical one', () => {
    const row = drawnRows(1, 2);
    const constant = explainScore({ kind: 'constant', p: 0.3 }, { row, typical: [...drawnRows(1, 3)], horizonDays });
    expect(constant.reasons.map(({ contribution }) => contribution)).toEqual(
      featureGroups.map(() => expect.closeTo(0, 12)),
    );
    const typical = explainScore(linearModel(), { row, typical: [...row], horizonDays });
    expect(typical.reasons.map(({ contribution }) => contribution)).toEqual(
      featureGroups.map(() => expect.closeTo(0, 12)),
    );
  });

  it('sums to the log-odds of the score within a thousandth, for every customer of a trained shop', async () => {
    const scores = scorePropensity(await trainedModel(), trainedSnapshot, { version: 'v' });
    for (let customer = 0; customer < scores.p.length; customer += 5) {
      const { base, logOdds: odds, p, reasons } = scores.explain(customer);
      const sum = reasons.reduce((total, { contribution }) => total + contribution, base);
      expect(Math.abs(sum - odds)).toBeLessThan(1e-3);
      expect(p).toBeCloseTo(scores.p[customer] ?? 0, 12);
    }
  });

  it('tells the strongest reason first, and taking it away moves the score the other way', async () => {
    const model = await trainedModel();
    const outlookOf = outlookBy(model.bgNbd, model.horizonDays);
    const table = buildFeatures(trainedSnapshot, { cutoff: trainedSnapshot.asOf, horizonDays, outlookOf });
    const typical = model.typical.map((value) => value ?? Number.NaN);
    for (let customer = 0; customer < table.customers.length; customer += 9) {
      const row = table.values.slice(customer * columnCount, (customer + 1) * columnCount);
      const { reasons } = explainScore(model.fitted, { row, typical, horizonDays });
      const sizes = reasons.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
      const [top] = reasons;
      const without = row.map((value, place) =>
        featureColumns[place]?.group === top?.group ? (typical[place] ?? Number.NaN) : value,
      );
      const [before = 0] = logOdds(model.fitted, row, horizonDays);
      const [after = 0] = logOdds(model.fitted, without, horizonDays);
      expect(Math.sign(before - after), `customer ${customer}, ${top?.group}`).toBe(Math.sign(top?.contribution ?? 0));
    }
  });

  it('says what it stands on in plain words with the customer’s own figures', () => {
    const row = rowWith(
      {
        recency: Math.log1p(54),
        frequency: Math.log(7),
        orders_90: Math.log1p(1),
        gap_mean: Math.log1p(30),
        gap_median: Math.log1p(28),
        mean_value: Math.log1p(9000),
        products: Math.log1p(12),
        returns: Math.log1p(1),
        same_season: Number.NaN,
      },
      drawnRows(1, 4),
    );
    const typical = [...rowWith({ recency: Math.log1p(20), mean_value: Math.log1p(3000) }, drawnRows(1, 5))];
    const words = Object.fromEntries(
      explainScore(linearModel(), { row, typical, horizonDays }).reasons.map((reason) => [reason.group, reason.words]),
    );
    expect(words).toEqual({
      recency: 'last order 54 days ago (typical 20 days ago)',
      frequency: '7 days with an order, 1 order in the last 90 days',
      rhythm: 'orders about every 28 days, now quiet for 54 days',
      monetary: 'usual order value above the typical one (3.0 x)',
      breadth: '12 different products bought',
      returns: '1 return',
      season: 'not yet a customer in these weeks of last year',
    });
  });

  it('says of a customer with one order that there is no rhythm yet', () => {
    const row = rowWith({ gap_mean: Number.NaN, returns: 0, frequency: 0, orders_90: 0 }, drawnRows(1, 4));
    const { reasons } = explainScore(linearModel(), { row, typical: [...drawnRows(1, 5)], horizonDays });
    const wordsOf = (group: string) => reasons.find((reason) => reason.group === group)?.words;
    expect(wordsOf('rhythm')).toBe('no rhythm yet: one order');
    expect(wordsOf('returns')).toBe('no returns');
    expect(wordsOf('frequency')).toBe('1 day with an order, no order in the last 90 days');
  });
});
