import { type ToldRecord, toldRecord } from '../decisions/silence-record.ts';
import type { Language } from '../domain/language.ts';
import type { Answer, AnswerItem } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { type DigestItem, digestContent } from './digest-content.ts';
import { type DigestWords, type ItemTelling, type ItemWords, itemWords, type Outcome } from './digest-words.ts';
import { englishDigest } from './digest-words-en.ts';
import { chineseDigest } from './digest-words-zh.ts';
import { shopData, spanData } from './figures-data.ts';
import { liftLines } from './lift.ts';
import { cautious, idsOf } from './words.ts';

/** How a digest is put into words. */
export interface DigestOptions {
  readonly language?: Language;
  /** Public ids of people whom the reader was told of by alerts. */
  readonly known?: readonly string[];
  /** Whom the last digest named, by the kind of its item. */
  readonly told?: readonly { readonly kind: string; readonly customerId: string; readonly at: number }[];
}

/** The digest in each language. */
export const digestWords: Readonly<Record<Language, DigestWords>> = { en: englishDigest, zh: chineseDigest };

/** What is asked next about an item; the words of the button are its language's. */
const questions: Readonly<Record<DigestItem['kind'], string>> = {
  revenue: 'revenue in the last 7 days',
  leaving: 'who is leaving',
  segments: 'who moved',
  likely: 'who will buy',
};

/**
 * The weekly digest: the last seven whole days against the seven before, at most five things to look at, each with why, how right such calls were before and
 * one question to go on with, what came of the last digest, and how far to trust it all.
 */
export function composeDigest(
  context: QuestionContext,
  { language = 'en', known = [], told = [] }: DigestOptions = {},
): Answer {
  const words = digestWords[language];
  const content = digestContent(context);
  const { week, figures, before, earlier } = content;
  const telling = { context, known: new Set(known) };
  const items = content.items.map((item) => tell(item, itemWords(words, item, telling), telling));
  const outcomes = [
    ...outcomesOf(told, context).map((outcome) => words.outcome(outcome, context)),
    ...liftLines(context, language),
  ];
  return {
    id: 'digest',
    headline: words.headline(content, context),
    period: words.period(content, context),
    facts: words.facts(content, context),
    items: items.map(({ item }) => item),
    lines: [...items.map(({ line }) => words.line(line)), ...outcomes],
    basis: words.basis(content, context),
    ...cautious(words.caution(context)),
    next: context.scores
      ? ['who is leaving', 'who will buy', 'segments']
      : ['patron train', 'who is leaving', 'segments'],
    data: {
      week: { ...spanData(week), ...shopData(figures, context) },
      before: { ...spanData(before), ...shopData(earlier, context) },
      outcomes,
      ...(context.scores ? { verdict: context.scores.verdict } : {}),
    },
  };
}

function tell(item: DigestItem, line: ItemWords, { context }: ItemTelling): { item: AnswerItem; line: ItemWords } {
  const { label, ...words } = line;
  const ask = { label, question: questions[item.kind] };
  return { line, item: { kind: item.kind, ...words, ask, customerIds: idsOf(peopleOf(item), context) } };
}

function peopleOf(item: DigestItem): readonly number[] {
  switch (item.kind) {
    case 'revenue':
      return [];
    case 'leaving':
      return item.people.map(({ figures }) => figures.customer);
    case 'segments':
      return [...item.lost, ...item.gained].map(({ customer }) => customer);
    case 'likely':
      return item.best.map(({ customer }) => customer);
  }
}

const followedKinds = ['leaving', 'likely'] as const;

/** What came of the people of the last digest, kind by kind. */
function outcomesOf(told: NonNullable<DigestOptions['told']>, { snapshot }: QuestionContext): Outcome[] {
  return followedKinds.flatMap((kind) => {
    const record: ToldRecord | undefined = toldRecord(
      snapshot,
      told.filter((one) => one.kind === kind),
    );
    return record ? [{ kind, ...record }] : [];
  });
}
