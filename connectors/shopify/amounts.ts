import { RecordError } from '../../src/domain/errors.ts';
import { minorDigits } from '../../src/domain/money.ts';

/** A decimal of the vendor (`12.30`, `1000.0`) in integer minor units of its currency; further places are rounded, half away from zero. */
export function minorOf(amount: string, currency: string): number {
  return scaled(amount, minorDigits(currency));
}

/** A decimal of the vendor in millionths of the major unit. */
export function microsOf(amount: string): number {
  return scaled(amount, 6);
}

/** `amount` x 10^`digits`, exact: by its digits, never as a float. */
function scaled(amount: string, digits: number): number {
  const [, sign = '', whole = '', places = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount) ?? [];
  const kept = Number(whole + places.slice(0, digits).padEnd(digits, '0'));
  const rounded = kept + (Number(places[digits] ?? 0) >= 5 ? 1 : 0);
  if (whole === '' || !Number.isSafeInteger(rounded)) {
    throw new RecordError('source-broken', `Cannot read the amount '${amount}'.`, 'Look at the record in Shopify.');
  }
  // -0 would be another number to a hash.
  return sign === '-' && rounded !== 0 ? -rounded : rounded;
}
