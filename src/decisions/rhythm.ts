import { rememberFor } from '../domain/remember.ts';
import type { CustomerFigures } from './customer-figures.ts';

/** How many of the shop's gaps weigh as much as a customer's own when a usual gap is told. */
const shopWeight = 2;

/** Median days between two orders over all customers of the shop; undefined without any repeat order. */
export const shopGap: (figures: readonly CustomerFigures[]) => number | undefined = rememberFor((figures) => {
  const gaps = new Float64Array(figures.reduce((count, customer) => count + customer.gaps.length, 0));
  let place = 0;
  for (const customer of figures) {
    gaps.set(customer.gaps, place);
    place += customer.gaps.length;
  }
  return medianOf(gaps);
});

/** A customer's usual days between orders: the median of own gaps, drawn towards the shop's where there are few. Undefined without a repeat order. */
export function usualGap({ gaps }: Pick<CustomerFigures, 'gaps'>, ofShop: number | undefined): number | undefined {
  const own = median(gaps);
  if (own === undefined || ofShop === undefined) return own;
  return (own * gaps.length + ofShop * shopWeight) / (gaps.length + shopWeight);
}

/** The middle value; of an even number the mean of the middle two. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
  if (values.length < 3) return values.length === 0 ? undefined : ((values[0] ?? 0) + (values.at(-1) ?? 0)) / 2;
  return medianOf(Float64Array.from(values));
}

/** Sorts in place: numbers without a comparing function, which is many times as fast. */
function medianOf(values: Float64Array): number | undefined {
  if (values.length === 0) return undefined;
  values.sort();
  const middle = values.length >> 1;
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? 0) + upper) / 2;
}
