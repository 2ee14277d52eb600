import { type ConnectionArguments, type ConnectionWorld, connection } from './connection.ts';
import {
  grossOf,
  refundedOf,
  type Shop,
  type ShopCustomer,
  type ShopLine,
  type ShopOrder,
  type ShopProduct,
  vendorDecimal,
} from './shop.ts';
import { digestOf } from './shop-writes.ts';

const gid = (type: string, id: number) => `gid://shopify/${type}/${id}`;
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

function moneyBag(minor: number, currency: string, presentment: ShopOrder['presentment']): unknown {
  const shown = Math.round(minor * presentment.rate);
  return {
    shopMoney: { amount: vendorDecimal(minor, currency), currencyCode: currency },
    presentmentMoney: { amount: vendorDecimal(shown, presentment.currency), currencyCode: presentment.currency },
  };
}

/** A customer's metafields as a connection: those of some keys (`patron.segment`), or all of the namespace. */
function metafieldsOf(shop: Shop, { id }: ShopCustomer) {
  return ({ first, keys }: { first?: number | null; keys?: readonly string[] | null }) => {
    const all = [...shop.writes.of(id)].filter(([key]) => !keys || keys.includes(`patron.${key}`));
    const nodes = all.slice(0, first ?? all.length).map(([key, held]) => ({
      id: gid('Metafield', held.id),
      key,
      value: held.value,
      compareDigest: digestOf(held),
    }));
    const pageInfo = { hasNextPage: nodes.length < all.length, endCursor: null };
    return { nodes, edges: nodes.map((node) => ({ node })), pageInfo };
  };
}

/** A customer as the schema shows one. */
export function customerView(shop: Shop): (customer: ShopCustomer) => unknown {
  return (customer) => ({
    metafields: metafieldsOf(shop, customer),
    __typename: 'Customer',
    id: gid('Customer', customer.id),
    createdAt: iso(customer.createdAt),
    updatedAt: iso(customer.updatedAt),
    firstName: customer.firstName,
    lastName: customer.lastName,
    locale: 'de',
    state: 'ENABLED',
    tags: customer.tags,
    dataSaleOptOut: customer.dataSaleOptOut,
    defaultEmailAddress:
      customer.email === null ? null : { emailAddress: customer.email, marketingState: customer.emailConsent },
    defaultPhoneNumber:
      customer.phone === null
        ? null
        : { phoneNumber: customer.phone, smsMarketingConsent: { state: 'NEVER_SUBSCRIBED' } },
    defaultAddress: customer.country === null ? null : { countryCodeV2: customer.country },
  });
}

function lineView(shop: Shop, order: ShopOrder): (line: ShopLine) => unknown {
  return (line) => {
    const bag = (minor: number) => moneyBag(minor, shop.currency, order.presentment);
    const product = line.productId === null ? undefined : shop.products.get(line.productId);
    const variant = product?.variants.find(({ id }) => id === line.variantId);
    const amount = line.quantity * line.unitPrice - line.discount;
    return {
      id: gid('LineItem', line.id),
      title: line.title,
      quantity: line.quantity,
      sku: line.sku,
      product: product === undefined ? null : { id: gid('Product', product.id) },
      variant: variant === undefined ? null : { id: gid('ProductVariant', variant.id) },
      originalUnitPriceSet: bag(line.unitPrice),
      discountedTotalSet: ({ withCodeDiscounts }: { withCodeDiscounts?: boolean }) =>
        bag(withCodeDiscounts === true ? amount : amount + line.discount),
    };
  };
}

/** An order as the schema shows one. */
export function orderView(shop: Shop, world: ConnectionWorld): (order: ShopOrder) => unknown {
  return (order) => {
    const bag = (minor: number) => moneyBag(minor, shop.currency, order.presentment);
    return {
      __typename: 'Order',
      id: gid('Order', order.id),
      createdAt: iso(order.createdAt),
      processedAt: iso(order.processedAt),
      updatedAt: iso(order.updatedAt),
      cancelledAt: order.cancelledAt === null ? null : iso(order.cancelledAt),
      test: order.isTest,
      sourceName: order.sourceName,
      email: order.email,
      customer: order.customerId === null ? null : { id: gid('Customer', order.customerId) },
      shippingAddress: order.country === null ? null : { countryCodeV2: order.country },
      totalPriceSet: bag(grossOf(order)),
      totalRefundedSet: bag(refundedOf(order)),
      totalShippingPriceSet: bag(order.shipping),
      refunds: order.refunds.map((refund) => ({
        id: gid('Refund', refund.id),
        createdAt: iso(refund.createdAt),
        processedAt: iso(refund.createdAt),
        note: refund.note,
        totalRefundedSet: bag(refund.amount),
      })),
      lineItems: (args: ConnectionArguments) =>
        connection('lineItems', args, {
          source: { records: order.lines, view: lineView(shop, order), fields: {} },
          world,
        }),
    };
  };
}

/** A product as the schema shows one. */
export function productView(shop: Shop, world: ConnectionWorld): (product: ShopProduct) => unknown {
  return (product) => ({
    __typename: 'Product',
    id: gid('Product', product.id),
    title: product.title,
    productType: product.productType,
    status: product.status,
    updatedAt: iso(product.updatedAt),
    category: null,
    variants: (args: ConnectionArguments) =>
      connection('variants', args, {
        source: {
          records: product.variants,
          fields: {},
          view: (variant) => ({
            id: gid('ProductVariant', variant.id),
            sku: variant.sku,
            title: variant.title,
            price: vendorDecimal(variant.price, shop.currency),
          }),
        },
        world,
      }),
  });
}
