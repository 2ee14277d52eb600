import type { Snapshot } from '../../src/domain/snapshot.ts';

/** One line of an order; `amount` in minor units, for the whole line. */
export interface LineOf {
  readonly sku: string;
  readonly quantity: number;
  readonly amount: number;
}

/** A purchase. Without `customer` it is a guest's; without `lines` it holds one piece of `thing` for 1000 minor units. */
export interface OrderOf {
  readonly customer?: string;
  /** Epoch ms, or a date or instant as ISO text (UTC). */
  readonly at: number | string;
  readonly lines?: readonly LineOf[];
}

/** Money given back, minor units, positive. */
export interface ReturnOf {
  readonly customer?: string;
  readonly at: number | string;
  readonly amount: number;
}

/** What else a snapshot is made of. SKUs in `fees` are fees (postage), kept apart from taste. */
export interface SnapshotOf {
  readonly asOf: number | string;
  readonly returns?: readonly ReturnOf[];
  readonly timeZone?: string;
  readonly currency?: string;
  readonly fees?: readonly string[];
}

interface GivenBack {
  readonly at: number;
  readonly amount: number;
}

interface Person {
  readonly id: string;
  readonly row: number;
  readonly orders: readonly Purchase[];
  readonly returns: readonly GivenBack[];
  /** The whole history as one row of numbers: people are sorted by it, never by their names. */
  readonly history: readonly number[];
}

interface Purchase {
  readonly at: number;
  readonly gross: number;
  readonly lines: readonly { readonly product: number; readonly quantity: number; readonly amount: number }[];
  readonly key: readonly number[];
}

/** A snapshot from plain lists, as the store would load it: only what happened before `asOf`, everything sorted by content. */
export function snapshotOf(
  orders: readonly OrderOf[],
  { asOf, returns = [], timeZone = 'UTC', currency = 'USD', fees = [] }: SnapshotOf,
): Snapshot {
  const end = instantOf(asOf);
  const known = orders.filter(({ at }) => instantOf(at) < end);
  const back = returns.filter(({ at }) => instantOf(at) < end);
  const skus = known.flatMap((order) => (order.customer === undefined ? [] : linesOf(order))).map(({ sku }) => sku);
  const products = [...new Set(skus)].sort();
  const places = new Map(products.map((sku, place) => [sku, place]));
  const histories = new Map<string, { orders: Purchase[]; returns: GivenBack[] }>();
  for (const order of known) {
    if (order.customer === undefined) continue;
    const history = histories.get(order.customer) ?? { orders: [], returns: [] };
    history.orders.push(purchaseOf(order, places));
    histories.set(order.customer, history);
  }
  const elsewhere: GivenBack[] = [];
  for (const given of back) (histories.get(given.customer ?? '')?.returns ?? elsewhere).push(givenBack(given));
  const people = [...histories]
    .map(([id, history], row) => personOf({ id, row: row + 1, ...history }))
    .sort((one, other) => compareNumbers(one.history, other.history));
  const purchases = people.flatMap((person) => person.orders);
  const lines = purchases.flatMap((purchase) => purchase.lines);
  const given = people.flatMap((person) => person.returns);
  const guests = known
    .filter(({ customer }) => customer === undefined)
    .map((order) => purchaseOf(order, places))
    .sort((one, other) => compareNumbers(one.key, other.key));
  elsewhere.sort(byTime);
  return {
    asOf: end,
    timeZone,
    currency,
    firstAt: purchases.reduce((first, { at }) => Math.min(first, at), end),
    customerIds: people.map(({ id }) => id),
    customerRows: Int32Array.from(people, ({ row }) => row),
    orderStart: startsOf(people.map((person) => person.orders.length)),
    orderAt: Float64Array.from(purchases, ({ at }) => at),
    orderGross: Float64Array.from(purchases, ({ gross }) => gross),
    lineStart: startsOf(purchases.map((purchase) => purchase.lines.length)),
    lineProduct: Uint32Array.from(lines, ({ product }) => product),
    lineQuantity: Float32Array.from(lines, ({ quantity }) => quantity),
    lineAmount: Float64Array.from(lines, ({ amount }) => amount),
    returnStart: startsOf(people.map((person) => person.returns.length)),
    returnAt: Float64Array.from(given, ({ at }) => at),
    returnAmount: Float64Array.from(given, ({ amount }) => amount),
    guestAt: Float64Array.from(guests, ({ at }) => at),
    guestGross: Float64Array.from(guests, ({ gross }) => gross),
    guestReturnAt: Float64Array.from(elsewhere, ({ at }) => at),
    guestReturnAmount: Float64Array.from(elsewhere, ({ amount }) => amount),
    products: products.map((sku) => ({ sku, title: sku, isFee: fees.includes(sku) })),
  };
}

/** Epoch ms of an ISO date or instant (UTC where it names no zone). */
export function instantOf(at: number | string): number {
  if (typeof at === 'number') return at;
  const instant = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(at) ? `${at}Z` : at);
  if (Number.isNaN(instant)) throw new Error(`Not a date: '${at}'.`);
  return instant;
}

const thing: readonly LineOf[] = [{ sku: 'thing', quantity: 1, amount: 1000 }];

function linesOf({ lines = thing }: OrderOf): readonly LineOf[] {
  return lines.filter(({ quantity }) => quantity > 0);
}

function personOf({ id, row, orders, returns }: Omit<Person, 'history'>): Person {
  const sorted = {
    orders: [...orders].sort((one, other) => compareNumbers(one.key, other.key)),
    returns: [...returns].sort(byTime),
  };
  const given = sorted.returns.flatMap(({ at, amount }) => [at, amount]);
  return { id, row, ...sorted, history: [...sorted.orders.flatMap(({ key }) => key), ...given] };
}

function purchaseOf(order: OrderOf, places: ReadonlyMap<string, number>): Purchase {
  const lines = linesOf(order)
    .map(({ sku, quantity, amount }) => ({ product: places.get(sku) ?? 0, quantity, amount }))
    .sort((one, other) => compareNumbers(numbersOf(one), numbersOf(other)));
  const at = instantOf(order.at);
  const gross = lines.reduce((sum, { amount }) => sum + amount, 0);
  return { at, gross, lines, key: [at, gross, ...lines.flatMap(numbersOf)] };
}

function numbersOf({ product, amount, quantity }: { product: number; amount: number; quantity: number }): number[] {
  return [product, amount, quantity];
}

function givenBack({ at, amount }: ReturnOf): GivenBack {
  return { at: instantOf(at), amount };
}

function byTime(one: GivenBack, other: GivenBack): number {
  return one.at - other.at || one.amount - other.amount;
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, index) => value !== other[index]);
  if (place < 0) return one.length - other.length;
  return place < other.length ? (one[place] ?? 0) - (other[place] ?? 0) : 1;
}

function startsOf(sizes: readonly number[]): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, index) => {
    starts[index + 1] = (starts[index] ?? 0) + size;
  });
  return starts;
}
