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

type Cells = readonly (string | number)[];

/** A row's cells with its mistake in them; `columns` are the names of the cells. */
export function mistype(cells: Cells, { columns, slip }: { columns: readonly string[]; slip: SlipCode }): Cells {
  if (slip === 'columns') return cells.slice(0, 7);
  const wrong = { date: wrongDate, quantity: wrongQuantity, unit_price: wrongPrice, sku: () => '' }[slip];
  return cells.with(columns.indexOf(slip), wrong(String(cells[columns.indexOf(slip)])));
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
