import type { OrderTable, PersonRow, ProductRow } from '../domain/quality-tables.ts';
import { quantile } from './quantile.ts';
import type { ColumnGap, MissingPolicy } from './report.ts';

/**
 * The policy of every raw column that may be missing, and what it means. Nothing is ever filled in the store: mean, median and mode say what a model
 * gets where the column is an input, always beside an indicator. The median is taken for prices, whose few large values pull a mean away.
 */
export const missingPolicies = {
  customer_id: ['drop', 'guests: kept in the totals, left out of learning'],
  country: ['mode', 'stays unknown; as an input the most frequent country stands in'],
  email: ['keep', 'stays unknown: without it a person cannot be found in another system'],
  channel: ['mode', 'stays unknown; as an input the most frequent channel stands in'],
  sku: ['keep', 'the line counts in the money and in nothing else'],
  unit_price: ['keep', 'taken for gifts or write-offs'],
  name: ['keep', 'the customer id is shown instead'],
  phone: ['keep', 'stays unknown'],
  created_at: ['keep', 'a customer is known from the first order on'],
  title: ['keep', 'the SKU is shown instead'],
  category: ['mode', 'stays unknown; as an input the most frequent category stands in'],
  price: ['median', 'stays unknown; as an input the median price stands in'],
} as const satisfies Record<string, readonly [MissingPolicy, string]>;

type Column = keyof typeof missingPolicies;

/** How a column of some rows is told of: how many rows miss it, and the values of the others for mode or median. */
interface Told {
  readonly missing: number;
  readonly of: number;
  readonly values?: readonly (string | number | undefined)[];
}

function gapOf(column: Column, { missing, of, values = [] }: Told): ColumnGap {
  const [policy, words] = missingPolicies[column];
  const fill = missing < of ? fillOf(policy, values) : undefined;
  return {
    column,
    missing,
    of,
    policy,
    indicator: `${column}_missing`,
    ...(fill === undefined ? {} : { fill }),
    words,
  };
}

/** What mean, median or mode of the known values come to. Of equally frequent values the first by alphabet or size. */
export function fillOf(
  policy: MissingPolicy,
  values: readonly (string | number | undefined)[],
): string | number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || policy === 'keep' || policy === 'drop') return undefined;
  if (policy === 'mode') return modeOf(known);
  const numbers = Float64Array.from(known, Number).sort();
  return policy === 'median' ? quantile(numbers, 0.5) : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function modeOf(values: readonly (string | number)[]): string | number | undefined {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: { value: string | number; count: number } | undefined;
  for (const [value, count] of counts) {
    if (!best || count > best.count || (count === best.count && value < best.value)) best = { value, count };
  }
  return best?.value;
}

/** Which columns the orders of a source miss, and how often. */
export function orderGaps(table: OrderTable): ColumnGap[] {
  const of = table.ids.length;
  const lines = table.lineQuantity.length;
  return [
    gapOf('customer_id', { missing: table.customer.filter((customer) => customer < 0).length, of }),
    gapOf('country', { missing: countUndefined(table.country), of, values: table.country }),
    gapOf('email', { missing: table.untold.email, of }),
    gapOf('channel', { missing: table.untold.channel, of }),
    gapOf('sku', { missing: table.lineProduct.filter((product) => product < 0).length, of: lines }),
    gapOf('unit_price', { missing: table.linePrice.filter((price) => price === 0).length, of: lines }),
  ];
}

/** Which columns people miss, and how often. */
export function peopleGaps(people: readonly PersonRow[]): ColumnGap[] {
  const of = people.length;
  const gap = (column: Column, values: readonly (string | number | undefined)[]) =>
    gapOf(column, { missing: countUndefined(values), of, values });
  return [
    gap(
      'email',
      people.map(({ email }) => email),
    ),
    gap(
      'name',
      people.map(({ name }) => name),
    ),
    gap(
      'phone',
      people.map(({ phone }) => phone),
    ),
    gap(
      'country',
      people.map(({ country }) => country),
    ),
    gap(
      'created_at',
      people.map(({ createdAt }) => createdAt),
    ),
  ];
}

/** Which columns products miss, and how often. */
export function productGaps(products: readonly ProductRow[]): ColumnGap[] {
  const of = products.length;
  const gap = (column: Column, values: readonly (string | number | undefined)[]) =>
    gapOf(column, { missing: countUndefined(values), of, values });
  return [
    gap(
      'title',
      products.map(({ title }) => title),
    ),
    gap(
      'category',
      products.map(({ category }) => category),
    ),
    gap(
      'price',
      products.map(({ priceMicros }) => (priceMicros === undefined ? undefined : priceMicros / 1e6)),
    ),
  ];
}

function countUndefined(values: readonly unknown[]): number {
  return values.reduce((count: number, value) => (value === undefined ? count + 1 : count), 0);
}
