import { dayMs } from '../domain/clock.ts';
import { seededRandom } from '../domain/random.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { buildFeatures, type FeatureTable, labelRows, type OutlookOf } from '../features/feature-table.ts';
import { summarisePurchases } from '../features/purchase-summary.ts';
import { type BgNbd, expectedOrders, fitBgNbd, probabilityAlive, probabilityOfOrder } from './bg-nbd.ts';

/** One past cutoff: what was known then, and what happened in the window that followed. */
export interface PanelTable {
  readonly table: FeatureTable;
  /** 1 = an order in [cutoff, cutoff + horizon). [rows] */
  readonly y: Uint8Array;
  /** BG/NBD fitted on what was known at the cutoff. */
  readonly bgNbd: BgNbd;
}

/** How a panel is laid out. */
export interface PanelOptions {
  readonly horizonDays: number;
  readonly seed: number;
  readonly onTable?: (done: number, total: number) => void;
}

/** Days of history that a cutoff needs before it. */
const minHistoryDays = 45;
/** Customers that a cutoff needs. */
const minCustomers = 10;
/** Cutoffs that one fit learns from, half a year's worth: with twice as many, log-loss was .4999 for .4991 on a gift shop and .1807 for .1809 on CDNOW. */
export const tablesPerFit = 12;
/** Customers of one cutoff that are learnt from; of more, a seeded sample is taken. */
const rowsPerTable = 20_000;
/** Rolling origins of the backtest, one horizon apart. */
export const originCount = 4;
/** Days ahead of the BG/NBD column of expected orders. */
const outlookDays = 90;

/** Tables between two origins: cutoffs lie half a horizon apart. */
export const tablesPerHorizon = 2;

/**
 * The panel of a snapshot: cutoffs half a horizon apart, newest first, the newest one horizon before the snapshot's date, so that
 * every label window has closed by then. A cutoff with too little before it ends the panel.
 */
export function buildPanel(snapshot: Snapshot, { horizonDays, seed, onTable }: PanelOptions): PanelTable[] {
  const stepDays = horizonDays / tablesPerHorizon;
  const newest = snapshot.asOf - horizonDays * dayMs;
  const oldest = snapshot.firstAt + minHistoryDays * dayMs;
  const possible = Math.floor((newest - oldest) / (stepDays * dayMs)) + 1;
  const total = Math.max(0, Math.min(possible, tablesPerFit + originCount * tablesPerHorizon));
  const panel: PanelTable[] = [];
  for (let index = 0; index < total; index++) {
    const cutoff = newest - index * stepDays * dayMs;
    const summary = summarisePurchases(snapshot, cutoff);
    if (summary.customers.length < minCustomers) break;
    const bgNbd = fitShopBgNbd(summary);
    const sample = { rows: rowsPerTable, random: seededRandom(seed + index) };
    const table = buildFeatures(snapshot, { cutoff, horizonDays, outlookOf: outlookBy(bgNbd, horizonDays), sample });
    panel.push({ table, y: labelRows(snapshot, table), bgNbd });
    onTable?.(index + 1, total);
  }
  return panel;
}

/** BG/NBD of a shop, held back from the edges by a penalty that fades with the number of customers. */
export function fitShopBgNbd(summary: Parameters<typeof fitBgNbd>[0]): BgNbd {
  return fitBgNbd(summary, { penalty: Math.max(0.001, 1 / Math.max(1, summary.frequency.length)) });
}

/** The three BG/NBD columns of a feature table: chance of an order in the horizon, expected orders in 90 days, still a customer. */
export function outlookBy(bgNbd: BgNbd, horizonDays: number): OutlookOf {
  return (history) => ({
    order: probabilityOfOrder(bgNbd, history, horizonDays),
    expected: expectedOrders(bgNbd, history, outlookDays),
    alive: probabilityAlive(bgNbd, history),
  });
}
