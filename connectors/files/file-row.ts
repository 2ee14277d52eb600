/** One row of a table file: physical line of its start (from 1), its text, its cells by column. `broken` says why the cells cannot be trusted. */
export interface FileRow {
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[];
  readonly broken?: string;
}

/** Most characters of one line; what is longer is no row of a table, and must not fill the memory. */
export const longestLine = 1 << 20;
