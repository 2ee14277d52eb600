/** What the app asks a shop for, and why: said aloud where it is missing, and held equal to manifests/shopify.app.toml by a test. */
export const scopes = [
  { name: 'read_customers', why: 'to know who bought' },
  { name: 'read_orders', why: 'to know what was bought and given back' },
  { name: 'read_all_orders', why: 'to see orders older than 60 days' },
  { name: 'read_products', why: 'to name what was bought' },
] as const;

/** The name of a scope that the app asks for. */
export type ShopifyScope = (typeof scopes)[number]['name'];

/** What writing tags and metafields asks for beside them, where it is switched on (PATRON_PUSH_SHOPIFY). Not in the manifest as it comes: the least access is asked for. */
export const writeScope = {
  name: 'write_customers',
  why: 'to write tags and metafields of customers, after a yes',
} as const;
