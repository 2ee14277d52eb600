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
  const record = recordOf(watched, context);
  const proof = [
    record ? words.record(record, context) : undefined,
    since ? words.told(since, context) : undefined,
  ].filter((part) => part !== undefined);
  const title = watchedWords(watched, language);
  return {
    id: 'alert',
    headline: words.headline(title, watched.kind === 'day-revenue' ? [] : items.map((item) => item.title)),
    items,
    lines: items.map((item) => words.line(item)),
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
  const isAway = tellsOfAway(watched);
  return customerIds.flatMap((customerId): AnswerItem[] => {
    const person = personOf(places.get(customerId), { context, ofShop, isAway });
    if (!person) return [];
    const ask = isAway
      ? { label: words.labels.offer, question: `what should I offer ${customerId}` }
      : { label: words.labels.why, question: `why ${customerId}` };
    return [{ kind: watched.kind, ...words.person(person, context), ask, customerIds: [customerId] }];
  });
}

/** Whether a rule tells of people who may not come again: then something is to be offered, and what speaks against an order is the reason. */
function tellsOfAway(watched: Watched): boolean {
  switch (watched.kind) {
    case 'silence':
      return true;
    case 'chance':
      return watched.side === 'below';
    case 'segment-entry':
      return (watched.move === 'enters') === (watched.group === 'at-risk' || watched.group === 'gone');
    case 'day-revenue':
      return false;
  }
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
  { context, ofShop, isAway }: { context: QuestionContext; ofShop: number | undefined; isAway: boolean },
): AlertPerson | undefined {
  const figures = context.figures[customer ?? -1];
  if (customer === undefined || !figures) return undefined;
  const chance = trustedChances(context)?.[customer];
  const presence = presenceOf(figures, ofShop);
  const reasons = chance === undefined ? [] : (context.scores?.explain(customer).reasons ?? []);
  const reason = reasons.find(({ contribution }) => contribution < 0 === isAway) ?? reasons[0];
  return {
    figures,
    ...('usualGapDays' in presence ? { usualGapDays: presence.usualGapDays } : {}),
    ...(chance === undefined ? {} : { chance }),
    ...(reason ? { reason } : {}),
  };
}

/** How right the rule was before; undefined where nothing is known, or nothing of the kind can be. */
function recordOf(watched: Watched, context: QuestionContext): AlertRecord | undefined {
  const { snapshot, earlier } = context;
  switch (watched.kind) {
    case 'day-revenue':
      return undefined;
    case 'chance':
      return { kind: 'tested' };
    case 'silence': {
      const record = silenceRecord(snapshot, watched.days);
      return record && { kind: 'stayed', of: record.customers, stayedAway: record.stayedAway, days: record.days };
    }
    case 'segment-entry': {
      if (watched.group === 'at-risk' && watched.move === 'enters') return leavingRecordOf(snapshot);
      const fallen = watched.group === 'high-value' && watched.move === 'leaves' ? earlier?.fallen : undefined;
      return fallen && { kind: 'fallen', of: fallen.customers, ordered: fallen.ordered, days: fallen.days };
    }
  }
}

function leavingRecordOf(snapshot: QuestionContext['snapshot']): AlertRecord | undefined {
  const record = leavingRecord(snapshot);
  return record && { kind: 'stayed', of: record.called.customers, stayedAway: record.called.silent, days: record.days };
}
