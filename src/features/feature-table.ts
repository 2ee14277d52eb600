import { dayMs } from '../domain/clock.ts';
import { type Random, shuffle } from '../domain/random.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';
import { type FeatureName, featureColumns } from './columns.ts';
import { chanceDue, fitGapHazard, type GapHazard } from './gap-hazard.ts';
import { firstAtOrAfter, orderDays, ordersBefore } from './purchase-summary.ts';

/** Features of every customer with an order before a cutoff. Row-major; NaN = not known. */
export interface FeatureTable {
  /** Instant, epoch ms; nothing at or after it is in the values. */
  readonly cutoff: number;
  readonly horizonDays: number;
  /** Index of each row's customer in the snapshot, ascending. [rows] */
  readonly customers: Int32Array;
  /** How gaps end in the shop, as it was known at the cutoff. */
  readonly hazard: GapHazard;
  /** [rows, columns] in the order of `featureColumns`. */
  readonly values: Float64Array;
}

/** What a purchase model expects of one customer at a cutoff; the table takes it as three more columns. */
export interface PurchaseOutlook {
  readonly order: number;
  readonly expected: number;
  readonly alive: number;
}

/** Gives the outlook of a row from its history in days. */
export type OutlookOf = (history: { frequency: number; recency: number; tenure: number }) => PurchaseOutlook;

/** Number of feature columns. */
export const columnCount: number = featureColumns.length;

const places = new Map<FeatureName, number>(featureColumns.map(({ name }, place) => [name, place]));

/** Place of a column in a row. */
export function columnPlace(name: FeatureName): number {
  return places.get(name) ?? -1;
}

/** How many of the shop's gaps weigh as much as a customer's own. */
const hazardWeight = 4;

interface Behaviour {
  readonly snapshot: Snapshot;
  readonly customer: number;
  readonly cutoff: number;
  readonly first: number;
  readonly end: number;
  /** Days before the cutoff with an order, descending. */
  readonly days: readonly number[];
  readonly gaps: readonly number[];
}

/**
 * Which features are built. `sample`: at most so many customers, drawn at random; absent, all of them. `hazard`: how gaps end in the shop where the snapshot
 * holds only a part of it; absent, it is fitted on the snapshot.
 */
export interface FeatureOptions {
  readonly cutoff: number;
  readonly horizonDays: number;
  readonly outlookOf: OutlookOf;
  readonly sample?: { readonly rows: number; readonly random: Random };
  readonly hazard?: GapHazard;
}

/** Builds the feature table at `cutoff` for purchases within `horizonDays` after it. `cutoff` may not lie after the snapshot's date. */
export function buildFeatures(
  snapshot: Snapshot,
  { cutoff, horizonDays, outlookOf, sample, hazard: given }: FeatureOptions,
): FeatureTable {
  const known = behavioursBefore(snapshot, cutoff);
  const hazard = given ?? fitHazard(known, horizonDays);
  const behaviours = sample ? drawSome(known, sample) : known;
  const values = new Float64Array(behaviours.length * columnCount).fill(Number.NaN);
  const bought = new Set<number>();
  behaviours.forEach((behaviour, row) => {
    const cells = values.subarray(row * columnCount, (row + 1) * columnCount);
    const set = (name: FeatureName, value: number) => {
      cells[columnPlace(name)] = value;
    };
    fillTiming(behaviour, set);
    fillOutlook(behaviour, outlookOf, set);
    fillRhythm(behaviour, hazard, set);
    fillMoney(behaviour, set);
    fillBreadth(behaviour, bought, set);
    fillReturns(behaviour, set);
    fillSeason(behaviour, horizonDays, set);
  });
  return { cutoff, horizonDays, customers: Int32Array.from(behaviours, ({ customer }) => customer), hazard, values };
}

function fitHazard(known: readonly Behaviour[], horizonDays: number): GapHazard {
  const finished = function* () {
    for (const { gaps } of known) yield* gaps;
  };
  return fitGapHazard(
    finished(),
    known.map(({ days }) => days.at(-1) ?? 0),
    horizonDays,
  );
}

/** A random part of the rows, in their order. */
function drawSome<T>(all: readonly T[], { rows, random }: { rows: number; random: Random }): readonly T[] {
  if (all.length <= rows) return all;
  const drawn = shuffle(Uint32Array.from(all.keys()), random).slice(0, rows).sort();
  return Array.from(drawn, (index) => all[index]).filter((row) => row !== undefined);
}

type SetCell = (name: FeatureName, value: number) => void;

function behavioursBefore(snapshot: Snapshot, cutoff: number): Behaviour[] {
  const behaviours: Behaviour[] = [];
  for (let customer = 0; customer < customerCount(snapshot); customer++) {
    const first = snapshot.orderStart[customer] ?? 0;
    const end = ordersBefore(snapshot, customer, cutoff);
    if (end === first) continue;
    const days = orderDays(snapshot.orderAt, first, end, cutoff);
    const gaps = days.slice(1).map((day, index) => (days[index] ?? 0) - day);
    behaviours.push({ snapshot, customer, cutoff, first, end, days, gaps });
  }
  return behaviours;
}

function ordersSince({ snapshot, cutoff, first, end }: Behaviour, days: number): number {
  return end - firstAtOrAfter(snapshot.orderAt, first, end, cutoff - days * dayMs);
}

