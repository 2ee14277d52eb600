import type { Store } from './database.ts';

/** Public id of the person whom a source calls `sourceId`; undefined where it is not known. */
export function personOfIdentity({ sqlite }: Store, source: string, sourceId: string): string | undefined {
  return sqlite
    .prepare<[string, string], string>(
      'select c.public_id from identity i join customer c on c.id = i.customer_id where i.source = ? and i.source_id = ?',
    )
    .pluck()
    .get(source, sourceId);
}
