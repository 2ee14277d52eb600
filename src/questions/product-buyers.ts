import { type ProductBuyer, productBuyers } from '../decisions/product-buyers.ts';
import { highest } from '../domain/highest.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { spanData } from './figures-data.ts';
import { listRows } from './lists.ts';
import type { Period } from './period.ts';
import { aboutProduct } from './products.ts';
import { allTime, countWords, day, idsOf, money, moneyData, percent, sourceWords, things } from './words.ts';

/** Who bought a product, in a period or ever: how many, what for, and those with most money. */
export function describeProductBuyers(
  words: string,
  { period, limit = listRows }: { readonly period?: Period | undefined; readonly limit?: number },
  context: QuestionContext,
): Answer {
  return aboutProduct(words, context, {
    id: 'product-buyers',
    ask: (sku) => `who bought ${sku}`,
    describe: (product) => describeBuyers(product, { period: period ?? allTime(context), limit }, context),
  });
}

function describeBuyers(
  product: number,
  { period, limit }: { readonly period: Period; readonly limit: number },
  context: QuestionContext,
): Answer {
  const { snapshot } = context;
  const { title = '', sku = '' } = snapshot.products[product] ?? {};
  const buyers = productBuyers(snapshot, { product, ...period });
  const best = highest(buyers, { by: ({ amount }) => amount, limit });
  const total = (pick: (buyer: ProductBuyer) => number) => buyers.reduce((sum, buyer) => sum + pick(buyer), 0);
  const again = buyers.filter(({ orders }) => orders > 1).length;
  return {
    id: 'product-buyers',
    headline:
      buyers.length === 0
        ? `No known customer bought ${short(title)}.`
        : `${things(buyers.length, 'known customer')} bought ${short(title)}, for ${money(
            context,
            total(({ amount }) => amount),
          )}.`,
    period: period.words,
    facts: [
      { label: 'SKU', value: sku },
      ...(buyers.length === 0
        ? []
        : [
            { label: 'Pieces', value: countWords(total(({ quantity }) => quantity)) },
            { label: 'More than once', value: `${countWords(again)} (${percent(again / buyers.length)})` },
          ]),
    ],
    ...(best.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Customer', align: 'left' as const },
              { title: 'Money', align: 'right' as const },
              { title: 'Pieces', align: 'right' as const },
              { title: 'Orders', align: 'right' as const },
              { title: 'Last bought', align: 'right' as const },
            ],
            rows: best.map(({ customer, amount, quantity, orders, lastAt }) => [
              context.nameOf(customer),
              money(context, amount),
              countWords(quantity),
              countWords(orders),
              day(context, lastAt),
            ]),
            customerIds: idsOf(
              best.map(({ customer }) => customer),
              context,
            ),
          },
        }),
    basis: `${sourceWords(context)} As sold: returns are not taken off. What guests bought is not told by product.`,
    next: [
      `what sells with ${sku}`,
      ...(best[0] ? [`who is ${snapshot.customerIds[best[0].customer] ?? ''}`] : ['best sellers this year']),
    ],
    data: {
      sku,
      ...spanData(period),
      customers: buyers.length,
      again,
      amount: moneyData(
        context,
        total(({ amount }) => amount),
      ),
      best: best.map(({ customer, amount, quantity }) => ({
        customerId: snapshot.customerIds[customer],
        amount: moneyData(context, amount),
        quantity,
      })),
      currency: snapshot.currency,
    },
  };
}

function short(title: string): string {
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}
