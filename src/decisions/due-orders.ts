import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { ordersBefore } from '../features/purchase-summary.ts';
import { presenceOf } from './at-risk.ts';
import { type CustomerFigures, figuresBefore } from './customer-figures.ts';
import { shopGap } from './rhythm.ts';

/** A customer whose next order is due by their own rhythm. */
export interface DueOrder {
  readonly figures: CustomerFigures;
  /** Last order plus the usual gap, epoch ms. */
  readonly dueAt: number;
  readonly usualGapDays: number;
}

/** Of some customers, how many ordered. */
interface Ordered {
  readonly customers: number;
  readonly ordered: number;
}

/** How often those who were due did order, beside all customers of the time. */
export interface DueRecord {
  readonly days: number;
  readonly due: Ordered;
  readonly all: Ordered;
}

/** Days ahead that a next order is due within. */
export const dueDays = { soon: 7, later: 14 } as const;
/** Customers below whom a share says nothing. */
const fewest = 10;

/**
 * Whose next order is due from `asOf` on within `days`, 14 unless told: at least three order days, and neither leaving nor gone. Those of the next seven days first, then
 * those with the most money of the last 365 days.
 */
export function findDue(
  figures: readonly CustomerFigures[],
  asOf: number,
  { days = dueDays.later }: { readonly days?: number } = {},
): DueOrder[] {
  const ofShop = shopGap(figures);
  const found = figures.flatMap((customer): DueOrder[] => {
    const presence = presenceOf(customer, ofShop);
    if (presence.state !== 'present') return [];
    const dueAt = customer.lastAt + presence.usualGapDays * dayMs;
    if (dueAt < asOf || dueAt >= asOf + days * dayMs) return [];
    return [{ figures: customer, dueAt, usualGapDays: presence.usualGapDays }];
  });
  const isLater = ({ dueAt }: DueOrder) => (dueAt >= asOf + dueDays.soon * dayMs ? 1 : 0);
  return found.sort(
    (one, other) =>
      isLater(one) - isLater(other) ||
      other.figures.recentGross - one.figures.recentGross ||
      one.figures.customer - other.figures.customer,
  );
}

/** The record of the calls made 14 days before the snapshot's date, with what was known then. Undefined for fewer than ten. */
export const dueRecord: (snapshot: Snapshot) => DueRecord | undefined = rememberFor((snapshot) => {
  const calledAt = snapshot.asOf - dueDays.later * dayMs;
  const figures = figuresBefore(snapshot, calledAt);
  const due = findDue(figures, calledAt).map((each) => each.figures);
  if (due.length < fewest) return undefined;
  const hasOrdered = ({ customer }: CustomerFigures) =>
    ordersBefore(snapshot, customer, calledAt) < (snapshot.orderStart[customer + 1] ?? 0);
  const count = (customers: readonly CustomerFigures[]): Ordered => ({
    customers: customers.length,
    ordered: customers.filter(hasOrdered).length,
  });
  return { days: dueDays.later, due: count(due), all: count(figures) };
});
