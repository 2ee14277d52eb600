/** Webhooks that hint at a change, held equal to manifests/shopify.app.toml by a test. The pull stays the truth. */
export const topics = [
  'orders/create',
  'orders/updated',
  'orders/cancelled',
  'orders/delete',
  'customers/create',
  'customers/update',
  'customers/delete',
  'customers/merge',
  'refunds/create',
] as const;

/** Webhooks that every app must answer: the rights of a person and the end of an installation. */
export const complianceTopics = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;
