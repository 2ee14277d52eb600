import { fileURLToPath } from 'node:url';
import { openStore, type Store } from '../../src/store/database.ts';

/** An empty store in memory, with customers of the given public ids. */
export function chatStore(customers: readonly string[] = []): Store {
  const store = openStore(':memory:', {
    migrationsFolder: fileURLToPath(new URL('../../src/store/migrations', import.meta.url)),
  });
  const insert = store.sqlite.prepare('insert into customer (public_id) values (?)');
  for (const id of customers) insert.run(id);
  return store;
}
