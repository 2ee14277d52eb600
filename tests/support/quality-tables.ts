import type { Arrival, OrderTable, PersonRow, ProductRow, QualityTables } from '../../src/domain/quality-tables.ts';
import { drawIndex, drawNormal, seededRandom } from '../../src/domain/random.ts';

/** A line of an order; `price` of one piece in the currency's major unit. */
interface LineOf {
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
}

/** An order as a test writes it down. */
export interface OrderOf {
  readonly id: string;
  /** Absent: a guest's. */
  readonly customer?: string;
  /** Epoch ms. */
  readonly at: number;
  readonly lines: readonly LineOf[];
  readonly currency?: string;
  readonly country?: string;
  readonly isCancelled?: boolean;
  /** Minor units given back besides the lines. */
  readonly refunded?: number;
}

/** What else stands in the tables. People and products that orders name are made where they are not given. */
export interface TablesOf {
  readonly people?: readonly PersonRow[];
  readonly products?: readonly ProductRow[];
  readonly arrivals?: readonly Arrival[];
  readonly future?: number;
}

/** Tables of one source, `file`, in euros, from plain lists. */
export function qualityTablesOf(orders: readonly OrderOf[], given: TablesOf = {}): QualityTables {
  const people = [...(given.people ?? [])];
  const products = [...(given.products ?? [])];
  const knownPeople = new Set(people.map(({ id }) => id));
  const knownSkus = new Set(products.map(({ sku }) => sku));
  for (const customer of new Set(orders.flatMap((order) => order.customer ?? []))) {
    if (!knownPeople.has(customer)) people.push({ id: customer, sources: ['file'] });
  }
  for (const sku of new Set(orders.flatMap(({ lines }) => lines.map((line) => line.sku)))) {
    if (!knownSkus.has(sku)) products.push({ sku, title: `Thing ${sku}`, isFee: false });
  }
  return {
    orders:
      orders.length > 0 || given.future ? [orderTableOf(orders, { people, products, future: given.future ?? 0 })] : [],
    people,
    products,
    arrivals: given.arrivals ?? [],
  };
}

function orderTableOf(
  orders: readonly OrderOf[],
  { people, products, future }: { people: readonly PersonRow[]; products: readonly ProductRow[]; future: number },
): OrderTable {
  const persons = new Map(people.map(({ id }, place) => [id, place]));
  const things = new Map(products.map(({ sku }, place) => [sku, place]));
  const lines = orders.flatMap((order) => order.lines);
  const sum = (order: OrderOf, sign: 1 | -1) =>
    order.lines.reduce(
      (total, { quantity, price }) => total + Math.max(0, sign * quantity) * Math.round(100 * price),
      0,
    );
  return {
    source: 'file',
    ids: orders.map(({ id }) => id),
    customer: Int32Array.from(orders, ({ customer }) => persons.get(customer ?? '') ?? -1),
    at: Float64Array.from(orders, ({ at }) => at),
    currency: orders.map(({ currency }) => currency ?? 'EUR'),
    country: orders.map(({ country }) => country),
    gross: Float64Array.from(orders, (order) => sum(order, 1)),
    refunded: Float64Array.from(orders, (order) => sum(order, -1) + (order.refunded ?? 0)),
    isCancelled: Uint8Array.from(orders, ({ isCancelled }) => (isCancelled ? 1 : 0)),
    untold: { email: orders.length, channel: orders.length },
    future,
    lineStart: startsOf(orders),
    lineProduct: Int32Array.from(lines, ({ sku }) => things.get(sku) ?? -1),
    lineQuantity: Float64Array.from(lines, ({ quantity }) => quantity),
    linePrice: Float64Array.from(lines, ({ price }) => Math.round(price * 1e6)),
  };
}

function startsOf(orders: readonly OrderOf[]): Uint32Array {
  const starts = new Uint32Array(orders.length + 1);
  orders.forEach(({ lines }, order) => {
    starts[order + 1] = (starts[order] ?? 0) + lines.length;
  });
  return starts;
}

/** The same order without a customer. */
export function asGuest({ customer: _customer, ...order }: OrderOf): OrderOf {
  return order;
}

/** How a clean shop is made. */
export interface CleanShop {
  readonly seed: number;
  /** Epoch ms of the first day. */
  readonly from: number;
  readonly days: number;
  /** Orders on the first day; the last day has `growth` times as many. */
  readonly ordersADay: number;
  readonly growth: number;
}

const dayMs = 86_400_000;

/**
 * A shop without a fault: every order has a customer, its own second, other things in it and prices that lean to the right as prices do. It grows: more
 * orders a day, by old and new customers.
 */
export function cleanShop({ seed, from, days, ordersADay, growth }: CleanShop): OrderOf[] {
  const random = seededRandom(seed);
  const orders: OrderOf[] = [];
  let customers = 5;
  for (let day = 0; day < days; day++) {
    const expected = ordersADay * (1 + ((growth - 1) * day) / Math.max(1, days - 1));
    const count = Math.round(expected * (0.8 + 0.4 * random()));
    for (let order = 0; order < count; order++) {
      const isNew = random() < 0.3;
      const customer = isNew ? customers++ : drawIndex(random, customers);
      const first = drawIndex(random, 40);
      orders.push({
        id: `o${orders.length + 1}`,
        customer: `c${customer}`,
        at: from + day * dayMs + Math.floor(((order + random()) * dayMs) / count),
        lines: Array.from({ length: 1 + drawIndex(random, 4) }, (_, line) => ({
          sku: `s${(first + line) % 40}`,
          quantity: 1 + drawIndex(random, 4),
          price: Math.round(100 * Math.exp(2.5 + 0.6 * drawNormal(random))) / 100,
        })),
      });
    }
  }
  return orders;
}
