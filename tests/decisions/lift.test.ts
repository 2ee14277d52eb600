import { describe, expect, it } from 'vitest';
import { findLifts, isFruitless } from '../../src/decisions/lift.ts';
import { compareShares } from '../../src/decisions/lift-beta.ts';
import { followOutcomes } from '../../src/decisions/lift-outcomes.ts';
import { compareRevenue } from '../../src/decisions/lift-revenue.ts';
import type { Assignment } from '../../src/domain/control-arm.ts';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import { simulatedTrial, trialStart } from '../support/simulated-trial.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;

describe('two shares against each other', () => {
  // SciPy 1.17.1: 4000-node Gauss-Legendre over Beta.ppf of the second arm, Beta.cdf of the first, brentq.
  it.each([
    [214, 66, 24, 6, [-0.135007, 0.059779, 0.212916], [0.679822, 1.241923, 2.855224]],
    [9000, 3000, 1000, 300, [0.002958, 0.03339, 0.062919], [1.009036, 1.111333, 1.230148]],
    [90, 90, 10, 10, [-0.016484, 0.014555, 0.187531], [0.983448, 1.014831, 1.232133]],
    [450, 22, 50, 0, [-0.000813, 0.042099, 0.067277], [0.981742, 11.147626, undefined]],
  ])('agree with SciPy for %i people with %i orders and %i with %i', (n, x, m, y, difference, ratio) => {
    const found = compareShares({ people: n, ordered: x }, { people: m, ordered: y });
    const ends = ({ low, middle, high }: typeof found.difference) => [low, middle, high];
    for (const [place, value] of ends(found.difference).entries()) expect(value).toBeCloseTo(difference[place] ?? 0, 3);
    for (const [place, value] of ends(found.ratio).entries()) {
      const wanted = ratio[place];
      if (wanted !== undefined) expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-3);
    }
  });

  it('turn round when the groups change places', () => {
    const [one, other] = [
      { people: 80, ordered: 20 },
      { people: 30, ordered: 3 },
    ];
    const [first, second] = [compareShares(one, other), compareShares(other, one)];
    expect(first.difference.low).toBeCloseTo(-second.difference.high, 4);
    expect(first.ratio.middle * second.ratio.middle).toBeCloseTo(1, 3);
  });
});

describe('what people spend', () => {
  it('is compared by Welch with what stands far out held down', () => {
    // By hand: 20 of 10 and 20 of 30 against 20 of 0 and 20 of 20; means 20 and 10, squared errors 100 / 39 each, 78 degrees of freedom, t = 1.99085.
    const one = Array.from({ length: 40 }, (_, index) => (index < 20 ? 10 : 30));
    const other = Array.from({ length: 40 }, (_, index) => (index < 20 ? 0 : 20));
    const found = compareRevenue(one, other);
    const half = 1.99085 * Math.sqrt(200 / 39);
    expect(found?.difference.middle).toBe(10);
    expect(found?.difference.low).toBeCloseTo(10 - half, 3);
    expect(found?.difference.high).toBeCloseTo(10 + half, 3);
    expect(compareRevenue([...one.slice(1), 1_000_000], other)).toEqual(compareRevenue([...one.slice(1), 30], other));
  });

  it('is not compared where fewer than ten of a group ordered', () => {
    expect(compareRevenue(Array(40).fill(10), [...Array(9).fill(5), ...Array(40).fill(0)])).toBeUndefined();
  });
});

describe('following people', () => {
  const at = Date.UTC(2026, 5, 1);
  const met = (customerId: string, more: Partial<Assignment> = {}): Assignment => ({
    rule: 'vip',
    customerId,
    arm: 'treated',
    share: 0.1,
    at,
    ...more,
  });
  const sold = (customer: string, days: number, amount = 100) => ({
    customer,
    at: at + days * day,
    lines: [{ sku: 'A', quantity: 1, amount }],
  });

  it('counts the orders from the moment on until its days are over, and nothing before or after', () => {
    const orders = [
      sold('before', -1),
      sold('at-once', 0, 70),
      sold('last', 29.99),
      sold('late', 30),
      sold('twice', 3),
      sold('twice', 9),
    ];
    const snapshot = snapshotOf(orders, { asOf: at + 40 * day });
    const people = ['at-once', 'before', 'last', 'late', 'never', 'twice'];
    const [found] = followOutcomes(
      people.map((id) => met(id)),
      snapshot,
      { days: 30 },
    );
    expect(found?.followed.map(({ revenue }) => revenue)).toEqual([70, 0, 100, 0, 0, 200]);
    expect(found?.followed.map(({ hasOrdered }) => hasOrdered)).toEqual([true, false, true, false, false, true]);
  });

  it('waits for those whose days are not over, and does not know of those who were met later', () => {
    const snapshot = snapshotOf([sold('a', 1)], { asOf: at + 30 * day });
    const all = [met('a'), met('b', { at: at + 1 }), met('c', { at: at + 30 * day }), met('a', { rule: 'hot' })];
    expect(followOutcomes(all, snapshot, { days: 30 })).toMatchObject([
      { rule: 'hot', waiting: 0, since: at },
      { rule: 'vip', followed: [{ hasOrdered: true }], waiting: 1, since: at },
    ]);
  });
});

