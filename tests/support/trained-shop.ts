import { dayMs } from '../../src/domain/clock.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { readyTensorFlow } from '../../src/jobs/tensorflow.ts';
import { type PropensityModel, trainPropensity } from '../../src/model/propensity.ts';
import { simulatedOrders } from './simulated-orders.ts';
import { type OrderOf, snapshotOf } from './snapshot-of.ts';

/** The day that the trained shop is looked at. */
export const trainedAsOf: number = Date.parse('2024-01-01') + 250 * dayMs;

/** Orders of the trained shop, whose customers keep a rhythm; a month beyond its date included. */
export const trainedOrders: readonly OrderOf[] = simulatedOrders({
  customers: 320,
  seed: 21,
  days: 280,
  newcomerDays: 160,
  regularity: 6,
});

/** The trained shop as of its date. */
export const trainedSnapshot: Snapshot = snapshotOf(trainedOrders, { asOf: trainedAsOf });

let trained: Promise<PropensityModel> | undefined;

/** A model with networks and a backtest of a small simulated shop; trained once for all tests that run in one thread. */
export function trainedModel(): Promise<PropensityModel> {
  trained ??= readyTensorFlow('auto').then(() => trainPropensity(trainedSnapshot, { seed: 1 }));
  return trained;
}
