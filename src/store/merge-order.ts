/** A person by row and by what the source calls them. */
export interface PersonRef {
  readonly row: number;
  readonly id: string;
}

/** What the lines of an order share. */
export interface OrderHead {
  /** Absent: a guest. */
  readonly customer: PersonRef | null;
  /** Epoch ms. */
  readonly orderedAt: number;
  readonly currency: string;
  readonly channel: string | null;
  readonly country: string | null;
  readonly email: string | null;
}

/** One line of an order as the store holds it; money in minor units. */
export interface OrderLine {
  readonly productId: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMicros: number;
  readonly amount: number;
  readonly discount: number | null;
  /** Further columns, as JSON. */
  readonly attributes: string | null;
}

/** An order, as one file or the store tells it. */
export interface ToldOrder {
  readonly head: OrderHead;
  readonly lines: readonly OrderLine[];
}

/** What became of an order: new, already there, or the two versions brought together (see docs/decisions/0001). */
export type MergeOutcome = 'new' | 'unchanged' | 'replaced' | 'kept' | 'joined' | 'corrected';

/**
 * The same order told twice: what stands. Lines are compared as multisets of SKU, quantity and price. `order` is `old` itself where nothing changes.
 * What the later one does not tell (no such column) stays as it was.
 */
export function mergeOrders(
  old: ToldOrder,
  fresh: ToldOrder,
): { readonly outcome: Exclude<MergeOutcome, 'new'>; readonly order: ToldOrder } {
  const outcome = compareLines(old.lines, fresh.lines);
  if (outcome === 'kept') return { outcome, order: old };
  if (outcome === 'joined') {
    return { outcome, order: { head: joinHeads(old, fresh), lines: [...old.lines, ...fresh.lines] } };
  }
  const head = coverHead(old.head, fresh.head);
  const filled = fillLines(old.lines, fresh.lines);
  const isSameLines = leftOver(filled, old.lines, wholeKey).length === 0 && filled.length === old.lines.length;
  if (isSameLines && isSameHead(old.head, head)) return { outcome: 'unchanged', order: old };
  const order = { head, lines: isSameLines ? old.lines : filled };
  return { outcome: outcome === 'unchanged' ? 'corrected' : outcome, order };
}

function compareLines(old: readonly OrderLine[], fresh: readonly OrderLine[]): Exclude<MergeOutcome, 'new'> {
  const oldOnly = leftOver(old, fresh, lineKey);
  const freshOnly = leftOver(fresh, old, lineKey);
  if (oldOnly.length === 0) return freshOnly.length === 0 ? 'unchanged' : 'replaced';
  if (freshOnly.length === 0) return 'kept';
  // A correction speaks of the same articles; two parts of one order share few or none.
  const oldSkus = new Set(old.map(({ sku }) => sku));
  const freshSkus = new Set(fresh.map(({ sku }) => sku));
  const shared = [...freshSkus].filter((sku) => oldSkus.has(sku)).length;
  return 2 * shared >= Math.min(oldSkus.size, freshSkus.size) ? 'corrected' : 'joined';
}

function lineKey({ quantity, unitPriceMicros, sku }: OrderLine): string {
  return `${quantity}/${unitPriceMicros}/${sku}`;
}

function wholeKey(line: OrderLine): string {
  return `${line.amount}/${line.discount}/${line.attributes}/${lineKey(line)}`;
}

/** What is in `one` more often than in `other`. */
function leftOver(
  one: readonly OrderLine[],
  other: readonly OrderLine[],
  keyOf: (line: OrderLine) => string,
): OrderLine[] {
  const counts = new Map<string, number>();
  for (const line of other) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return one.filter((line) => {
    const count = counts.get(keyOf(line)) ?? 0;
    counts.set(keyOf(line), count - 1);
    return count <= 0;
  });
}

/** The fresh lines, with what only the old ones know. */
function fillLines(old: readonly OrderLine[], fresh: readonly OrderLine[]): OrderLine[] {
  const waiting = new Map<string, OrderLine[]>();
  for (const line of old) waiting.set(lineKey(line), [...(waiting.get(lineKey(line)) ?? []), line]);
  return fresh.map((line) => {
    const known = waiting.get(lineKey(line))?.shift();
    return {
      ...line,
      discount: line.discount ?? known?.discount ?? null,
      attributes: line.attributes ?? known?.attributes ?? null,
    };
  });
}

function coverHead(old: OrderHead, fresh: OrderHead): OrderHead {
  return {
    customer: fresh.customer ?? old.customer,
    orderedAt: fresh.orderedAt,
    currency: fresh.currency,
    channel: fresh.channel ?? old.channel,
    country: fresh.country ?? old.country,
    email: fresh.email ?? old.email,
  };
}

function isSameHead(one: OrderHead, other: OrderHead): boolean {
  return (
    one.customer?.row === other.customer?.row &&
    one.orderedAt === other.orderedAt &&
    one.currency === other.currency &&
    one.channel === other.channel &&
    one.country === other.country &&
    one.email === other.email
  );
}

/** The head of two parts of one order: the earlier time, and where they differ, what the part with more lines says; whichever part came first. */
function joinHeads(old: ToldOrder, fresh: ToldOrder): OrderHead {
  const elect = <T>(keyOf: (head: OrderHead) => string | null, read: (head: OrderHead) => T): T => {
    const [one, other] = [keyOf(old.head), keyOf(fresh.head)];
    if (one === null || other === null || one === other) return read(one === null ? fresh.head : old.head);
    const lead = old.lines.length - fresh.lines.length || (one < other ? 1 : -1);
    return read(lead > 0 ? old.head : fresh.head);
  };
  return {
    customer: elect(
      ({ customer }) => customer?.id ?? null,
      ({ customer }) => customer,
    ),
    orderedAt: Math.min(old.head.orderedAt, fresh.head.orderedAt),
    currency: elect(
      ({ currency }) => currency,
      ({ currency }) => currency,
    ),
    channel: elect(
      ({ channel }) => channel,
      ({ channel }) => channel,
    ),
    country: elect(
      ({ country }) => country,
      ({ country }) => country,
    ),
    email: elect(
      ({ email }) => email,
      ({ email }) => email,
    ),
  };
}
