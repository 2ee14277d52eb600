import { bestSellers } from '../decisions/best-sellers.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { cautious, joinCautions, sourceWords } from './words.ts';

/** What is told of a product once it is known which is meant. */
export interface ProductQuestion {
  readonly id: string;
  /** How the question is asked of one SKU, for choices: `who bought 85123A`. */
  readonly ask: (sku: string) => string;
  readonly describe: (product: number) => Answer;
}

/** Products among which is chosen at most. */
const choices = 5;

/** Answers about the product that the words mean, or says why not: none fits, or several do. */
export function aboutProduct(words: string, context: QuestionContext, question: ProductQuestion): Answer {
  const matches = context.findProducts(words, choices + 1);
  const exact = matches.filter(({ isExact }) => isExact);
  const [first, ...others] = exact.length === 1 ? exact : matches;
  if (!first) return noProduct(words, context, question);
  if (others.length > 0) {
    return choose(
      words,
      matches.map(({ product }) => product),
      { context, question },
    );
  }
  const answer = question.describe(first.product);
  if (first.isExact) return answer;
  return {
    ...answer,
    ...cautious(joinCautions([answer.caution, `No product is called exactly '${words}': this one comes closest.`])),
  };
}

function noProduct(words: string, context: QuestionContext, { id, ask }: ProductQuestion): Answer {
  const { snapshot } = context;
  const best = bestSellers(snapshot, { from: snapshot.firstAt, until: snapshot.asOf, limit: 3 });
  return {
    id,
    headline: words.trim() === '' ? 'Which product do you mean?' : `No product fits '${words.trim().slice(0, 80)}'.`,
    lines: ['A product is found by SKU or title, a part of it is enough. Only what a known customer bought is known.'],
    basis: sourceWords(context),
    next: best.length > 0 ? best.map(({ product }) => ask(snapshot.products[product]?.sku ?? '')) : ['help'],
  };
}

function choose(
  words: string,
  products: readonly number[],
  { context, question }: { context: QuestionContext; question: ProductQuestion },
): Answer {
  const shown = products.slice(0, choices).flatMap((product) => context.snapshot.products[product] ?? []);
  return {
    id: 'several',
    headline: `Several products fit '${words.trim().slice(0, 80)}'. Which do you mean?`,
    lines: [
      ...shown.map(({ sku, title }) => (title === sku ? sku : `${title} (${sku})`)),
      ...(products.length > shown.length ? ['And more: type more of the title.'] : []),
    ],
    basis: sourceWords(context),
    next: shown.map(({ sku }) => question.ask(sku)),
  };
}
