import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { snapshotBefore } from '../domain/snapshot-before.ts';
import { summarisePurchases } from '../features/purchase-summary.ts';
import { type BgNbd, expectedOrders } from '../model/bg-nbd.ts';
import { allFigures, type CustomerFigures } from './customer-figures.ts';
import { assignSegments, type Segmentation, type SegmentName } from './segments.ts';

/** The segments of now, and those of some days before, by public id. */
export interface SegmentHistory {
  readonly segmentation: Segmentation;
  /** Absent where nobody had ordered by then. */
  readonly earlier?: { readonly asOf: number; readonly segments: ReadonlyMap<string, SegmentName> };
}

/** Days between the two segmentations that moves are told of. */
const movesDays = 7;
/** Days between two steps of the past, on a fixed grid, so that two dates share it. */
const stepDays = 28;
/** Steps of the past that the segments are followed through. */
const steps = 6;
/** Days ahead of the orders that are expected. */
const expectedDays = 90;

/**
 * Follows the segments through half a year, step by step, each customer held in the segment they were in until they are well beyond its border: a slow
 * slide becomes a move in the week in which it crosses, and two dates agree on who stands where. `figures` are those of `snapshot`; without a purchase
 * model the money of the last 365 days stands for the money expected.
 */
export function followSegments(
  snapshot: Snapshot,
  { figures, bgNbd }: { figures: readonly CustomerFigures[]; bgNbd: BgNbd | undefined },
): SegmentHistory {
  const before = snapshot.asOf - movesDays * dayMs;
  let held: ReadonlyMap<string, SegmentName> = new Map();
  for (const cutoff of [...gridBefore(before), before]) {
    const then = snapshotBefore(snapshot, cutoff);
    held = byId(then, assign(then, { figures: allFigures(then), bgNbd, held }));
  }
  const segmentation = assign(snapshot, { figures, bgNbd, held });
  return held.size === 0 ? { segmentation } : { segmentation, earlier: { asOf: before, segments: held } };
}

/** The last steps before an instant on the grid of all dates, oldest first. */
function gridBefore(instant: number): number[] {
  const newest = Math.floor((instant - 1) / (stepDays * dayMs));
  return Array.from({ length: steps }, (_, index) => (newest - steps + 1 + index) * stepDays * dayMs);
}

function assign(
  snapshot: Snapshot,
  {
    figures,
    bgNbd,
    held,
  }: {
    figures: readonly CustomerFigures[];
    bgNbd: BgNbd | undefined;
    held: ReadonlyMap<string, SegmentName>;
  },
): Segmentation {
  return assignSegments(figures, {
    expectedOrders: bgNbd ? expectedOf(snapshot, bgNbd) : undefined,
    previous: snapshot.customerIds.map((id) => held.get(id)),
  });
}

/** Orders that each customer is expected to place in the next 90 days. [customers] */
function expectedOf(snapshot: Snapshot, bgNbd: BgNbd): Float64Array {
  const { frequency, recency, tenure } = summarisePurchases(snapshot, snapshot.asOf);
  return Float64Array.from(frequency, (repeats, row) =>
    expectedOrders(bgNbd, { frequency: repeats, recency: recency[row] ?? 0, tenure: tenure[row] ?? 0 }, expectedDays),
  );
}

function byId({ customerIds }: Snapshot, { segments }: Segmentation): Map<string, SegmentName> {
  return new Map(customerIds.map((id, customer) => [id, segments[customer] ?? 'ordinary'] as const));
}
