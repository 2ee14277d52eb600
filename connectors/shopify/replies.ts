import { z } from 'zod';

const at = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const gid = z.string().transform((text, context) => {
  const number = /^gid:\/\/shopify\/\w+\/(\d+)/.exec(text)?.[1];
  if (number !== undefined) return number;
  context.addIssue({ code: 'custom', message: 'it is no id of Shopify' });
  return z.NEVER;
});
const amount = z.object({ amount: z.string(), currencyCode: z.string() });
const bag = z.object({ shopMoney: amount });

/** A customer as our queries ask for one; protected fields may be missing. */
export const customerReply = z.object({
  id: gid,
  createdAt: at,
  updatedAt: at,
  dataSaleOptOut: z.boolean(),
  locale: z.string(),
  state: z.string(),
  tags: z.array(z.string()),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  defaultEmailAddress: z.object({ emailAddress: z.string(), marketingState: z.string() }).nullish(),
  defaultPhoneNumber: z
    .object({ phoneNumber: z.string(), smsMarketingConsent: z.object({ state: z.string() }).nullish() })
    .nullish(),
  defaultAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish(),
});

/** A line of an order. */
export const lineReply = z.object({
  id: gid,
  title: z.string(),
  quantity: z.int(),
  sku: z.string().nullish(),
  variant: z.object({ id: gid }).nullish(),
  product: z.object({ id: gid }).nullish(),
  originalUnitPriceSet: bag,
  discountedTotalSet: bag,
});

/** An order with all its lines, joined. */
export const orderReply = z.object({
  id: gid,
  createdAt: at,
  updatedAt: at,
  processedAt: at,
  cancelledAt: at.nullish(),
  test: z.boolean(),
  sourceName: z.string().nullish(),
  totalPriceSet: bag,
  totalRefundedSet: bag,
  totalShippingPriceSet: bag,
  refunds: z.array(
    z.object({ id: gid, createdAt: at.nullish(), processedAt: at, note: z.string().nullish(), totalRefundedSet: bag }),
  ),
  email: z.string().nullish(),
  customer: z.object({ id: gid }).nullish(),
  shippingAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish(),
  lineItems: z.array(lineReply),
});

/** A product with all its variants, joined. */
export const productReply = z.object({
  id: gid,
  title: z.string(),
  productType: z.string(),
  status: z.string(),
  updatedAt: at,
  category: z.object({ fullName: z.string() }).nullish(),
  variants: z.array(z.object({ id: gid, sku: z.string().nullish(), title: z.string(), price: z.string() })),
});

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** One page of anything: its nodes are read one by one, so that one bad record does not sink the rest. */
export const connectionReply = z.object({ nodes: z.array(z.unknown()), pageInfo });

/** The id of a node, whatever else is wrong with it. */
export const nodeId = z.object({ id: gid });

/** When a node changed. */
export const nodeStamp = z.object({ updatedAt: at });

/** Who we are and what we may see. */
export const accessReply = z.object({
  shop: z.object({ name: z.string(), myshopifyDomain: z.string(), currencyCode: z.string(), ianaTimezone: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

const count = z.union([z.string(), z.number()]).transform(Number);

/** A bulk operation. */
export const bulkReply = z.object({
  id: z.string(),
  status: z.string(),
  errorCode: z.string().nullish(),
  objectCount: count,
  fileSize: count.nullish(),
  url: z.string().nullish(),
  createdAt: at,
  query: z.string(),
});

/** A bulk operation. */
export type BulkReply = z.infer<typeof bulkReply>;

/** What starting a bulk operation answers. */
export const bulkRunReply = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: bulkReply.nullish(),
    userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
  }),
});

/** Orders of the months asked for. */
export const monthsReply = z.record(z.string(), z.object({ count: z.int(), precision: z.string() }).nullish());

const graphqlError = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z
    .object({ code: z.string().optional(), cost: z.number().optional(), maxCost: z.number().optional() })
    .optional(),
});

/** An error of the vendor's beside (or instead of) data. */
export type GraphqlError = z.infer<typeof graphqlError>;

/** What every answer of the Admin API looks like around its data. */
export const envelope = z.object({
  data: z.unknown().optional(),
  errors: z.array(graphqlError).optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number().optional(),
          actualQueryCost: z.number().nullish(),
          throttleStatus: z
            .object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() })
            .optional(),
        })
        .optional(),
      search: z
        .array(
          z.object({
            query: z.string().optional(),
            warnings: z.array(z.object({ field: z.string().optional(), message: z.string() })).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
