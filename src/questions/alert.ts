import { presenceOf } from '../decisions/at-risk.ts';
import { leavingRecord } from '../decisions/leaving-record.ts';
import { shopGap } from '../decisions/rhythm.ts';
import { silenceRecord, toldRecord } from '../decisions/silence-record.ts';
import { type UsualDay, usualDay } from '../decisions/usual-day.ts';
import { watchedCustomers } from '../decisions/watched-customers.ts';
import { formatDate } from '../domain/calendar.ts';
import type { Language } from '../domain/language.ts';
import type { Watched } from '../domain/watched.ts';
import { watchedWords } from '../domain/watched-words.ts';
import type { AlertPerson, AlertRecord, AlertWords } from './alert-words.ts';
import { englishAlert } from './alert-words-en.ts';
import { chineseAlert } from './alert-words-zh.ts';
import type { Answer, AnswerItem } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { idsOf, trustedChances } from './words.ts';

const alertWords: Readonly<Record<Language, AlertWords>> = { en: englishAlert, zh: chineseAlert };

/** Whom a rule holds for now, by public id, most money first; for a rule about days, the last whole day if it is unusual. */
export function findWatched(
  watched: Watched,
  context: QuestionContext,
): { readonly customerIds?: readonly string[]; readonly day?: string } {
  const { figures, segmentation, snapshot } = context;
  if (watched.kind === 'day-revenue') {
    const found = usualDay(snapshot);
    return found?.isUnusual
      ? { customerIds: [], day: formatDate(found.day.from, snapshot.timeZone) }
      : { customerIds: [] };
  }
  const people = watchedCustomers(watched, { figures, segmentation, chances: trustedChances(context) });
  return people ? { customerIds: idsOf(people, context) } : {};
}

/** What an alert is made of. */
export interface AlertOptions {
  readonly watched: Watched;
  /** Public ids of those to be told of; those whom the view does not know are left out. */
  readonly customerIds: readonly string[];
  readonly told?: readonly { readonly customerId: string; readonly at: number }[] | undefined;
  readonly language?: Language | undefined;
}

/** An alert: an item for each person (or for the day) with why and one question to go on with, and how right the rule was before. */
export function composeAlert(
  context: QuestionContext,
  { watched, customerIds, told = [], language = 'en' }: AlertOptions,
): Answer {
  const words = alertWords[language];
  const items =
    watched.kind === 'day-revenue' ? dayItems(context, words) : peopleItems(context, { watched, customerIds, words });
  const since = toldRecord(context.snapshot, told);
  const proof = [
    watched.kind === 'day-revenue' ? undefined : words.record(recordOf(watched, context), context),
    since ? words.told(since, context) : undefined,
  ].filter((part) => part !== undefined);
  const title = watchedWords(watched, language);
  return {
    id: 'alert',
    headline: words.headline(title, watched.kind === 'day-revenue' ? [] : items.map((item) => item.title)),
    items,
    lines: [
      ...items.map((item) => [`${item.title}: ${item.words}`, item.why, item.proof].filter(Boolean).join(' ')),
      ...proof,
    ],
    basis: [...proof, words.source(context)].join(language === 'zh' ? '' : ' '),
    next: items.map(({ ask }) => ask.question),
  };
}

function dayItems(context: QuestionContext, words: AlertWords): AnswerItem[] {
  const found: UsualDay | undefined = usualDay(context.snapshot);
  if (!found) return [];
  const ask = { label: words.labels.revenue, question: 'revenue in the last 7 days' };
  return [{ kind: 'day-revenue', ...words.day(found, context), ask, customerIds: [] }];
}

function peopleItems(
  context: QuestionContext,
  { watched, customerIds, words }: { watched: Watched; customerIds: readonly string[]; words: AlertWords },
): AnswerItem[] {
  const places = placesOf(context);
  const ofShop = shopGap(context.figures);
  return customerIds.flatMap((customerId): AnswerItem[] => {
    const person = personOf(places.get(customerId), { context, ofShop });
    if (!person) return [];
    const isAway =
      watched.kind === 'silence' ||
      (watched.kind === 'segment-entry' &&
        watched.move === 'enters' &&
        (watched.group === 'at-risk' || watched.group === 'gone'));
    const ask = isAway
      ? { label: words.labels.offer, question: `what should I offer ${customerId}` }
      : { label: words.labels.why, question: `why ${customerId}` };
    return [{ kind: watched.kind, ...words.person(person, context), ask, customerIds: [customerId] }];
  });
}

const places = new WeakMap<QuestionContext['figures'], ReadonlyMap<string, number>>();

/** Indexes in the snapshot by public id, made once for a view. */
function placesOf({ figures, snapshot }: QuestionContext): ReadonlyMap<string, number> {
  let known = places.get(figures);
  if (!known) {
    known = new Map(snapshot.customerIds.map((id, customer) => [id, customer] as const));
    places.set(figures, known);
  }
  return known;
}

function personOf(
  customer: number | undefined,
  { context, ofShop }: { context: QuestionContext; ofShop: number | undefined },
): AlertPerson | undefined {
  const figures = context.figures[customer ?? -1];
  if (customer === undefined || !figures) return undefined;
  const chance = trustedChances(context)?.[customer];
  const presence = presenceOf(figures, ofShop);
  const reason = chance === undefined ? undefined : context.scores?.explain(customer).reasons[0];
  return {
    figures,
    ...('usualGapDays' in presence ? { usualGapDays: presence.usualGapDays } : {}),
    ...(chance === undefined ? {} : { chance }),
    ...(reason ? { reason } : {}),
  };
}

function recordOf(watched: Exclude<Watched, { kind: 'day-revenue' }>, context: QuestionContext): AlertRecord {
  return recordBySilence(watched, context) ?? recordByFalls(watched, context) ?? { kind: 'tested' };
}

function recordBySilence(watched: Watched, { snapshot }: QuestionContext): AlertRecord | undefined {
  if (watched.kind === 'silence') {
    const record = silenceRecord(snapshot, watched.days);
    return record && { kind: 'stayed', of: record.customers, stayedAway: record.stayedAway, days: record.days };
  }
  if (watched.kind !== 'segment-entry' || watched.group !== 'at-risk') return undefined;
  const record = leavingRecord(snapshot);
  return record && { kind: 'stayed', of: record.called.customers, stayedAway: record.called.silent, days: record.days };
}

function recordByFalls(watched: Watched, { earlier }: QuestionContext): AlertRecord | undefined {
  if (watched.kind !== 'segment-entry' || watched.group !== 'high-value' || watched.move !== 'leaves') return undefined;
  const fallen = earlier?.fallen;
  return fallen && { kind: 'fallen', of: fallen.customers, ordered: fallen.ordered, days: fallen.days };
}
