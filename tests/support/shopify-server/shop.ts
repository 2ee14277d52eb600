import type { Clock } from '../../../src/domain/clock.ts';
import { minorDigits } from '../../../src/domain/money.ts';
import { ShopWrites } from './shop-writes.ts';

/** A customer as the shop keeps one. */
export interface ShopCustomer {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  country: string | null;
  emailConsent: 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NOT_SUBSCRIBED';
  dataSaleOptOut: boolean;
  tags: string[];
}

/** A line of an order; money in minor units of the shop's currency. */
export interface ShopLine {
  readonly id: number;
  readonly title: string;
  readonly sku: string | null;
  readonly productId: number | null;
  readonly variantId: number | null;
  readonly quantity: number;
  readonly unitPrice: number;
  /** Of the whole line. */
  readonly discount: number;
}

/** A refund; `amount` counts shipping too. */
export interface ShopRefund {
  readonly id: number;
  readonly createdAt: number;
  readonly amount: number;
  readonly note: string | null;
}

/** An order. `presentment`: the currency that the customer saw, and how much of it one of the shop's is. */
export interface ShopOrder {
  readonly id: number;
  readonly createdAt: number;
  readonly processedAt: number;
  updatedAt: number;
  customerId: number | null;
  email: string | null;
  readonly country: string | null;
  readonly isTest: boolean;
  cancelledAt: number | null;
  readonly sourceName: string;
  readonly shipping: number;
  readonly tax: number;
  lines: ShopLine[];
  refunds: ShopRefund[];
  readonly presentment: { readonly currency: string; readonly rate: number };
}

/** A product with its variants; `price` in minor units. */
export interface ShopProduct {
  readonly id: number;
  updatedAt: number;
  title: string;
  productType: string;
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
  variants: { readonly id: number; readonly sku: string | null; readonly title: string; readonly price: number }[];
}

/** What a shop really holds, counted from its own records and not from any answer. */
export interface ShopTruth {
  readonly customers: readonly string[];
  readonly orders: readonly string[];
  readonly products: readonly string[];
  /** Paid and not given back, minor units: no tests, no cancelled orders. */
  readonly realRevenue: number;
  readonly refunded: number;
  /** Gross and refunds of every order by id. */
  readonly totals: Readonly<Record<string, { readonly gross: number; readonly refunded: number }>>;
}

/** A shop in memory that tests fill and change. */
export interface Shop {
  readonly currency: string;
  readonly customers: Map<number, ShopCustomer>;
  readonly orders: Map<number, ShopOrder>;
  readonly products: Map<number, ShopProduct>;
  /** What was written into it, and the metafields of its customers. */
  readonly writes: ShopWrites;
  nextId(): number;
  addCustomer(fields?: Partial<ShopCustomer>): ShopCustomer;
  addProduct(fields?: Partial<ShopProduct>): ShopProduct;
  addOrder(fields?: Partial<ShopOrder>): ShopOrder;
  /** Stamps a record as changed now. */
  touch(record: { updatedAt: number }): void;
  refund(orderId: number, amount: number): ShopRefund;
  /** Moves the orders of `gone` to `kept` and removes it. */
  merge(ids: { readonly kept: number; readonly gone: number }): void;
  truth(): ShopTruth;
}

/** Opens an empty shop. */
export function openShop({ clock, currency = 'EUR' }: { clock: Clock; currency?: string }): Shop {
  let last = 1000;
  const now = () => clock.now().getTime();
  const shop: Shop = {
    currency,
    customers: new Map(),
    orders: new Map(),
    products: new Map(),
    writes: new ShopWrites(clock),
    nextId: () => ++last,
    addCustomer(fields = {}) {
      const customer: ShopCustomer = { ...freshCustomer(shop.nextId(), now()), ...fields };
      shop.customers.set(customer.id, customer);
      return customer;
    },
    addProduct(fields = {}) {
      const id = fields.id ?? shop.nextId();
      const product: ShopProduct = { ...freshProduct(shop, id, now()), ...fields };
      shop.products.set(id, product);
      return product;
    },
    addOrder(fields = {}) {
      const order: ShopOrder = { ...freshOrder(shop, now()), ...fields };
      shop.orders.set(order.id, order);
      return order;
    },
    touch(record) {
      record.updatedAt = now();
    },
    refund(orderId, amount) {
      const order = shop.orders.get(orderId);
      if (order === undefined) throw new Error(`no order ${orderId}`);
      const refund = { id: shop.nextId(), createdAt: now(), amount, note: null };
      order.refunds = [...order.refunds, refund];
      shop.touch(order);
      return refund;
    },
    merge({ kept, gone }) {
      for (const order of shop.orders.values()) {
        if (order.customerId !== gone) continue;
        order.customerId = kept;
        shop.touch(order);
      }
      shop.customers.delete(gone);
      const survivor = shop.customers.get(kept);
      if (survivor !== undefined) shop.touch(survivor);
    },
    truth: () => truthOf(shop),
  };
  return shop;
}

function freshCustomer(id: number, at: number): ShopCustomer {
  return {
    id,
    createdAt: at,
    updatedAt: at,
    email: `person${id}@example.com`,
    firstName: 'Ada',
    lastName: `Number ${id}`,
    phone: null,
    country: 'DE',
    emailConsent: 'NOT_SUBSCRIBED',
    dataSaleOptOut: false,
    tags: [],
  };
}

function freshProduct(shop: Shop, id: number, at: number): ShopProduct {
  return {
    id,
    updatedAt: at,
    title: `Product ${id}`,
    productType: 'Tea',
    status: 'ACTIVE',
    variants: [{ id: shop.nextId(), sku: `SKU-${id}`, title: 'Default', price: 1000 }],
  };
}

function freshOrder(shop: Shop, at: number): ShopOrder {
  return {
    id: shop.nextId(),
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    customerId: null,
    email: null,
    country: 'DE',
    isTest: false,
    cancelledAt: null,
    sourceName: 'web',
    shipping: 490,
    tax: 0,
    lines: [freshLine(shop)],
    refunds: [],
    presentment: { currency: shop.currency, rate: 1 },
  };
}

function freshLine(shop: Shop): ShopLine {
  const id = shop.nextId();
  return { id, title: 'Tea', sku: 'TEA', productId: null, variantId: null, quantity: 2, unitPrice: 1000, discount: 0 };
}

/** What the customer paid for an order, minor units. */
export function grossOf({ lines, shipping, tax }: ShopOrder): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice - line.discount, shipping + tax);
}

/** What was given back on an order, minor units. */
export function refundedOf({ refunds }: ShopOrder): number {
  return refunds.reduce((sum, { amount }) => sum + amount, 0);
}

function truthOf({ customers, orders, products }: Shop): ShopTruth {
  const all = [...orders.values()];
  const real = all.filter((order) => !order.isTest && order.cancelledAt === null);
  const refunded = real.reduce((sum, order) => sum + refundedOf(order), 0);
  return {
    customers: [...customers.keys()].map(String).sort(),
    orders: [...orders.keys()].map(String).sort(),
    products: [...products.keys()].map(String).sort(),
    realRevenue: real.reduce((sum, order) => sum + grossOf(order), 0) - refunded,
    refunded,
    totals: Object.fromEntries(
      all.map((order) => [String(order.id), { gross: grossOf(order), refunded: refundedOf(order) }]),
    ),
  };
}

/** Minor units as the vendor writes them: at least one decimal, `1000.0` for yen too. */
export function vendorDecimal(minor: number, currency: string): string {
  const text = (minor / 10 ** minorDigits(currency)).toFixed(Math.max(1, minorDigits(currency)));
  return text;
}
