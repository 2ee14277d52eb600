import { createHash } from 'node:crypto';
import type { Snapshot, SnapshotProduct } from '../domain/snapshot.ts';
import type { Store } from './database.ts';

interface LineRow {
  readonly orderId: number;
  readonly customerId: number | null;
  readonly orderedAt: number;
  readonly isHome: number;
  readonly cancelledAt: number | null;
  readonly productId: number | null;
  readonly quantity: number;
  readonly amount: number;
}

interface Line {
  product: number;
  readonly quantity: number;
  readonly amount: number;
}

interface Purchase {
  readonly at: number;
  gross: number;
  readonly lines: Line[];
}

interface GivenBack {
  readonly at: number;
  readonly amount: number;
}

interface Person {
  readonly row: number;
  readonly purchases: Purchase[];
  readonly returns: GivenBack[];
}

interface Gathered {
  readonly people: Map<number, Person>;
  readonly guests: Purchase[];
  readonly guestReturns: GivenBack[];
}

/**
 * Loads the world before `asOf` (epoch ms) from the store; see `Snapshot` for what counts. Everything is sorted by content, so that
 * the order of import and the names of ids leave no trace. Amounts in another currency than the shop's count as 0.
 */
export function loadSnapshot(
  store: Store,
  { asOf, timeZone, currency }: { asOf: number; timeZone: string; currency: string },
): Snapshot {
  const products = readProducts(store);
  const gathered = gather(store, { asOf, currency, places: products.places });
  addRefunds(store, { asOf, currency }, gathered);
  const people = [...gathered.people.values()].filter(({ purchases }) => purchases.length > 0);
  for (const person of people) sortHistory(person);
  people.sort(compareHistories);
  for (const { purchases, returns } of gathered.people.values()) {
    if (purchases.length === 0) gathered.guestReturns.push(...returns);
  }
  const ids = readPublicIds(store);
  const bought = keepBought(people, products.list);
  return {
    asOf,
    timeZone,
    currency,
    firstAt: people.reduce((first, { purchases }) => Math.min(first, purchases[0]?.at ?? asOf), asOf),
    customerIds: people.map(({ row }) => ids.get(row) ?? String(row)),
    customerRows: Int32Array.from(people, ({ row }) => row),
    ...purchaseColumns(people),
    ...returnColumns(people),
    ...guestColumns(gathered),
    products: bought,
  };
}

