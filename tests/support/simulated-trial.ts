import { dayMs } from '../../src/domain/clock.ts';
import { type Assignment, followedDays, isHeldOut } from '../../src/domain/control-arm.ts';
import { drawNormal, seededRandom } from '../../src/domain/random.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { type OrderOf, snapshotOf } from './snapshot-of.ts';

/** A rule whose true effect is known. */
export interface Trial {
  readonly seed: number;
  readonly weeks: number;
  /** People whom it meets each week. */
  readonly perWeek: number;
  readonly share?: number;
  /** Chance of an order within the days without the rule, on average over the season, which moves it by a third of it up and down. */
  readonly rate: number;
  /** What the rule adds to the chance. */
  readonly lift: number;
  /** What the rule makes of the size of an order; 1 unless told. */
  readonly larger?: number;
}

/** Start of every such shop. */
export const trialStart = Date.UTC(2026, 0, 5);
/** The rule of every such shop. */
export const trialRule = 'hot-lead';

/** A shop that runs such a rule for weeks, and waits until everybody was followed. Orders before and after the days stand in it too. */
export function simulatedTrial(trial: Trial): { readonly snapshot: Snapshot; readonly assignments: Assignment[] } {
  const { seed, weeks, perWeek, share = 0.1, rate, lift, larger = 1 } = trial;
  const random = seededRandom(seed);
  const assignments: Assignment[] = [];
  const orders: OrderOf[] = [];
  for (let index = 0; index < weeks * perWeek; index++) {
    const customerId = `p${index}`;
    const at = trialStart + (Math.floor(index / perWeek) * 7 + random()) * dayMs;
    const isHeld = isHeldOut({ rule: trialRule, person: customerId, share, seed: [seed, 9] });
    assignments.push({ rule: trialRule, customerId, arm: isHeld ? 'control' : 'treated', share, at });
    const season = 1 + Math.sin((2 * Math.PI * index) / (weeks * perWeek)) / 3;
    const buys = random() < rate * season + (isHeld ? 0 : lift);
    const amount = Math.round(5000 * Math.exp(0.7 * drawNormal(random)) * (isHeld ? 1 : larger));
    if (random() < 0.8) orders.push(order(customerId, at - (5 + 90 * random()) * dayMs, 4000));
    if (buys) orders.push(order(customerId, at + followedDays * random() * dayMs, amount));
    if (random() < 0.3) orders.push(order(customerId, at + (followedDays + 1 + 9 * random()) * dayMs, 4000));
  }
  return { snapshot: snapshotOf(orders, { asOf: trialStart + (weeks * 7 + followedDays) * dayMs }), assignments };
}

function order(customer: string, at: number, amount: number): OrderOf {
  return { customer, at: Math.round(at), lines: [{ sku: 'A', quantity: 1, amount }] };
}
