import type { ContextBlock, TableBlock } from '@slack/types';
import type { AnswerTable } from '../../questions/answer.ts';
import { context } from './blocks.ts';
import { limits } from './limits.ts';
import { typeset } from './plain.ts';

/**
 * A table in Slack's own block, whose cells are shown letter by letter; rows past `most` or past what Slack takes are counted below it. One a message, and
 * in messages alone: App Home knows no tables. Nothing where there is no row.
 */
export function table({ columns, rows }: AnswerTable, most = 50): (TableBlock | ContextBlock)[] {
  const shownColumns = columns.slice(0, limits.tableColumns);
  if (rows.length === 0 || shownColumns.length === 0) return [];
  const titles = shownColumns.map(({ title }) => title);
  const lines = [titles, ...rows.slice(0, Math.min(most, limits.tableRows - 1))].map((cells) =>
    shownColumns.map((_, column) => typeset(cells[column] ?? '', limits.cell)),
  );
  const shown = rowsWithin(lines, limits.tableCharacters);
  const left = rows.length - (shown.length - 1);
  const last = shownColumns.length - 1;
  const grid: TableBlock = {
    type: 'table',
    rows: shown.map((cells) => cells.map((text) => ({ type: 'raw_text', text }))),
    column_settings: shownColumns.map(({ align }, column) => ({
      align,
      // The last column holds sentences where there are any: reasons, products.
      ...(align === 'left' && column === last ? { is_wrapped: true } : {}),
    })),
  };
  const note = left > 0 ? context(`and ${left.toLocaleString('en')} more`) : undefined;
  return note ? [grid, note] : [grid];
}

/** The first rows whose letters fit; the titles always. */
function rowsWithin(rows: readonly string[][], characters: number): string[][] {
  let room = characters;
  return rows.filter((cells, index) => {
    room -= cells.reduce((sum, cell) => sum + cell.length, 0);
    return index === 0 || room >= 0;
  });
}
