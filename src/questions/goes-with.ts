import { soldWith } from '../decisions/sold-together.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { aboutProduct } from './products.ts';
import { allTime, countWords, percent, sourceWords, things } from './words.ts';

/** Goods that a table shows. */
const shown = 8;

/** What sells with a product: goods that are in its orders more often than in others. */
export function describeGoesWith(words: string, context: QuestionContext): Answer {
  return aboutProduct(words, context, {
    id: 'goes-with',
    ask: (sku) => `what sells with ${sku}`,
    describe: (product) => describeCompanions(product, context),
  });
}

function describeCompanions(wanted: number, context: QuestionContext): Answer {
  const { snapshot } = context;
  const { orders, together } = soldWith(snapshot, wanted, shown);
  const { title = '', sku = '' } = snapshot.products[wanted] ?? {};
  const titleOf = (product: number) => snapshot.products[product]?.title ?? '';
  const [first] = together;
  return {
    id: 'goes-with',
    headline: first
      ? `${short(titleOf(first.product))} goes best with ${short(title)}: in ${percent(first.share)} of its orders, against ${percent(first.usual)} of all.`
      : `Nothing is sold with ${short(title)} more often than chance would have it.`,
    period: allTime(context).words,
    facts: [
      { label: 'SKU', value: sku },
      { label: 'Orders', value: `${countWords(orders)} of known customers with it` },
    ],
    ...(first
      ? {
          table: {
            columns: [
              { title: 'Product', align: 'left' as const },
              { title: 'Together', align: 'right' as const },
              { title: 'Of its orders', align: 'right' as const },
              { title: 'Of all', align: 'right' as const },
            ],
            rows: together.map(({ product, orders: both, share, usual }) => [
              titleOf(product),
              things(both, 'order'),
              percent(share),
              percent(usual),
            ]),
          },
        }
      : {}),
    basis: `${sourceWords(context)} Counted in orders of known customers; at least three with both, and surely more than chance (lower end of the Wilson interval, 95 %). Sold together is not sold because of each other.`,
    next: [`who bought ${sku}`, 'best sellers this year'],
    data: {
      sku,
      orders,
      together: together.map(({ product, ...rest }) => ({ sku: snapshot.products[product]?.sku, ...rest })),
    },
  };
}

function short(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39)}…` : title;
}
