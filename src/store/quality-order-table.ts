import type { OrderTable } from '../domain/quality-tables.ts';

/** What an order brings along besides its lines. */
export interface OrderHead {
  readonly id: number;
  readonly sourceId: string;
  readonly at: number;
  readonly currency: string;
  readonly country: string | null;
  readonly gross: number;
  readonly refunded: number;
  readonly isCancelled: number;
  readonly hasEmail: number;
  readonly hasChannel: number;
}

/** A column of numbers that grows: 8 bytes a value, at most twice that while it grows. */
class NumberColumn {
  #values = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(2 * this.#length);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  values(): Float64Array {
    return this.#values.slice(0, this.#length);
  }
}

/** Puts the orders of one source into columns: first all orders by row id, then all their lines in the same order. */
export class OrderTableBuilder {
  readonly #source: string;
  readonly #rows: number[] = [];
  readonly #ids: string[] = [];
  readonly #currency: string[] = [];
  readonly #country: (string | undefined)[] = [];
  readonly #customer = new NumberColumn();
  readonly #at = new NumberColumn();
  readonly #gross = new NumberColumn();
  readonly #refunded = new NumberColumn();
  readonly #isCancelled = new NumberColumn();
  readonly #product = new NumberColumn();
  readonly #quantity = new NumberColumn();
  readonly #price = new NumberColumn();
  /** One copy of each currency and country: the driver makes a new text for every row. */
  readonly #texts = new Map<string, string>();
  readonly #lineStart: number[] = [];
  #untoldEmail = 0;
  #untoldChannel = 0;
  future = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** `customer`: the place of the person, -1 for a guest. */
  addOrder(head: OrderHead, customer: number): void {
    this.#rows.push(head.id);
    this.#ids.push(head.sourceId);
    this.#currency.push(this.#oneCopy(head.currency));
    this.#country.push(head.country === null ? undefined : this.#oneCopy(head.country));
    this.#customer.push(customer);
    this.#at.push(head.at);
    this.#gross.push(head.gross);
    this.#refunded.push(head.refunded);
    this.#isCancelled.push(head.isCancelled);
    if (head.hasEmail === 0) this.#untoldEmail++;
    if (head.hasChannel === 0) this.#untoldChannel++;
  }

  /** `row`: the row id of the order; `product`: the place of the product, -1 for none. */
  addLine(row: number, { product, quantity, price }: { product: number; quantity: number; price: number }): void {
    while (this.#lineStart.length < this.#rows.length && this.#rows[this.#lineStart.length - 1] !== row) {
      this.#lineStart.push(this.#product.length);
    }
    this.#product.push(product);
    this.#quantity.push(quantity);
    this.#price.push(price);
  }

  table(): OrderTable {
    const lineStart = Uint32Array.from({ length: this.#rows.length + 1 }, (_, order) =>
      order < this.#lineStart.length ? (this.#lineStart[order] ?? 0) : this.#product.length,
    );
    return {
      source: this.#source,
      ids: this.#ids,
      customer: Int32Array.from(this.#customer.values()),
      at: this.#at.values(),
      currency: this.#currency,
      country: this.#country,
      gross: this.#gross.values(),
      refunded: this.#refunded.values(),
      isCancelled: Uint8Array.from(this.#isCancelled.values()),
      untold: { email: this.#untoldEmail, channel: this.#untoldChannel },
      future: this.future,
      lineStart,
      lineProduct: Int32Array.from(this.#product.values()),
      lineQuantity: this.#quantity.values(),
      linePrice: this.#price.values(),
    };
  }

  #oneCopy(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
