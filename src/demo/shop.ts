import { dayMs } from '../domain/clock.ts';
import { decimalMoney } from '../domain/money.ts';
import { demoAccount } from './accounts.ts';
import { happens, streamOf } from './draws.ts';
import type { ShopEvent } from './given-back.ts';
import { customerHistory, guestHistory } from './history.ts';
import { mergeByTime, type Timeline } from './merge.ts';
import { demoCurrency, type OrderRow, orderRows } from './order-rows.ts';
import { demoProducts, demoShopName } from './products.ts';
import { drawHabit, drawRhythm } from './rhythm.ts';
import { type ShopCalendar, shopCalendar } from './season.ts';

/** What a demo shop is made of. The same options give the same rows. */
export interface DemoShopOptions {
  /** Accounts; buyers without one come on top. */
  readonly customers: number;
  readonly seed: number;
  /** Epoch ms; two years and a month of history end there. */
  readonly endsAt: number;
  /** The shop's; dates in the rows are its wall clock, so import them with the same one. */
  readonly timeZone: string;
}

/** A row of the customers file, and what is wrong with it. */
export interface CustomerRow {
  readonly cells: readonly string[];
  readonly isSecond: boolean;
  readonly hasEmail: boolean;
  readonly hasCountry: boolean;
  /** The mistake in it, by the reason that an import gives: the date is none. */
  readonly slip?: 'created_at';
}

/** Columns of the customers file. */
export const customerColumns = ['customer_id', 'email', 'name', 'phone', 'country', 'created_at'] as const;
/** Columns of the products file. */
export const productColumns = ['sku', 'title', 'category', 'price'] as const;

/** Rows of a made-up shop, by the file contract. Orders and customers are made while they are read, and afresh each time. */
export interface DemoShop {
  readonly name: string;
  readonly products: readonly (readonly string[])[];
  customers(): Generator<CustomerRow>;
  /** Ascending in time. */
  orders(): Generator<OrderRow>;
}

/** A believable small shop: regulars, one-time buyers, presents, cafés, seasons, discounts, returns, guests, and what goes wrong in real files. */
export function makeDemoShop({ customers, seed, endsAt, timeZone }: DemoShopOptions): DemoShop {
  const calendar = shopCalendar({ endsAt, timeZone });
  return {
    name: demoShopName,
    products: demoProducts.map(({ sku, title, category, price }) => [
      sku,
      title,
      category,
      decimalMoney({ minor: price, currency: demoCurrency }),
    ]),
    *customers() {
      for (let index = 0; index < customers; index++) yield customerRow(seed, index, calendar);
    },
    *orders() {
      yield* orderRows(mergeByTime(histories({ customers, seed, calendar })), { calendar, endsAt, timeZone });
    },
  };
}

function* histories({
  customers,
  seed,
  calendar,
}: {
  customers: number;
  seed: number;
  calendar: ShopCalendar;
}): Generator<Timeline<ShopEvent>> {
  for (let index = 0; index < customers; index++) {
    yield customerHistory({ seed, index, calendar });
    const guest = guestHistory({ seed, index, calendar });
    if (guest) yield guest;
  }
}

/** Share of the rows of customers with a date that is none. */
const mistypedShare = 0.002;

function customerRow(seed: number, index: number, calendar: ShopCalendar): CustomerRow {
  const { customerId, person, isSecond } = demoAccount(seed, index);
  const random = streamOf(seed, 'behaviour', index);
  const { joinedOn } = drawRhythm(random, { habit: drawHabit(random, index), calendar });
  const created = new Date((calendar.days[0]?.wallMs ?? 0) + joinedOn * dayMs).toISOString().slice(0, 10);
  const isMistyped = happens(streamOf(seed, 'account', index), mistypedShare);
  const createdAt = isMistyped ? `${created.slice(0, 5)}02-30` : created;
  const { email = '', name, phone = '', country = '' } = person;
  return {
    cells: [customerId, email, name, phone, country, createdAt],
    isSecond,
    hasEmail: email !== '',
    hasCountry: country !== '',
    ...(isMistyped ? { slip: 'created_at' } : {}),
  };
}
