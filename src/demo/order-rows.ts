import { instantOfWallClock } from '../domain/calendar.ts';
import { decimalMoney } from '../domain/money.ts';
import type { ShopEvent } from './given-back.ts';
import { dayMinutes, type Purchase, type PurchaseLine } from './purchases.ts';
import type { ShopCalendar } from './season.ts';
import { mistype, type SlipCode } from './slips.ts';

/** The currency that the demo shop sells in. */
export const demoCurrency = 'EUR';

/** Columns of the orders file. */
export const orderColumns = [
  'customer_id',
  'order_id',
  'date',
  'sku',
  'quantity',
  'unit_price',
  'description',
  'country',
  'email',
  'currency',
  'discount',
  'channel',
] as const;

/** A row of the orders file, and what it is. */
export interface OrderRow {
  readonly cells: readonly (string | number)[];
  readonly kind: 'sale' | 'return' | 'cancellation';
  readonly isGuest: boolean;
  readonly isFee: boolean;
  readonly slip?: SlipCode;
}

/** What order ids begin with; a `C` before the figures makes a cancellation of it. */
const prefixes = { sale: 'D-', return: 'R-', cancellation: 'C' } as const;
const minuteMs = 60_000;

/** How events become rows. */
export interface OrderRowOptions {
  readonly calendar: ShopCalendar;
  /** Epoch ms; nothing at or after it becomes a row. */
  readonly endsAt: number;
  readonly timeZone: string;
}

/** Rows of events that ascend in time; orders are numbered as they come. Dates are the shop's wall clock. */
export function* orderRows(
  events: Iterable<ShopEvent>,
  { calendar, endsAt, timeZone }: OrderRowOptions,
): Generator<OrderRow> {
  const { days } = calendar;
  const numbers = new WeakMap<Purchase, number>();
  let last = 100_000;
  for (const { at, purchase, back } of events) {
    const wallMs = (days[0]?.wallMs ?? 0) + at * minuteMs;
    const isLastDay = at >= (days.length - 1) * dayMinutes;
    if (isLastDay && instantOfWallClock(wallMs, timeZone) >= endsAt) return;
    if (!back) numbers.set(purchase, ++last);
    const { kind, lines } = back ?? { kind: 'sale', lines: purchase.lines };
    const orderId = `${prefixes[kind]}${numbers.get(purchase) ?? last}`;
    const date = new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ');
    for (const line of lines) yield orderRow(line, { purchase, orderId, date, kind });
  }
}

function orderRow(
  { sku, title, quantity, unitPrice, discount, isFee, slip }: PurchaseLine,
  { purchase, orderId, date, kind }: { purchase: Purchase; orderId: string; date: string; kind: OrderRow['kind'] },
): OrderRow {
  const { customerId = '', email = '', country = '', channel } = purchase;
  const isSale = kind === 'sale';
  // In the order of `orderColumns`.
  const cells = [
    customerId,
    orderId,
    date,
    sku,
    isSale ? quantity : -quantity,
    money(unitPrice),
    title,
    country,
    email,
    demoCurrency,
    isSale && discount > 0 ? money(discount) : '',
    channel,
  ];
  const isGuest = customerId === '';
  if (!slip || !isSale) return { cells, kind, isGuest, isFee };
  return { cells: mistype(cells, { columns: orderColumns, slip }), kind, isGuest, isFee, slip };
}

function money(minor: number): string {
  return decimalMoney({ minor, currency: demoCurrency });
}
