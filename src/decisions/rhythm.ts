import type { CustomerFigures } from './customer-figures.ts';

/** How many of the shop's gaps weigh as much as a customer's own when a usual gap is told. */
const shopWeight = 2;

/** Median days between two orders over all customers of the shop; undefined without any repeat order. */
export function shopGap(figures: readonly CustomerFigures[]): number | undefined {
  return median(figures.flatMap(({ gaps }) => gaps));
}

/** A customer's usual days between orders: the median of own gaps, drawn towards the shop's where there are few. Undefined without a repeat order. */
export function usualGap({ gaps }: Pick<CustomerFigures, 'gaps'>, ofShop: number | undefined): number | undefined {
  const own = median(gaps);
  if (own === undefined || ofShop === undefined) return own;
  return (own * gaps.length + ofShop * shopWeight) / (gaps.length + shopWeight);
}

/** The middle value; of an even number the mean of the middle two. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
