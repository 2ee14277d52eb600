import { formatDay } from '../domain/calendar.ts';
import { decimalMoney, formatMoney } from '../domain/money.ts';
import type { Rung } from '../model/scores.ts';
import type { QuestionContext } from './context.ts';
import { named, type Period } from './period.ts';
import type { PeriodContext } from './period-spans.ts';

const whole = new Intl.NumberFormat('en-GB');

/** A count with thousands apart: `12,345`. */
export function countWords(count: number): string {
  return whole.format(Math.round(count));
}

/** A count with its thing: `1 order`, `12 orders`. */
export function things(count: number, thing: string, several = `${thing}s`): string {
  return `${countWords(count)} ${Math.round(count) === 1 ? thing : several}`;
}

/** A count of some of a whole: `none`, `12`. */
export function someWords(count: number): string {
  return count === 0 ? 'none' : countWords(count);
}

/** A probability or share as per cent; what is neither nothing nor all is never rounded to it. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return 'under 1 %';
  if (value > 99 && value < 100) return 'over 99 %';
  return `${Math.round(value)} %`;
}

/** An amount of the shop in whole major units. */
export function money({ snapshot }: QuestionContext, minor: number): string {
  return formatMoney({ minor: Math.round(minor), currency: snapshot.currency }, { whole: true });
}

/** An amount of the shop as data: an exact decimal, `1204.50`. */
export function moneyData({ snapshot }: QuestionContext, minor: number): string {
  return decimalMoney({ minor: Math.round(minor), currency: snapshot.currency });
}

/** A day of the shop. */
export function day({ snapshot }: QuestionContext, instant: number): string {
  return formatDay(instant, snapshot.timeZone);
}

/** How long ago a count of whole days is. */
export function ago(days: number): string {
  return days === 0 ? 'within the last day' : `${things(days, 'day')} ago`;
}

/** A change against an earlier figure: `+12 %`, `−5 %`, `no change`, `from nothing`. */
export function change(now: number, before: number): string {
  if (before === 0) return now === 0 ? 'no change' : 'from nothing';
  const share = Math.round(((now - before) / Math.abs(before)) * 100);
  return share === 0 ? 'no change' : `${share > 0 ? '+' : '\u2212'}${whole.format(Math.abs(share))} %`;
}

/** What a sentence calls a customer: the name, or `customer 17850`. */
export function personWords(context: QuestionContext, customer: number): string {
  const name = context.nameOf(customer);
  return name === context.snapshot.customerIds[customer] ? `customer ${name}` : name;
}

/** Public ids of customers. */
export function idsOf(customers: readonly number[], { snapshot }: QuestionContext): string[] {
  return customers.map((customer) => snapshot.customerIds[customer] ?? '');
}

/** The first letter as a capital. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What periods are read against in a context. */
export function momentOf({ snapshot }: QuestionContext): PeriodContext {
  return { now: snapshot.asOf, timeZone: snapshot.timeZone, firstAt: dataStart(snapshot) };
}

/** The time that all orders cover. */
export function allTime(context: QuestionContext): Period {
  const moment = momentOf(context);
  return named({ from: moment.firstAt, until: moment.now }, moment);
}

function dataStart({ firstAt, guestAt }: QuestionContext['snapshot']): number {
  return Math.min(firstAt, guestAt[0] ?? firstAt);
}

/** Where an answer's figures come from. A made-up shop is always called so. */
export function sourceWords({ isDemo, sources, snapshot }: QuestionContext): string {
  const upTo = formatDay(snapshot.asOf - 1, snapshot.timeZone);
  return `${isDemo ? 'Demo data, made up. ' : ''}From ${sources}: ${things(snapshot.orderAt.length, 'order')} of ${things(snapshot.customerIds.length, 'known customer')} up to ${upTo}.`;
}

/** What a rung of the ladder is, in plain words. */
export const rungWords: Readonly<Record<Rung, string>> = {
  prior: "a published shop's buying pattern",
  rules: 'simple rules on how long ago and how often people bought',
  'bg-nbd': 'a formula for buying rhythms (BG/NBD)',
  network: "models trained on this shop's own past",
};

/** How good the chances are: where they come from, and how often they were right. */
export function modelWords(context: QuestionContext): string {
  const { scores } = context;
  if (!scores) return context.noScores ?? 'There is no model yet: run patron train.';
  const verdict = scores.verdict.grade === 'act' ? ` ${scores.verdict.words}` : '';
  return `Chances come from ${rungWords[scores.rung]}, as of ${day(context, scores.modelAsOf)}.${hitRateWords(context)}${verdict}`;
}

/** How often the chances were right in past months, as a sentence with a space before it; empty where nothing could be tested. */
export function hitRateWords({ scores }: QuestionContext): string {
  const { auc, liftAt10, baseRate, horizonDays } = scores ?? {};
  if (!auc || liftAt10 === undefined || baseRate === undefined) return '';
  const best = percent(Math.min(1, liftAt10 * baseRate));
  return ` Tested on past months: of the tenth with the highest chances ${best} ordered within ${horizonDays} days, of all ${percent(baseRate)}.`;
}

/** What speaks for care in an answer built on chances; undefined for nothing. */
export function scoreCaution({ scores }: QuestionContext): string | undefined {
  if (!scores) return undefined;
  const all = [
    ...(scores.verdict.grade === 'act' ? [] : [scores.verdict.words]),
    ...(scores.rung === 'network' ? [] : [`Chances come from ${rungWords[scores.rung]}: ${scores.rungReason}.`]),
    ...scores.cautions,
  ];
  return joinCautions(all);
}

/** Chances of an order, where the backtest does not forbid to act on them. [customers] */
export function trustedChances({ scores }: QuestionContext): Float64Array | undefined {
  return scores && scores.verdict.grade !== 'do-not-act' ? scores.p : undefined;
}

/** Cautions as one text; undefined for none. */
export function joinCautions(cautions: readonly (string | undefined)[]): string | undefined {
  const all = cautions.filter((caution) => caution !== undefined && caution !== '');
  return all.length > 0 ? all.join(' ') : undefined;
}

/** The caution as a field of an answer: absent for none. */
export function cautious(...cautions: readonly (string | undefined)[]): { readonly caution?: string } {
  const caution = joinCautions(cautions);
  return caution === undefined ? {} : { caution };
}
