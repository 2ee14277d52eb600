import { minorDigits } from '../domain/money.ts';
import type { QuestionContext } from './context.ts';

const whole = new Intl.NumberFormat('zh-CN');

/** A count with thousands apart: `12,345`. */
export function countZh(count: number): string {
  return whole.format(Math.round(count));
}

/** A probability or share: `75%`; what is neither nothing nor all is never rounded to it. */
export function percentZh(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return '不到 1%';
  if (value > 99 && value < 100) return '超过 99%';
  return `${Math.round(value)}%`;
}

/** An amount of the shop in whole major units. */
export function moneyZh({ snapshot }: QuestionContext, minor: number): string {
  const major = Math.round(minor) / 10 ** minorDigits(snapshot.currency);
  return new Intl.NumberFormat('zh-CN', {
    style: 'currency',
    currency: snapshot.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 0,
    maximumFractionDigits: 0,
  }).format(major);
}

const days = new Map<string, Intl.DateTimeFormat>();

/** A day of the shop: `2011年11月2日`. */
export function dayZh({ snapshot }: Pick<QuestionContext, 'snapshot'>, instant: number): string {
  const { timeZone } = snapshot;
  let format = days.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('zh-CN', { timeZone, year: 'numeric', month: 'long', day: 'numeric' });
    days.set(timeZone, format);
  }
  return format.format(instant);
}

/** A change against an earlier figure: `+12%`, `−5%`, `持平`. */
export function changeZh(now: number, before: number): string {
  if (before === 0) return now === 0 ? '持平' : '此前为零';
  const share = Math.round(((now - before) / Math.abs(before)) * 100);
  return share === 0 ? '持平' : `${share > 0 ? '+' : '\u2212'}${whole.format(Math.abs(share))}%`;
}

/** How long ago a count of whole days is, to follow a word: ` 70 天前`. */
export function agoZh(count: number): string {
  return count === 0 ? '不到一天前' : ` ${countZh(count)} 天前`;
}

/** What a sentence calls a customer: the name, or `客户 17850`. */
export function personZh(context: QuestionContext, customer: number): string {
  const name = context.nameOf(customer);
  return name === context.snapshot.customerIds[customer] ? `客户 ${name}` : name;
}
