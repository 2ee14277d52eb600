import type { Severity } from './report.ts';

/** Shares from which a fault is a warning, and from which it blocks a refit. */
export interface Limits {
  readonly warning: number;
  readonly block?: number;
}

/**
 * From which share on a fault counts. A block is only for what would teach a model something false: what is merely odd, or unusual and true,
 * warns. Shares are of orders unless something else is named.
 */
export const limits = {
  /** Rows that could not be read. Lost rows make regulars look as if they had left; a file read with the wrong columns or dates loses most of them. */
  quarantine: { warning: 0.01, block: 0.2 },
  /** Purchases. Guests are left out, though many are customers who did not sign in: past half, recency and frequency of the others are false too. */
  guests: { warning: 0.1, block: 0.5 },
  /** Orders on the most frequent minute (or date, where no time is given): their dates are of a copy, not of a purchase, and recency is false. */
  oneInstant: { warning: 0.1, block: 0.5 },
  /** Dates after the present moment, or before web shops were: day and month are mixed up, or a clock was wrong. */
  future: { warning: 0.001, block: 0.5 },
  ancient: { warning: 0.001, block: 0.5 },
  /** Orders in another currency count 0 in the shop's money. */
  otherCurrency: { warning: 0.01, block: 0.5 },
  /** The same order twice makes a rare buyer a regular; where no time of day is known it may well be two orders, so it only warns. */
  doubleOrders: { warning: 0.01, block: 0.2 },
  doubleOrdersByDay: { warning: 0.05 },
  /** Lines. Tills scan the same thing twice, so some are true. */
  repeatedLines: { warning: 0.02 },
  /** People who share an address or a number with another. */
  samePeople: { warning: 0.02 },
  /** Lines without a price: gifts are few. */
  freeLines: { warning: 0.05 },
  negativePrices: { warning: 0.001 },
  absurdQuantities: { warning: 0.001 },
  refundsAboveGross: { warning: 0.01 },
  /** Returns. Every history begins somewhere, so some purchases lie before it. */
  returnsWithoutPurchase: { warning: 0.5 },
  emptyOrders: { warning: 0.01 },
  /** Products without a title cannot be offered to anybody by name. */
  untitled: { warning: 0.05 },
  /** Customers without an e-mail, in a source that tells some: they cannot be found in another system. */
  emailless: { warning: 0.5 },
  badEmails: { warning: 0.01 },
  /** Of the money of the shop in one order. */
  dominantOrder: { warning: 0.1 },
} as const satisfies Record<string, Limits>;

/** A share of fewer rows than this never blocks: it is too easily chance. */
export const fewestRows = 20;

/** How bad it is that `count` rows of `of` have a fault. */
export function severityOf(count: number, of: number, { warning, block = Number.POSITIVE_INFINITY }: Limits): Severity {
  const share = of > 0 ? count / of : 0;
  if (of >= fewestRows && share > block) return 'block';
  return share > warning ? 'warning' : 'note';
}

/** Instants before this are no order of a web shop. */
export const firstPossibleAt = Date.UTC(1990, 0, 1);
/** Units of one line beyond which a number was mistaken for a quantity (a bar code, a phone number). */
export const mostUnits = 1_000_000;
/** Days of the window that is compared with an earlier run, and after which silence is told of. */
export const windowDays = 30;
/** Purchases that each of two windows must hold, or chance alone would look like drift. */
export const fewestInWindow = 100;
