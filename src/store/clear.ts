import type { Store } from './database.ts';

/** Tables in the order in which their rows may go: what refers to others first. */
const tables = [
  'push_write',
  'push_batch',
  'pushed_field',
  'refund',
  'order_line',
  'orders',
  'identity',
  'customer',
  'product',
  'import_run',
  'quarantine',
  'quality_report',
  'model',
  'fact',
] as const;

/** Empties a store, all or nothing; its shape stays. Model files are left to the caller. */
export function clearStore({ sqlite }: Store): void {
  sqlite.transaction(() => {
    for (const table of tables) sqlite.prepare(`delete from ${table}`).run();
  })();
}
