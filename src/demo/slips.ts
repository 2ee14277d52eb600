import type { Random } from '../domain/random.ts';
import { drawOne, happens } from './draws.ts';

/** Mistakes of a row, by the name under which an import puts it into the quarantine. */
const slipCodes = ['date', 'quantity', 'unit_price', 'sku', 'columns'] as const;
export type SlipCode = (typeof slipCodes)[number];

/** Share of the rows that are mistyped. */
const slipShare = 0.002;

/** The mistake of a row; undefined for nearly all of them. */
export function drawSlip(random: Random): SlipCode | undefined {
  return happens(random, slipShare) ? drawOne(random, slipCodes) : undefined;
}

/** A row with its mistake in it. `columns`: the names of the cells in order. */
export function mistype(
  cells: Readonly<Record<string, string | number>>,
  code: SlipCode,
): readonly (string | number)[] {
  const all = Object.values(cells);
  if (code === 'columns') return all.slice(0, 7);
  const wrong = { date: wrongDate, quantity: wrongQuantity, unit_price: wrongPrice, sku: () => '' }[code];
  return Object.entries(cells).map(([name, cell]) => (name === code ? wrong(String(cell)) : cell));
}

/** A day that no month has. */
function wrongDate(date: string): string {
  return `${date.slice(0, 5)}02-31${date.slice(10)}`;
}

/** The letter O for the figure, as fingers slip. */
function wrongQuantity(quantity: string): string {
  return `${quantity}O`;
}

/** Two points. */
function wrongPrice(price: string): string {
  return price.replace('.', '..');
}