/** SHA-256 over all columns of a snapshot, names of people and things left out: equal for the same world, however it came into the store. */
export function fingerprintSnapshot(snapshot: Snapshot): string {
  const hash = createHash('sha256').update(`${snapshot.asOf}/${snapshot.timeZone}/${snapshot.currency}`);
  for (const column of [
    snapshot.orderStart,
    snapshot.orderAt,
    snapshot.orderGross,
    snapshot.lineStart,
    snapshot.lineProduct,
    snapshot.lineQuantity,
    snapshot.lineAmount,
    snapshot.returnStart,
    snapshot.returnAt,
    snapshot.returnAmount,
    snapshot.guestAt,
    snapshot.guestGross,
    snapshot.guestReturnAt,
    snapshot.guestReturnAmount,
    Uint8Array.from(snapshot.products, ({ isFee }) => (isFee ? 1 : 0)),
  ]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}

/** Products by SKU, ascending, and the place of each row id in that list. */
function readProducts(store: Store): { list: SnapshotProduct[]; places: Map<number, number> } {
  const places = new Map<number, number>();
  const list: SnapshotProduct[] = [];
  const rows = store.sqlite.prepare<[], { id: number; sku: string; title: string | null; isFee: number }>(
    'select id, sku, title, is_fee as isFee from product order by sku',
  );
  for (const { id, sku, title, isFee } of rows.iterate()) {
    places.set(id, list.length);
    list.push({ sku, title: title ?? sku, isFee: isFee === 1 });
  }
  return { list, places };
}

/** Leaves only the products that are in a purchase, and renumbers the lines: what was first sold after the date leaves no trace. */
function keepBought(people: readonly Person[], products: readonly SnapshotProduct[]): SnapshotProduct[] {
  const lines = people.flatMap(({ purchases }) => purchases.flatMap((purchase) => purchase.lines));
  const isBought = new Uint8Array(products.length);
  for (const { product } of lines) isBought[product] = 1;
  const places = startsOf([...isBought]);
  for (const line of lines) line.product = places[line.product] ?? 0;
  return products.filter((_, product) => isBought[product] === 1);
}

function readPublicIds(store: Store): Map<number, string> {
  const rows = store.sqlite.prepare<[], { id: number; publicId: string }>(
    'select id, public_id as publicId from customer',
  );
  const ids = new Map<number, string>();
  for (const { id, publicId } of rows.iterate()) ids.set(id, publicId);
  return ids;
}

function gather(
  store: Store,
  { asOf, currency, places }: { asOf: number; currency: string; places: ReadonlyMap<number, number> },
): Gathered {
  const gathered: Gathered = { people: new Map(), guests: [], guestReturns: [] };
  const rows = store.sqlite.prepare<[string, number], LineRow>(
    `select o.id as orderId, o.customer_id as customerId, o.ordered_at as orderedAt, o.currency = ? as isHome,
            o.cancelled_at as cancelledAt, l.product_id as productId, l.quantity, l.amount
       from orders o join order_line l on l.order_id = o.id
      where o.ordered_at < ? and o.is_test = 0
      order by o.id, l.line_no`,
  );
  let open: { readonly orderId: number; readonly purchase: Purchase } | undefined;
  for (const row of rows.iterate(currency, asOf)) {
    const amount = row.isHome === 1 ? row.amount : 0;
    if (row.quantity < 0) {
      returnsOf(gathered, row.customerId).push({ at: row.orderedAt, amount: -amount });
    } else if (row.cancelledAt === null || row.cancelledAt >= asOf) {
      if (open?.orderId !== row.orderId) open = { orderId: row.orderId, purchase: startPurchase(gathered, row) };
      open.purchase.gross += amount;
      const product = places.get(row.productId ?? -1);
      if (product !== undefined) open.purchase.lines.push({ product, quantity: row.quantity, amount });
    }
  }
  return gathered;
}

function startPurchase(gathered: Gathered, { customerId, orderedAt }: LineRow): Purchase {
  const purchase: Purchase = { at: orderedAt, gross: 0, lines: [] };
  const purchases = customerId === null ? gathered.guests : personOf(gathered, customerId).purchases;
  purchases.push(purchase);
  return purchase;
}

function personOf({ people }: Gathered, row: number): Person {
  let person = people.get(row);
  if (!person) {
    person = { row, purchases: [], returns: [] };
    people.set(row, person);
  }
  return person;
}

function returnsOf(gathered: Gathered, customerId: number | null): GivenBack[] {
  return customerId === null ? gathered.guestReturns : personOf(gathered, customerId).returns;
}

function addRefunds(store: Store, { asOf, currency }: { asOf: number; currency: string }, gathered: Gathered): void {
  const rows = store.sqlite.prepare<
    [number, string, number],
    { customerId: number | null; at: number; amount: number }
  >(
    `select o.customer_id as customerId, r.refunded_at as at, r.amount
       from refund r join orders o on o.id = r.order_id
      where r.refunded_at < ? and o.currency = ? and o.is_test = 0
        and (o.cancelled_at is null or o.cancelled_at >= ?)`,
  );
  for (const { customerId, at, amount } of rows.iterate(asOf, currency, asOf)) {
    returnsOf(gathered, customerId).push({ at, amount });
  }
}

function sortHistory({ purchases, returns }: Person): void {
  for (const { lines } of purchases) {
    lines.sort(
      (one, other) => one.product - other.product || one.amount - other.amount || one.quantity - other.quantity,
    );
  }
  purchases.sort(comparePurchases);
  returns.sort((one, other) => one.at - other.at || one.amount - other.amount);
}

function comparePurchases(one: Purchase, other: Purchase): number {
  return one.at - other.at || one.gross - other.gross || compareLines(one.lines, other.lines);
}

function compareLines(one: readonly Line[], other: readonly Line[]): number {
  return compareSequences(
    one,
    other,
    (a, b) => a.product - b.product || a.amount - b.amount || a.quantity - b.quantity,
  );
}

function compareHistories(one: Person, other: Person): number {
  return (
    compareSequences(one.purchases, other.purchases, comparePurchases) ||
    compareSequences(one.returns, other.returns, (a, b) => a.at - b.at || a.amount - b.amount)
  );
}

function compareSequences<T>(one: readonly T[], other: readonly T[], compare: (a: T, b: T) => number): number {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index++) {
    const [a, b] = [one[index], other[index]];
    const difference = a === undefined || b === undefined ? 0 : compare(a, b);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

type PurchaseColumns = Pick<
  Snapshot,
  'orderStart' | 'orderAt' | 'orderGross' | 'lineStart' | 'lineProduct' | 'lineQuantity' | 'lineAmount'
>;

function purchaseColumns(people: readonly Person[]): PurchaseColumns {
  const purchases = people.flatMap((person) => person.purchases);
  const lines = purchases.reduce((sum, purchase) => sum + purchase.lines.length, 0);
  const columns = {
    orderStart: startsOf(people.map((person) => person.purchases.length)),
    orderAt: Float64Array.from(purchases, ({ at }) => at),
    orderGross: Float64Array.from(purchases, ({ gross }) => gross),
    lineStart: startsOf(purchases.map((purchase) => purchase.lines.length)),
    lineProduct: new Uint32Array(lines),
    lineQuantity: new Float32Array(lines),
    lineAmount: new Float64Array(lines),
  };
  let place = 0;
  for (const purchase of purchases) {
    for (const { product, quantity, amount } of purchase.lines) {
      columns.lineProduct[place] = product;
      columns.lineQuantity[place] = quantity;
      columns.lineAmount[place] = amount;
      place++;
    }
  }
  return columns;
}

function returnColumns(people: readonly Person[]): Pick<Snapshot, 'returnStart' | 'returnAt' | 'returnAmount'> {
  const returns = people.flatMap((person) => person.returns);
  return {
    returnStart: startsOf(people.map((person) => person.returns.length)),
    returnAt: Float64Array.from(returns, ({ at }) => at),
    returnAmount: Float64Array.from(returns, ({ amount }) => amount),
  };
}

function guestColumns({
  guests,
  guestReturns,
}: Gathered): Pick<Snapshot, 'guestAt' | 'guestGross' | 'guestReturnAt' | 'guestReturnAmount'> {
  guests.sort((one, other) => one.at - other.at || one.gross - other.gross);
  guestReturns.sort((one, other) => one.at - other.at || one.amount - other.amount);
  return {
    guestAt: Float64Array.from(guests, ({ at }) => at),
    guestGross: Float64Array.from(guests, ({ gross }) => gross),
    guestReturnAt: Float64Array.from(guestReturns, ({ at }) => at),
    guestReturnAmount: Float64Array.from(guestReturns, ({ amount }) => amount),
  };
}

/** Running starts of consecutive groups: [0, size 0, size 0 + size 1, ...]. */
function startsOf(sizes: readonly number[]): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, index) => {
    starts[index + 1] = (starts[index] ?? 0) + size;
  });
  return starts;
}
