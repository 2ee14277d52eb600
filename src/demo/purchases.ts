import { drawIndex, type Random } from '../domain/random.ts';
import { type Choice, Cupboard, drawBasket } from './basket.ts';
import { drawOne, drawWeighted, happens } from './draws.ts';
import type { DemoPerson } from './people.ts';
import { priceAt } from './products.ts';
import type { Habit } from './rhythm.ts';
import type { ShopCalendar, ShopDay } from './season.ts';
import { drawSlip, type SlipCode } from './slips.ts';
import type { Taste } from './taste.ts';

/** A line as it was ordered. Money in minor units; `unitPrice` is what was paid, `discount` what came off the whole line. */
export interface PurchaseLine {
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly isFee: boolean;
  /** The mistake in its row. */
  readonly slip?: SlipCode;
}

/** An order. Its fees are lines behind the goods. */
export interface Purchase {
  /** Absent: bought without signing in. */
  readonly customerId?: string;
  readonly email?: string;
  readonly country?: string;
  readonly lines: readonly PurchaseLine[];
  readonly channel: string;
}

/** An order at its moment. */
export interface PurchaseEvent {
  /** Minutes since the calendar began, by the shop's wall clock. */
  readonly at: number;
  readonly purchase: Purchase;
}

/** Somebody who buys. */
export interface Buyer {
  readonly customerId?: string;
  readonly person: DemoPerson;
  readonly habit: Habit;
  readonly lift: number;
  readonly taste: Taste;
}

/** Minutes of a day. */
export const dayMinutes = 1440;

/** Orders from 0 to 23 o'clock. */
const hours = {
  weekday: [1, 0.4, 0.2, 0.1, 0.1, 0.4, 1.5, 3, 4, 4.5, 5, 5.5, 6.5, 5.5, 4.5, 4.5, 5, 6, 7, 8.5, 9.5, 8.5, 5.5, 2.5],
  weekend: [1.5, 0.8, 0.4, 0.2, 0.1, 0.2, 0.6, 1.5, 3.5, 6, 8, 8.5, 7.5, 6.5, 6, 6, 6, 6, 6.5, 7.5, 8.5, 8, 5, 2.5],
  business: [0, 0, 0, 0, 0, 0, 1, 5, 9, 10, 9, 7, 4, 6, 8, 7, 5, 2, 1, 0.5, 0, 0, 0, 0],
} as const;

const fee = { quantity: 1, discount: 0, isFee: true };
/** Fees, minor units; none from an order value on. */
const postage: PurchaseLine = { ...fee, sku: 'POST', title: 'Postage', unitPrice: 490 };
const abroad: PurchaseLine = { ...fee, sku: 'SHIPPING', title: 'Shipping abroad', unitPrice: 1190 };
const freeFrom = 4900;
const home = 'Germany';
/** What cafés and offices pay less. */
const tradeDiscount = 0.15;
const channels = {
  first: ['search', 'search', 'social', 'web', 'marketplace'],
  later: ['web', 'web', 'web', 'web', 'search', 'newsletter'],
} as const;

/** Shares of orders that are made without signing in, and without an address. */
const left = { signedOut: 0.012, withoutEmail: 0.07 };
/** Share of the people whom no discount draws that take one all the same when they buy in its week. */
const taking = 0.3;

/** What somebody buys on days of the calendar, drawn as it is asked for. */
export function* purchasesOn(
  random: Random,
  buyer: Buyer,
  { calendar, days }: { calendar: ShopCalendar; days: Iterable<number> },
): Generator<PurchaseEvent> {
  const cupboard = new Cupboard();
  let isFirst = true;
  for (const index of days) {
    const day = calendar.days[index];
    if (!day) return;
    const at = index * dayMinutes + drawMinute(random, buyer, day);
    const discount = drawDiscount(random, buyer, day);
    const basket = drawBasket(random, { taste: buyer.taste, cupboard, day });
    if (basket.length === 0) continue;
    const goods = basket.map((choice) => lineOf(choice, { discount, share: day.share }));
    const lines = [...goods, ...feesOf(goods, buyer)].map((line) => withSlip(random, line));
    const channel = drawChannel(random, buyer, { isFirst, hasDiscount: discount > 0 });
    yield { at, purchase: { lines, channel, ...drawSender(random, buyer) } };
    isFirst = false;
  }
}

function drawMinute(random: Random, { habit }: Buyer, { isWeekend }: ShopDay): number {
  const household = isWeekend ? hours.weekend : hours.weekday;
  const hour = drawWeighted(random, habit === 'business' ? hours.business : household);
  return hour * 60 + drawIndex(random, 60);
}

/** Share of the price that comes off. */
function drawDiscount(random: Random, { habit, lift }: Buyer, { campaign }: ShopDay): number {
  if (habit === 'business') return tradeDiscount;
  return campaign && (lift > 0 || happens(random, taking)) ? campaign.discount : 0;
}

function drawSender(
  random: Random,
  { customerId, person: { email, country } }: Buyer,
): Pick<Purchase, 'customerId' | 'email' | 'country'> {
  const isSignedIn = !happens(random, left.signedOut) && customerId !== undefined;
  const hasEmail = !happens(random, left.withoutEmail) && email !== undefined;
  return {
    ...(isSignedIn ? { customerId } : {}),
    ...(hasEmail ? { email } : {}),
    ...(country === undefined ? {} : { country }),
  };
}

function lineOf({ product, quantity }: Choice, { discount, share }: { discount: number; share: number }): PurchaseLine {
  const price = priceAt(product, share);
  const unitPrice = Math.round(price * (1 - discount));
  const off = quantity * (price - unitPrice);
  return { sku: product.sku, title: product.title, quantity, unitPrice, discount: off, isFee: false };
}

function withSlip(random: Random, line: PurchaseLine): PurchaseLine {
  const slip = drawSlip(random);
  return slip ? { ...line, slip } : line;
}

function feesOf(goods: readonly PurchaseLine[], { person: { country }, habit }: Buyer): PurchaseLine[] {
  const value = goods.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  if (habit === 'business' || value >= freeFrom) return [];
  return [country === undefined || country === home ? postage : abroad];
}

function drawChannel(
  random: Random,
  { habit, lift }: Buyer,
  { isFirst, hasDiscount }: { isFirst: boolean; hasDiscount: boolean },
): string {
  if (habit === 'business') return 'wholesale';
  if (hasDiscount && lift > 0) return 'newsletter';
  return drawOne(random, isFirst ? channels.first : channels.later);
}
