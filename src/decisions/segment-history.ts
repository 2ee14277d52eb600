import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { snapshotBefore } from '../domain/snapshot-before.ts';
import { ordersBefore, summarisePurchases } from '../features/purchase-summary.ts';
import { type BgNbd, expectedOrders } from '../model/bg-nbd.ts';
import { allFigures, type CustomerFigures } from './customer-figures.ts';
import { assignSegments, type Segmentation, type SegmentName, segmentNames } from './segments.ts';

/** The segments of now, and those of some days before, by public id. */
export interface SegmentHistory {
  readonly segmentation: Segmentation;
  /** Absent where nobody had ordered by then. */
  readonly earlier?: {
    readonly asOf: number;
    readonly segments: ReadonlyMap<string, SegmentName>;
    /** What came of those who fell out of the best segment in the steps before; absent with fewer than ten. */
    readonly fallen?: FallRecord;
  };
}

/** Of those who fell out of the best segment, how many ordered within the days that followed. */
export interface FallRecord {
  readonly customers: number;
  readonly ordered: number;
  readonly days: number;
}

/** People below whom a share says nothing. */
const minFallen = 10;

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
  const falls = new Map<string, number>();
  for (const cutoff of [...gridBefore(before), before]) {
    const then = snapshotBefore(snapshot, cutoff);
    const next = byId(then, assign(then, { figures: allFigures(then), bgNbd, held }));
    for (const [id, segment] of next) if (segment !== best && held.get(id) === best) falls.set(id, cutoff);
    held = next;
  }
  const segmentation = assign(snapshot, { figures, bgNbd, held });
  if (held.size === 0) return { segmentation };
  const fallen = followFalls(snapshot, falls);
  return { segmentation, earlier: { asOf: before, segments: held, ...(fallen ? { fallen } : {}) } };
}

const [best] = segmentNames;

/** Who ordered within a step after falling, of those whose step has ended. `falls`: when, by public id. */
function followFalls(snapshot: Snapshot, falls: ReadonlyMap<string, number>): FallRecord | undefined {
  let customers = 0;
  let ordered = 0;
  for (let customer = 0; customer < snapshot.customerIds.length; customer++) {
    const at = falls.get(snapshot.customerIds[customer] ?? '');
    if (at === undefined || at + stepDays * dayMs > snapshot.asOf) continue;
    customers++;
    if (ordersBefore(snapshot, customer, at + stepDays * dayMs) > ordersBefore(snapshot, customer, at)) ordered++;
  }
  return customers < minFallen ? undefined : { customers, ordered, days: stepDays };
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