describe('the lift of a rule', () => {
  const shop = { weeks: 14, perWeek: 20, rate: 0.25, lift: 0.05, seed: 5 };
  const { snapshot, assignments } = simulatedTrial(shop);

  it('is the same whatever the order of the rows, and knows nothing of what comes after its date', () => {
    const lifts = findLifts(assignments, snapshot);
    const places = shuffle(Uint32Array.from(assignments.keys()), seededRandom(1));
    const mixed = Array.from(places, (place) => assignments[place]).filter((one) => one !== undefined);
    expect(mixed).not.toEqual(assignments);
    expect(findLifts(mixed, snapshot)).toEqual(lifts);
    const early = { ...snapshot, asOf: trialStart + 60 * day };
    const known = assignments.filter(({ at }) => at < early.asOf);
    expect(findLifts(assignments, early)).toEqual(findLifts(known, early));
  });

  it('says nothing of fewer than ten in an arm', () => {
    const held = assignments.filter(({ arm }) => arm === 'control').slice(0, 9);
    const few = findLifts([...assignments.filter(({ arm }) => arm === 'treated'), ...held], snapshot);
    expect(few).toMatchObject([{ state: 'too-few' }]);
    expect(few[0]?.comparison).toBeUndefined();
  });

  it('compares people of one share alone, those of the share of most', () => {
    const mixed = assignments.map((one, index) => (index < 90 ? { ...one, share: 0.5 } : one));
    const [lift] = findLifts(mixed, snapshot);
    expect((lift?.treated.people ?? 0) + (lift?.control.people ?? 0)).toBe(assignments.length - 90);
  });

  it('tells how long it takes to be shown', () => {
    // Of 900 told 35 % order, of 100 held out 25 %, over 100 days. By the formula log(20 * 12) / (0.09 * 0.099^2 / (0.34 * 0.66) / 2) = 2790 people;
    // at 70 a week those are 25 weeks more.
    const people = Array.from({ length: 1000 }, (_, index) => {
      const arm = index % 10 === 0 ? ('control' as const) : ('treated' as const);
      const at = trialStart + Math.floor((index * 70) / 1000) * day;
      const place = Math.floor(index / 10);
      const hasOrdered = arm === 'control' ? place % 4 === 0 : (index - place) % 20 < 7;
      return { one: { rule: 'vip', customerId: `p${index}`, arm, share: 0.1, at }, hasOrdered };
    });
    const orders = people.flatMap(({ one, hasOrdered }) =>
      hasOrdered ? [{ customer: one.customerId, at: one.at + day }] : [],
    );
    const shopThen = snapshotOf(orders, { asOf: trialStart + 100 * day });
    const [lift] = findLifts(
      people.map(({ one }) => one),
      shopThen,
    );
    expect(lift).toMatchObject({
      state: 'open',
      treated: { people: 900, ordered: 315 },
      control: { people: 100, ordered: 25 },
    });
    expect(lift?.toShow?.isSeen).toBe(true);
    expect(lift?.toShow?.weeks).toBeGreaterThan(21);
    expect(lift?.toShow?.weeks).toBeLessThan(30);
  });

  it('is shown in most of the shops that had as many people as it is told to take', () => {
    const made = Array.from({ length: 12 }, (_, run) =>
      simulatedTrial({ weeks: 28, perWeek: 100, rate: 0.25, lift: 0.1, seed: 40 + run }),
    );
    const shown = made.filter((one) => findLifts(one.assignments, one.snapshot)[0]?.state === 'raises');
    expect(shown.length).toBeGreaterThanOrEqual(6);
  });
});

describe('a rule without effect', () => {
  const { snapshot, assignments } = simulatedTrial({ weeks: 20, perWeek: 20, rate: 0.25, lift: 0, seed: 3 });
  const [lift] = findLifts(assignments, snapshot);
  if (!lift) throw new Error('The rule met nobody.');

  it('is fruitless after twelve weeks with people enough, and not before', () => {
    expect(lift.state).toBe('open');
    expect(isFruitless(lift, snapshot.asOf)).toBe(true);
    expect(isFruitless(lift, lift.since + 84 * day - 1)).toBe(false);
    expect(isFruitless({ ...lift, control: { people: 19, ordered: 4 } }, snapshot.asOf)).toBe(false);
    expect(isFruitless({ ...lift, treated: { people: 99, ordered: 20 } }, snapshot.asOf)).toBe(false);
    expect(isFruitless({ ...lift, state: 'raises' }, snapshot.asOf)).toBe(false);
  });
});
