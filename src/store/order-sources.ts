import { sourceName } from '../domain/source-names.ts';
import type { Store } from './database.ts';

/** Where the orders of a store come from, in words: `files`, `Shopify`, `files and Shopify`. */
export function orderSources({ sqlite }: Store): string {
  const found = sqlite.prepare<[], string>('select distinct source from orders order by source').pluck().all();
  const words = found.map(sourceName);
  return words.length === 0 ? 'files' : words.join(' and ');
}
