import type { z } from 'zod';
import type {
  ConsentState,
  SourceCustomer,
  SourceLine,
  SourceOrder,
  SourceProduct,
  SourceRecord,
} from '../../src/domain/source-records.ts';
import { microsOf, minorOf } from './amounts.ts';
import { protectedFields, type ShopifyStream } from './queries.ts';
import { customerReply, type lineReply, orderReply, productReply } from './replies.ts';

/** Reads one record of a stream, its children joined. `denied`: fields of the vendor's that are kept from us. Raises a ZodError or a RecordError. */
export function readRecord(stream: ShopifyStream, node: unknown, denied: ReadonlySet<string>): SourceRecord {
  if (stream === 'customers') return readCustomer(node, denied);
  return stream === 'orders' ? readOrder(node, denied) : readProduct(node);
}

function readCustomer(node: unknown, denied: ReadonlySet<string>): SourceCustomer {
  const reply = customerReply.parse(node);
  const { defaultEmailAddress: email, defaultPhoneNumber: phone } = reply;
  const name = [reply.firstName, reply.lastName].filter((part) => part).join(' ');
  const isNameDenied = denied.has('firstName') || denied.has('lastName');
  return {
    kind: 'customer',
    id: reply.id,
    updatedAt: reply.updatedAt,
    createdAt: reply.createdAt,
    ...unless(denied, 'defaultEmailAddress', () => ({ email: email?.emailAddress ?? null })),
    ...(isNameDenied ? {} : { name: name === '' ? null : name }),
    ...unless(denied, 'defaultPhoneNumber', () => ({ phone: phone?.phoneNumber ?? null })),
    ...unless(denied, 'defaultAddress', () => ({ country: reply.defaultAddress?.countryCodeV2 ?? null })),
    // Kept from us is not the same as unknown: what was known of consent must stay.
    ...unless(denied, 'defaultEmailAddress', () => ({
      consent: {
        email: consentOf(email?.marketingState),
        sms: consentOf(phone?.smsMarketingConsent?.state),
        saleOfData: reply.dataSaleOptOut ? 'refused' : 'unknown',
      },
    })),
    ...unavailable('customers', denied),
    attributes: { tags: reply.tags, locale: reply.locale, state: reply.state },
  };
}

function readOrder(node: unknown, denied: ReadonlySet<string>): SourceOrder {
  const reply = orderReply.parse(node);
  const { currencyCode: currency } = reply.totalPriceSet.shopMoney;
  const minor = ({ shopMoney }: { shopMoney: { amount: string } }) => minorOf(shopMoney.amount, currency);
  const gross = minor(reply.totalPriceSet);
  const country = reply.shippingAddress?.countryCodeV2;
  return {
    kind: 'order',
    id: reply.id,
    updatedAt: reply.updatedAt,
    orderedAt: reply.processedAt,
    ...(reply.customer ? { customerId: reply.customer.id } : {}),
    ...unless(denied, 'email', () => ({ email: reply.email || null })),
    currency,
    isTest: reply.test,
    ...(reply.cancelledAt ? { cancelledAt: reply.cancelledAt } : {}),
    ...(reply.sourceName ? { channel: reply.sourceName } : {}),
    ...(country ? { country } : {}),
    lines: linesOf(reply, { currency, gross, shipping: minor(reply.totalShippingPriceSet) }),
    refunds: [...reply.refunds].sort(byId).map((refund) => ({
      id: refund.id,
      refundedAt: refund.createdAt ?? refund.processedAt,
      amount: minor(refund.totalRefundedSet),
      ...(refund.note ? { reason: refund.note } : {}),
    })),
    sourceTotals: { gross, refunded: minor(reply.totalRefundedSet) },
    ...unavailable('orders', denied),
  };
}

/**
 * Goods, then shipping, then what else the total holds (taxes on top, duties, tips, rounding, corrections after the sale), the last two as fees: so the lines
 * of an order come to what the shop says that it comes to.
 */
function linesOf(
  { id, lineItems }: z.infer<typeof orderReply>,
  { currency, gross, shipping }: { currency: string; gross: number; shipping: number },
): SourceLine[] {
  const goods = [...lineItems].sort(byId).map((line) => goodsLine(line, currency));
  const sum = goods.reduce((total, { amount }) => total + amount, 0);
  return [
    ...goods,
    ...feeLine(`${id}-shipping`, 'Shipping', { amount: shipping, currency }),
    ...feeLine(`${id}-other`, 'Taxes, duties, tips and corrections', { amount: gross - sum - shipping, currency }),
  ];
}

function goodsLine(line: z.infer<typeof lineReply>, currency: string): SourceLine {
  const unit = line.originalUnitPriceSet.shopMoney.amount;
  const amount = minorOf(line.discountedTotalSet.shopMoney.amount, currency);
  const discount = minorOf(unit, currency) * line.quantity - amount;
  const sku = skuOf(line.sku, { variant: line.variant?.id, product: line.product?.id });
  return {
    id: line.id,
    ...(sku === undefined ? {} : { sku }),
    title: line.title,
    quantity: line.quantity,
    unitPriceMicros: microsOf(unit),
    amount,
    ...(discount === 0 ? {} : { discount }),
  };
}

function feeLine(id: string, title: string, { amount, currency }: { amount: number; currency: string }): SourceLine[] {
  if (amount === 0) return [];
  const unitPriceMicros = amount * 10 ** (6 - digitsOf(currency));
  return [{ id, title, quantity: 1, unitPriceMicros, amount, isFee: true }];
}

/** Places of a currency, found by what one of it comes to. */
function digitsOf(currency: string): number {
  return String(minorOf('1', currency)).length - 1;
}

function readProduct(node: unknown): SourceProduct {
  const { id, updatedAt, title, status, variants, category, productType } = productReply.parse(node);
  const kind = productType === '' ? category?.fullName : productType;
  return {
    kind: 'product',
    id,
    updatedAt,
    title,
    ...(kind ? { category: kind } : {}),
    variants: [...variants].sort(byId).map((variant) => ({
      sku: skuOf(variant.sku, { variant: variant.id }) ?? '',
      title: variant.title,
      priceMicros: microsOf(variant.price),
    })),
    isArchived: status === 'ARCHIVED',
  };
}

/** The order of numeric ids: children come in any order in a bulk file, and the same record must always read the same. */
function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id.length - right.id.length || (left.id < right.id ? -1 : 1);
}

/** The SKU; where the shop gave none, a name made of the variant's or the product's id; neither: not known. */
function skuOf(
  sku: string | null | undefined,
  ids: { variant?: string | undefined; product?: string | undefined },
): string | undefined {
  if (sku) return sku;
  if (ids.variant !== undefined) return `variant-${ids.variant}`;
  return ids.product === undefined ? undefined : `product-${ids.product}`;
}

function consentOf(state: string | undefined): ConsentState {
  if (state === 'SUBSCRIBED') return 'granted';
  return state === 'UNSUBSCRIBED' || state === 'REDACTED' || state === 'INVALID' ? 'refused' : 'unknown';
}

function unless<T extends object>(
  denied: ReadonlySet<string>,
  field: string,
  given: () => T,
): T | Record<string, never> {
  return denied.has(field) ? {} : given();
}

function unavailable(stream: ShopifyStream, denied: ReadonlySet<string>): { unavailable?: readonly string[] } {
  const names = Object.entries(protectedFields[stream]).flatMap(([field, name]) => (denied.has(field) ? [name] : []));
  const further = denied.has('defaultEmailAddress') ? ['consent'] : [];
  return names.length === 0 ? {} : { unavailable: [...new Set(names), ...further] };
}
