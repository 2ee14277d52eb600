import { describe, expect, it } from 'vitest';
import { findLifts, type Lift } from '../../src/decisions/lift.ts';
import { compareShares } from '../../src/decisions/lift-beta.ts';
import { type Followed, openEvidence } from '../../src/decisions/lift-evidence.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { simulatedTrial, type Trial } from '../support/simulated-trial.ts';

const runs = 400;

function liftsOf(trial: Omit<Trial, 'seed'>, count = runs): Lift[] {
  return Array.from({ length: count }, (_, run) => {
    const { snapshot, assignments } = simulatedTrial({ ...trial, seed: 1000 + run });
    const [lift] = findLifts(assignments, snapshot);
    if (!lift) throw new Error('The rule met nobody.');
    return lift;
  });
}

const covers =
  (lift: number) =>
  ({ comparison }: Lift) =>
    comparison !== undefined && comparison.difference.low <= lift && lift <= comparison.difference.high;

const shareOf = <T>(all: readonly T[], holds: (one: T) => boolean) => all.filter(holds).length / all.length;

describe('the lift of a simulated shop whose true lift is known', () => {
  it.each([
    { weeks: 12, perWeek: 20, rate: 0.25, lift: 0.06 },
    { weeks: 12, perWeek: 50, rate: 0.08, lift: 0.04 },
    { weeks: 10, perWeek: 40, rate: 0.2, lift: -0.05, share: 0.2 },
  ])('lies in the interval in 93 to 97 % of 400 runs: $weeks weeks of $perWeek, rate $rate, lift $lift', (trial) => {
    const lifts = liftsOf(trial);
    const covered = shareOf(lifts, covers(trial.lift));
    expect(covered).toBeGreaterThanOrEqual(0.93);
    expect(covered).toBeLessThanOrEqual(0.97);
  });

  it('is 0 in the shares and in what people spend where the rule changes nothing, and that is covered and hardly ever denied', () => {
    const lifts = liftsOf({ weeks: 12, perWeek: 40, rate: 0.3, lift: 0, share: 0.2 });
    const spent = lifts.flatMap(({ revenue }) => (revenue ? [revenue.difference] : []));
    expect(spent.length).toBeGreaterThan(runs * 0.98);
    const coveredSpending = shareOf(spent, ({ low, high }) => low <= 0 && 0 <= high);
    for (const covered of [shareOf(lifts, covers(0)), coveredSpending]) {
      expect(covered).toBeGreaterThanOrEqual(0.93);
      expect(covered).toBeLessThanOrEqual(0.97);
    }
    expect(shareOf(lifts, ({ state }) => state !== 'open')).toBeLessThanOrEqual(0.06);
  });

  it('is claimed where it is large and people are many, in the right direction', () => {
    const raised = liftsOf({ weeks: 12, perWeek: 60, rate: 0.2, lift: 0.25 }, 60);
    expect(shareOf(raised, ({ state }) => state === 'raises')).toBeGreaterThan(0.8);
    expect(raised.some(({ state }) => state === 'lowers')).toBe(false);
  });
});

describe('a rule that changes nothing, looked at every week of a year', () => {
  /** The highest evidence of any week, and whether the interval of a week ever left out 0. */
  function lookedAtWeekly(seed: number, { perWeek, rate, share }: { perWeek: number; rate: number; share: number }) {
    const random = seededRandom(seed);
    const people: Followed[] = [];
    const evidence = openEvidence();
    let [most, everLeftOut] = [0, false];
    for (let week = 0; week < 52; week++) {
      const now = rate * (1 + Math.sin((2 * Math.PI * week) / 52) / 2);
      for (let met = 0; met < perWeek; met++) {
        const arm = random() < share ? 'control' : 'treated';
        const person: Followed = { arm, share, hasOrdered: random() < now };
        people.push(person);
        evidence.take(person);
      }
      most = Math.max(most, evidence.value());
      if (week % 6 === 5) everLeftOut ||= leavesOutZero(people);
    }
    return { most, everLeftOut };
  }

  function leavesOutZero(people: readonly Followed[]): boolean {
    const of = (arm: string) => people.filter((one) => one.arm === arm);
    const count = (all: readonly Followed[]) => ({
      people: all.length,
      ordered: all.filter(({ hasOrdered }) => hasOrdered).length,
    });
    const { low, high } = compareShares(count(of('treated')), count(of('control'))).difference;
    return low > 0 || high < 0;
  }

  it.each([
    { perWeek: 8, rate: 0.25, share: 0.1 },
    { perWeek: 8, rate: 0.05, share: 0.1 },
    { perWeek: 10, rate: 0.4, share: 0.5 },
  ])('is claimed to have an effect in at most 6 % of 400 runs: $perWeek a week, rate $rate, share $share', (shop) => {
    const all = Array.from({ length: runs }, (_, run) => lookedAtWeekly(run, shop));
    expect(shareOf(all, ({ most }) => most >= 20)).toBeLessThanOrEqual(0.06);
    // What would come of claiming whenever the interval of the week leaves out 0.
    expect(shareOf(all, ({ everLeftOut }) => everLeftOut)).toBeGreaterThan(0.09);
  });

  it('bets fairly: the mean of what a bet comes to is 1', () => {
    const random = seededRandom(3);
    const games = Array.from({ length: 4000 }, () => {
      const evidence = openEvidence();
      for (let met = 0; met < 30; met++) {
        evidence.take({ arm: random() < 0.3 ? 'control' : 'treated', share: 0.3, hasOrdered: random() < 0.3 });
      }
      return evidence.value();
    });
    const mean = games.reduce((sum, each) => sum + each, 0) / games.length;
    const spread = Math.sqrt(games.reduce((sum, each) => sum + (each - mean) ** 2, 0) / games.length);
    expect(Math.abs(mean - 1)).toBeLessThan((3.5 * spread) / Math.sqrt(games.length));
  });
});
