import type { ToldRecord } from '../decisions/silence-record.ts';
import type { AnswerFact, AnswerItem } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { DigestContent, DigestItem } from './digest-content.ts';

/** What came of a kind of item of the last digest. */
export interface Outcome extends ToldRecord {
  readonly kind: 'leaving' | 'likely';
}

/** How an item is told. `known`: people whom the reader was told of already. */
export interface ItemTelling {
  readonly context: QuestionContext;
  readonly known: ReadonlySet<string>;
}

/** An item in words, without what is the same in every language. */
export type ItemWords = Pick<AnswerItem, 'title' | 'words' | 'why' | 'proof'> & { readonly label: string };

/** An item of one kind. */
export type Item<Kind extends DigestItem['kind']> = Extract<DigestItem, { readonly kind: Kind }>;

/** The digest in one language: content in, sentences out. */
export interface DigestWords {
  headline(content: DigestContent, context: QuestionContext): string;
  /** The days that the week covers. */
  period(content: DigestContent, context: QuestionContext): string;
  facts(content: DigestContent, context: QuestionContext): readonly AnswerFact[];
  readonly items: { readonly [Kind in DigestItem['kind']]: (item: Item<Kind>, telling: ItemTelling) => ItemWords };
  /** An item as one sentence after another, for surfaces without a layout. */
  line(words: ItemWords): string;
  outcome(outcome: Outcome, context: QuestionContext): string;
  basis(content: DigestContent, context: QuestionContext): string;
  caution(context: QuestionContext): string | undefined;
  /** That the data end at the view's date, and what to do. */
  ended(context: QuestionContext): string;
}

/** An item as a language tells its kind. */
export function itemWords({ items }: DigestWords, item: DigestItem, telling: ItemTelling): ItemWords {
  switch (item.kind) {
    case 'revenue':
      return items.revenue(item, telling);
    case 'leaving':
      return items.leaving(item, telling);
    case 'segments':
      return items.segments(item, telling);
    case 'likely':
      return items.likely(item, telling);
  }
}

/** People of one kind that an item names. */
export const namedPeople = { leaving: 2, segments: 2 };

/** Those whom the reader does not know of first; otherwise in their order. */
export function unknownFirst<T extends { readonly customer: number }>(
  people: readonly T[],
  { context, known }: ItemTelling,
): { readonly people: readonly T[]; readonly told: number } {
  const isKnown = ({ customer }: T) => known.has(context.snapshot.customerIds[customer] ?? '');
  const told = people.filter(isKnown);
  return { people: [...people.filter((person) => !isKnown(person)), ...told], told: told.length };
}