function fillTiming(behaviour: Behaviour, set: SetCell): void {
  const { days } = behaviour;
  const tenure = days[0] ?? 0;
  set('recency', Math.log1p(days.at(-1) ?? 0));
  set('tenure', Math.log1p(tenure));
  set('frequency', Math.log(days.length));
  set('rate', Math.log(days.length / (tenure / 30 + 1)));
  for (const window of [14, 30, 60, 90, 180, 365] as const) {
    set(`orders_${window}`, Math.log1p(ordersSince(behaviour, window)));
  }
  const recent = ordersSince(behaviour, 90);
  if (tenure >= 90) set('trend', Math.log1p(recent) - Math.log1p(ordersSince(behaviour, 180) - recent));
}

function fillOutlook({ days }: Behaviour, outlookOf: OutlookOf, set: SetCell): void {
  const tenure = days[0] ?? 0;
  const { order, expected, alive } = outlookOf({
    frequency: days.length - 1,
    recency: tenure - (days.at(-1) ?? 0),
    tenure,
  });
  const bounded = Math.min(1 - 1e-6, Math.max(1e-6, order));
  set('bg_order', Math.log(bounded / (1 - bounded)));
  set('bg_expected', Math.log(expected + 1e-4));
  set('bg_alive', alive);
}

function fillRhythm({ days, gaps }: Behaviour, hazard: GapHazard, set: SetCell): void {
  const quiet = days.at(-1) ?? 0;
  const due = chanceDue(hazard, quiet, gaps, hazardWeight);
  const bounded = Math.min(0.999, Math.max(0.001, due));
  set('due', Math.log(bounded / (1 - bounded)));
  if (gaps.length === 0) return;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const sorted = [...gaps].sort((one, other) => one - other);
  set('gap_mean', Math.log1p(mean));
  set('gap_median', Math.log1p(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0));
  set('gap_last', Math.log1p(gaps.at(-1) ?? 0));
  set('quiet_ratio', Math.log1p(quiet) - Math.log1p(mean));
  if (gaps.length < 2) return;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  set('gap_spread', Math.sqrt(variance) / mean);
}

function fillMoney({ snapshot, cutoff, first, end }: Behaviour, set: SetCell): void {
  let money = 0;
  let recent = 0;
  for (let order = first; order < end; order++) {
    const gross = Math.max(0, snapshot.orderGross[order] ?? 0);
    money += gross;
    if ((snapshot.orderAt[order] ?? 0) >= cutoff - 90 * dayMs) recent += gross;
  }
  set('mean_value', Math.log1p(money / (end - first)));
  set('last_value', Math.log1p(Math.max(0, snapshot.orderGross[end - 1] ?? 0)));
  set('money', Math.log1p(money));
  set('money_90', Math.log1p(recent));
}

/** Fees (postage) are no taste: they are left out. */
function fillBreadth({ snapshot, first, end }: Behaviour, bought: Set<number>, set: SetCell): void {
  bought.clear();
  let lines = 0;
  let again = 0;
  for (let order = first; order < end; order++) {
    const products = productsOf(snapshot, order);
    again += products.reduce((count, product) => count + (bought.has(product) ? 1 : 0), 0);
    for (const product of products) bought.add(product);
    lines += products.length;
  }
  set('products', Math.log1p(bought.size));
  set('basket', Math.log1p(lines / (end - first)));
  if (end - first > 1) set('reordered', again / Math.max(1, lines));
}

function productsOf({ lineStart, lineProduct, products }: Snapshot, order: number): Uint32Array {
  return lineProduct
    .subarray(lineStart[order], lineStart[order + 1])
    .filter((product) => products[product]?.isFee !== true);
}

function fillReturns({ snapshot, customer, cutoff, first, end }: Behaviour, set: SetCell): void {
  const from = snapshot.returnStart[customer] ?? 0;
  const to = firstAtOrAfter(snapshot.returnAt, from, snapshot.returnStart[customer + 1] ?? 0, cutoff);
  let back = 0;
  for (let index = from; index < to; index++) back += snapshot.returnAmount[index] ?? 0;
  let money = 0;
  for (let order = first; order < end; order++) money += snapshot.orderGross[order] ?? 0;
  set('returns', Math.log1p(to - from));
  set('returned_share', money > 0 ? Math.min(1, Math.max(0, back) / money) : 0);
}

function fillSeason({ snapshot, cutoff, first, end, days }: Behaviour, horizonDays: number, set: SetCell): void {
  const yearBefore = cutoff - 365 * dayMs;
  if (snapshot.firstAt > yearBefore || (days[0] ?? 0) < 365) return;
  const from = firstAtOrAfter(snapshot.orderAt, first, end, yearBefore);
  const to = firstAtOrAfter(snapshot.orderAt, first, end, yearBefore + horizonDays * dayMs);
  set('same_season', Math.log1p(to - from));
}

/** 1 where the customer of a row has an order in [cutoff, cutoff + horizon), else 0. The window must have closed before the snapshot's date. [rows] */
export function labelRows(snapshot: Snapshot, { cutoff, horizonDays, customers }: FeatureTable): Uint8Array {
  const until = cutoff + horizonDays * dayMs;
  return Uint8Array.from(customers, (customer) => {
    const end = snapshot.orderStart[customer + 1] ?? 0;
    const next = firstAtOrAfter(snapshot.orderAt, snapshot.orderStart[customer] ?? 0, end, cutoff);
    return next < end && (snapshot.orderAt[next] ?? 0) < until ? 1 : 0;
  });
}
