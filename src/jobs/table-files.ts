import type { ExportTable } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import { exportTable } from '../store/export.ts';
import { writeScores } from './score-files.ts';
import type { ViewCache } from './view-cache.ts';
import { shopCurrency, type Workplace } from './workplace.ts';

/** Writes a whole table for other tools. Raises `cannot-write`, and `no-data` for scores without a customer. */
export function exportFile(
  place: Workplace,
  views: ViewCache,
  { table, out }: { table: ExportTable; out: string },
): Answer {
  const rows =
    table === 'scores'
      ? writeScores(views.viewOf({}).view, out)
      : exportTable(place.store, table, { out, currency: shopCurrency(place) });
  const count = new Intl.NumberFormat('en-GB').format(rows);
  return {
    id: 'export',
    headline: `Wrote ${count} ${table} to ${out}.`,
    basis: table === 'scores' ? 'Scores of now.' : 'Everything in the store, as it is now.',
    next: [],
    data: { table, out, rows },
  };
}
