import { columnCount, columnPlace } from '../features/feature-table.ts';
import type { PanelTable } from './panel.ts';

/** Shares of buyers in past windows, by how long ago the last order was and whether it was a repeat order. */
export interface RuleTable {
  /** Share of buyers over all customers and windows. */
  readonly base: number;
  /** Windows and customers that the shares come from. */
  readonly rows: number;
  /** Shares, first-time customers then repeat customers, by `recencyDays`. [2][recency classes] */
  readonly p: readonly (readonly number[])[];
}

/** Upper borders of the recency classes, days; the last class is open. */
export const recencyDays = [30, 90, 180] as const;

/** How many rows the shop's mean weighs in each class (a Beta prior). */
const priorRows = 20;
/** The mean before any row is seen: one in ten buys within a month, weighing ten rows. */
const priorShare = { p: 0.1, rows: 10 };

/** Counts buyers by class over a panel, shrunk towards the shop's mean. Works from the first closed window on. */
export function fitRules(panel: readonly PanelTable[]): RuleTable {
  const classes = recencyDays.length + 1;
  const counts = [0, 1].map(() => Array.from({ length: classes }, () => ({ rows: 0, buyers: 0 })));
  let rows = 0;
  let buyers = 0;
  for (const { table, y } of panel) {
    for (let row = 0; row < y.length; row++) {
      const start = row * columnCount;
      const quiet = Math.expm1(table.values[start + columnPlace('recency')] ?? 0);
      const isRepeat = (table.values[start + columnPlace('frequency')] ?? 0) > 0;
      const cell = counts[isRepeat ? 1 : 0]?.[recencyClass(quiet)];
      if (!cell) continue;
      cell.rows++;
      cell.buyers += y[row] ?? 0;
      rows++;
      buyers += y[row] ?? 0;
    }
  }
  const base = (buyers + priorShare.p * priorShare.rows) / (rows + priorShare.rows);
  const p = counts.map((group) => group.map((cell) => (cell.buyers + base * priorRows) / (cell.rows + priorRows)));
  return { base, rows, p };
}

/** Share of buyers of a customer's class. `recency` counts from the first order to the last, as in BG/NBD. Days. */
export function ruleProbability(
  { p, base }: RuleTable,
  { frequency, recency, tenure }: { frequency: number; recency: number; tenure: number },
): number {
  return p[frequency > 0 ? 1 : 0]?.[recencyClass(tenure - recency)] ?? base;
}

function recencyClass(quietDays: number): number {
  const index = recencyDays.findIndex((border) => Math.round(quietDays) <= border);
  return index < 0 ? recencyDays.length : index;
}
