const names: Readonly<Record<string, string>> = { file: 'files', shopify: 'Shopify', hubspot: 'HubSpot' };

/** What a source is called where people read of it: `Shopify`. */
export function sourceName(source: string): string {
  return names[source] ?? source;
}
