import { formatDay } from '../domain/calendar.ts';
import { formatMoney } from '../domain/money.ts';
import type { QuestionContext } from './context.ts';

const whole = new Intl.NumberFormat('en-GB');

/** A count with thousands apart: `12,345`. */
export function countWords(count: number): string {
  return whole.format(Math.round(count));
}

/** A count with its thing: `1 order`, `12 orders`. */
export function things(count: number, thing: string): string {
  return `${countWords(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** A probability or share as per cent; small ones are not rounded to nothing. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return 'under 1 %';
  return `${Math.round(value)} %`;
}

/** An amount of the shop in whole major units. */
export function money({ snapshot }: QuestionContext, minor: number): string {
  return formatMoney({ minor, currency: snapshot.currency }, { whole: true });
}

/** A day of the shop. */
export function day({ snapshot }: QuestionContext, instant: number): string {
  return formatDay(instant, snapshot.timeZone);
}

/** A change against an earlier figure: `+12 %`, `-5 %`, `new`. */
export function change(now: number, before: number): string {
  if (before === 0) return now === 0 ? 'no change' : 'from nothing';
  const share = Math.round(((now - before) / Math.abs(before)) * 100);
  return share === 0 ? 'no change' : `${share > 0 ? '+' : ''}${share} %`;
}

/** Where an answer's figures come from. A made-up shop is always called so. */
export function sourceWords({ isDemo, sources, snapshot }: QuestionContext): string {
  const upTo = formatDay(snapshot.asOf - 1, snapshot.timeZone);
  return `${isDemo ? 'Demo data, made up. ' : ''}From ${sources}: ${things(snapshot.orderAt.length, 'order')} of ${things(snapshot.customerIds.length, 'customer')} up to ${upTo}.`;
}

/** How good the scores are: model, how often it was right, verdict. */
export function modelWords(context: QuestionContext): string {
  const { scores, snapshot } = context;
  if (!scores) return context.noScores ?? 'No model yet.';
  const trained = formatDay(scores.modelAsOf, snapshot.timeZone);
  const proof = scores.auc
    ? `tested on past months: AUC ${scores.auc.value.toFixed(2)} (${scores.auc.low.toFixed(2)} to ${scores.auc.high.toFixed(2)}). `
    : '';
  return `Model of ${trained}, rung '${scores.rung}', ${proof}${scores.verdict.words}`;
}

/** What speaks for care in an answer built on scores; undefined for nothing. */
export function scoreCaution({ scores }: QuestionContext): string | undefined {
  if (!scores) return undefined;
  const doubts = scores.verdict.grade === 'act' ? [] : [scores.verdict.words];
  const all = [...doubts, ...scores.cautions];
  return all.length > 0 ? all.join(' ') : undefined;
}
