import type { CustomerFigures } from './customer-figures.ts';

/** The three segments, best first. */
export const segmentNames = ['high-value', 'potential', 'ordinary'] as const;
export type SegmentName = (typeof segmentNames)[number];

/** What each segment is, in words. */
export const segmentWords: Record<SegmentName, string> = {
  'high-value': 'the top fifth by money spent and money expected',
  potential: 'the next three tenths: worth a reason to come back',
  ordinary: 'the other half',
};

/** The segment of every customer of a snapshot. */
export interface Segmentation {
  /** [customers] */
  readonly segments: readonly SegmentName[];
  /** Rank in money and expected money together, 0 = best, 1 = last. [customers] */
  readonly ranks: Float64Array;
}

/** One segment in figures. Money in minor units. */
export interface SegmentSummary {
  readonly name: SegmentName;
  readonly customers: number;
  readonly customerShare: number;
  /** Net revenue of all time. */
  readonly revenue: number;
  readonly revenueShare: number;
}

/** A customer who is in another segment than before. */
export interface SegmentMove {
  /** Public id. */
  readonly customerId: string;
  readonly from: SegmentName;
  readonly to: SegmentName;
}

/** Upper borders of the shares of customers. */
const borders = { 'high-value': 0.2, potential: 0.5 };
/** A customer changes segment only when this far beyond the border. */
const hysteresis = 0.06;

/**
 * Segments by the mean of two ranks: money spent (net) and money expected in the next 90 days (expected orders x mean order value; without a model, money
 * of the last 365 days). `previous` holds a customer at the border in the segment they were in, so that nobody flaps.
 */
export function assignSegments(
  figures: readonly CustomerFigures[],
  {
    expectedOrders,
    previous,
  }: { expectedOrders?: Float64Array | undefined; previous?: readonly (SegmentName | undefined)[] | undefined },
): Segmentation {
  const expected = figures.map(({ gross, orders, recentGross, customer }) =>
    expectedOrders ? (expectedOrders[customer] ?? 0) * (gross / Math.max(1, orders)) : recentGross,
  );
  const spentRank = ranksOf(figures.map(({ net }) => net));
  const expectedRank = ranksOf(expected);
  const ranks = ranksOf(figures.map((_, index) => -((spentRank[index] ?? 0) + (expectedRank[index] ?? 0))));
  return { ranks, segments: figures.map((_, index) => segmentOf(ranks[index] ?? 1, previous?.[index])) };
}

/** Rank of each value as a share, highest first; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = [...values.keys()].sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let place = start; place < end; place++) ranks[order[place] ?? 0] = (start + end - 1) / 2 / values.length;
    start = end;
  }
  return ranks;
}

function segmentOf(rank: number, previous: SegmentName | undefined): SegmentName {
  const held = previous !== undefined && isNear(rank, previous);
  if (held) return previous;
  if (rank < borders['high-value']) return 'high-value';
  return rank < borders.potential ? 'potential' : 'ordinary';
}

/** Whether a rank lies within the borders of a segment, widened by the hysteresis. */
function isNear(rank: number, segment: SegmentName): boolean {
  const low = { 'high-value': 0, potential: borders['high-value'], ordinary: borders.potential }[segment];
  const high = { 'high-value': borders['high-value'], potential: borders.potential, ordinary: 1 }[segment];
  return rank >= low - hysteresis && rank < high + hysteresis;
}

/** Sizes and revenue of the three segments. */
export function summariseSegments(figures: readonly CustomerFigures[], { segments }: Segmentation): SegmentSummary[] {
  const all = figures.reduce((sum, { net }) => sum + net, 0);
  return segmentNames.map((name) => {
    const members = figures.filter((_, index) => segments[index] === name);
    const revenue = members.reduce((sum, { net }) => sum + net, 0);
    return {
      name,
      customers: members.length,
      customerShare: members.length / Math.max(1, figures.length),
      revenue,
      revenueShare: all > 0 ? revenue / all : 0,
    };
  });
}

/** Who is in another segment than before; who is new or gone has not moved. Upwards first, then by id. */
export function segmentMoves(
  previous: ReadonlyMap<string, SegmentName>,
  current: Iterable<readonly [customerId: string, segment: SegmentName]>,
): SegmentMove[] {
  const moves: SegmentMove[] = [];
  for (const [customerId, to] of current) {
    const from = previous.get(customerId);
    if (from !== undefined && from !== to) moves.push({ customerId, from, to });
  }
  const rise = ({ from, to }: SegmentMove) => segmentNames.indexOf(from) - segmentNames.indexOf(to);
  return moves.sort((one, other) => rise(other) - rise(one) || (one.customerId < other.customerId ? -1 : 1));
}
