/** Streams that a shop has. */
export type ShopifyStream = 'customers' | 'orders' | 'products';

/** Fields that Shopify may keep from an app (protected customer data), by stream, with what each is for us. All may be null, so a denial costs no record. */
export const protectedFields = {
  customers: {
    defaultEmailAddress: 'email',
    firstName: 'name',
    lastName: 'name',
    defaultPhoneNumber: 'phone',
    defaultAddress: 'country',
  },
  orders: { email: 'email', customer: 'customerId', shippingAddress: 'country' },
  products: {},
} as const satisfies Record<ShopifyStream, Readonly<Record<string, string>>>;

const protectedText: Readonly<Record<ShopifyStream, Readonly<Record<string, string>>>> = {
  customers: {
    defaultEmailAddress: 'defaultEmailAddress { emailAddress marketingState }',
    firstName: 'firstName',
    lastName: 'lastName',
    defaultPhoneNumber: 'defaultPhoneNumber { phoneNumber smsMarketingConsent { state } }',
    defaultAddress: 'defaultAddress { countryCodeV2 }',
  },
  orders: { email: 'email', customer: 'customer { id }', shippingAddress: 'shippingAddress { countryCodeV2 }' },
  products: {},
};

const money = '{ shopMoney { amount currencyCode } }';

const openText: Readonly<Record<ShopifyStream, string>> = {
  customers: 'id createdAt updatedAt dataSaleOptOut locale state tags',
  orders: `id createdAt updatedAt processedAt cancelledAt test sourceName
    totalPriceSet ${money} totalRefundedSet ${money} totalShippingPriceSet ${money}
    refunds { id createdAt processedAt note totalRefundedSet ${money} }`,
  products: 'id title productType status updatedAt category { fullName }',
};

/** The children of a record, which come in pages of their own. */
export const children = {
  orders: {
    name: 'lineItems',
    fields: `id title quantity sku variant { id } product { id }
      originalUnitPriceSet ${money} discountedTotalSet(withCodeDiscounts: true) ${money}`,
    /** Most orders have no more. */
    first: 5,
  },
  products: { name: 'variants', fields: 'id sku title price', first: 10 },
} as const;

/**
 * Records of the first page of a stream. By the vendor's rules (an object costs 1, a connection what it may hold) each stays under the 1,000 points that
 * one query may ask for.
 */
export const firstPageSize = { customers: 150, orders: 15, products: 60 } as const satisfies Record<
  ShopifyStream,
  number
>;

function fieldsOf(stream: ShopifyStream, denied: ReadonlySet<string>): string {
  const guarded = Object.entries(protectedText[stream]).filter(([name]) => !denied.has(name));
  return [openText[stream], ...guarded.map(([, text]) => text)].join('\n    ');
}

function pagedNode(stream: ShopifyStream, denied: ReadonlySet<string>): string {
  if (stream === 'customers') return fieldsOf(stream, denied);
  const { name, fields, first } = children[stream];
  return `${fieldsOf(stream, denied)}
    ${name}(first: ${first}) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }`;
}

/** One page of what changed, oldest change first. Variables: first, after, query. */
export function changesQuery(stream: ShopifyStream, denied: ReadonlySet<string>): string {
  return `query PatronChanges($first: Int!, $after: String, $query: String) {
  ${stream}(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { ${pagedNode(stream, denied)} }
    pageInfo { hasNextPage endCursor }
  }
}`;
}

const typeOf = { customers: 'Customer', orders: 'Order', products: 'Product' } as const;

/** Records by id. Variables: ids. */
export function byIdsQuery(stream: ShopifyStream, denied: ReadonlySet<string>): string {
  return `query PatronByIds($ids: [ID!]!) {
  nodes(ids: $ids) { __typename ... on ${typeOf[stream]} { ${pagedNode(stream, denied)} } }
}`;
}

/** Further children of one record. Variables: id, after. */
export function childrenQuery(stream: 'orders' | 'products'): string {
  const { name, fields } = children[stream];
  const root = stream === 'orders' ? 'order' : 'product';
  return `query PatronChildren($id: ID!, $after: String!) {
  ${root}(id: $id) { ${name}(first: 100, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }
}`;
}

/** Everything of a stream, for a bulk operation: no variables, edges only. */
export function bulkQuery(stream: ShopifyStream, denied: ReadonlySet<string>): string {
  const nested =
    stream === 'customers' ? '' : `\n    ${children[stream].name} { edges { node { ${children[stream].fields} } } }`;
  return `{
  ${stream} { edges { node { ${fieldsOf(stream, denied)}${nested} } } }
}`;
}

/** The ids of a stream that still exist, for a bulk operation. */
export function bulkIdsQuery(stream: ShopifyStream): string {
  return `{
  ${stream} { edges { node { id${stream === 'products' ? ' status' : ''} } } }
}`;
}

/** Who we are and what we may see. */
export const accessQuery = `query PatronAccess {
  shop { name myshopifyDomain currencyCode ianaTimezone }
  currentAppInstallation { accessScopes { handle } }
}`;

/** One record of a stream with every protected field: what is denied comes back as an error beside it. */
export function probeQuery(stream: ShopifyStream): string {
  const fields = Object.values(protectedText[stream]).join(' ');
  return `query PatronProbe { ${stream}(first: 1) { nodes { id ${fields} } } }`;
}

const bulkFields = 'id status errorCode objectCount fileSize url partialDataUrl createdAt query';

/** Starts a bulk operation. Variables: query. */
export const bulkRunMutation = `mutation PatronBulkRun($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) {
    bulkOperation { ${bulkFields} }
    userErrors { code field message }
  }
}`;

/** How far a bulk operation is. Variables: id. */
export const bulkStateQuery = `query PatronBulkState($id: ID!) {
  bulkOperation(id: $id) { ${bulkFields} }
}`;

/** The newest bulk operations of the app: whether one that we asked for was started although the answer was lost. */
export const bulkRecentQuery = `query PatronBulkRecent {
  bulkOperations(first: 10, reverse: true, sortKey: CREATED_AT) { nodes { ${bulkFields} } }
}`;

/** Orders of each month, by the shop's own count; every order counts, also tests and cancelled ones. */
export function monthsQuery(months: readonly { readonly from: string; readonly until: string }[]): string {
  const counts = months.map(
    ({ from, until }, index) =>
      `  m${index}: ordersCount(limit: null, query: "processed_at:>='${from}' AND processed_at:<'${until}'") { count precision }`,
  );
  return `query PatronMonths {\n${counts.join('\n')}\n}`;
}
