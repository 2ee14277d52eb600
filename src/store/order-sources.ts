import type { Store } from './database.ts';

/** What each source is called in an answer. */
const names: Readonly<Record<string, string>> = { file: 'files', shopify: 'Shopify', hubspot: 'HubSpot' };

/** Where the orders of a store come from, in words: `files`, `Shopify`, `files and Shopify`. */
export function orderSources({ sqlite }: Store): string {
  const found = sqlite.prepare<[], string>('select distinct source from orders order by source').pluck().all();
  const words = found.map((source) => names[source] ?? source);
  return words.length === 0 ? 'files' : words.join(' and ');
}
