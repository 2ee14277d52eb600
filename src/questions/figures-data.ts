import type { ShopFigures, Span } from '../decisions/shop-figures.ts';
import type { QuestionContext } from './context.ts';
import { moneyData } from './words.ts';

/** A span as data: ISO instants. */
export function spanData({ from, until }: Span): { readonly from: string; readonly until: string } {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

/** The figures of a span as data: counts, and money as exact decimals with its currency. */
export function shopData(figures: ShopFigures, context: QuestionContext) {
  return {
    ...figures,
    gross: moneyData(context, figures.gross),
    returned: moneyData(context, figures.returned),
    net: moneyData(context, figures.net),
    currency: context.snapshot.currency,
  };
}
