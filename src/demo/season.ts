import { localDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';

/** A week in which the shop sells at a discount. */
interface Campaign {
  /** Month and day of the first day. */
  readonly starts: readonly [month: number, day: number];
  readonly days: number;
  /** Share of the price that comes off. */
  readonly discount: number;
}

/** The campaigns of a year: winter, spring, Mother's Day, summer, September, the week of Black Friday. */
const campaigns: readonly Campaign[] = [
  { starts: [1, 24], days: 7, discount: 0.1 },
  { starts: [3, 18], days: 7, discount: 0.1 },
  { starts: [5, 3], days: 7, discount: 0.15 },
  { starts: [7, 12], days: 10, discount: 0.15 },
  { starts: [9, 9], days: 7, discount: 0.1 },
  { starts: [11, 22], days: 8, discount: 0.2 },
];

/** One day of the shop's history, as everybody who buys sees it. */
export interface ShopDay {
  /** What a wall clock of the shop shows at its beginning, as the milliseconds that the same reading has in UTC. */
  readonly wallMs: number;
  readonly month: number;
  /** Saturday or Sunday. */
  readonly isWeekend: boolean;
  /** Share of the history that has passed, 0..1. */
  readonly share: number;
  /** How much is bought for oneself beside an average day: year and weekday. */
  readonly pull: number;
  /** The same for presents. */
  readonly giftPull: number;
  /** The same for cafés and offices. */
  readonly workPull: number;
  readonly campaign?: Campaign;
}

/** The shop's calendar. */
export interface ShopCalendar {
  /** Oldest first. */
  readonly days: readonly ShopDay[];
  /** How many meet the shop for the first time on each day, beside an average one. [days] */
  readonly newcomers: readonly number[];
}

/** Days of history before the end: two years and a month, so that every season was seen before it is predicted. */
const historyDays = 761;

/** Middle of each month, January first: how much is bought beside an average month. */
const months = [0.97, 0.95, 1.0, 0.97, 0.99, 0.9, 0.8, 0.83, 0.99, 1.06, 1.3, 1.34] as const;
/** Monday first. */
const weekdays = [1.14, 1.06, 1.02, 1, 0.93, 0.76, 1.09] as const;
const workdays = [1.5, 1.45, 1.35, 1.35, 1.15, 0.1, 0.1] as const;

/** Spans in which presents are bought: [month, day] of the first and last day, and how much beside an average day. */
const giftSpans = [
  { from: [11, 8], to: [12, 19], pull: 5 },
  { from: [2, 4], to: [2, 13], pull: 2.5 },
  { from: [4, 26], to: [5, 11], pull: 3 },
] as const;
const giftPullElsewhere = 0.3;

/** Days on which hardly anybody buys. */
const quietDays = new Set(['12-24', '12-25', '12-26', '12-31', '1-1']);

/** The shop's calendar: every local date from `historyDays` before the end up to the date on which the end lies. */
export function shopCalendar({ endsAt, timeZone }: { endsAt: number; timeZone: string }): ShopCalendar {
  const { year, month, day } = localDate(endsAt - 1, timeZone);
  const last = Date.UTC(year, month - 1, day);
  const days = Array.from({ length: historyDays }, (_, index) => shopDay(last, index));
  const newcomers = days.map((day) => day.pull ** 1.3 * (0.8 + 0.4 * day.share) * (day.campaign ? 1.4 : 1));
  return { days, newcomers };
}

function shopDay(last: number, index: number): ShopDay {
  const wallMs = last - (historyDays - 1 - index) * dayMs;
  const date = new Date(wallMs);
  const month = date.getUTCMonth() + 1;
  const weekday = (date.getUTCDay() + 6) % 7;
  const share = index / (historyDays - 1);
  const quiet = quietDays.has(`${month}-${date.getUTCDate()}`) ? 0.3 : 1;
  const year = yearFactor(date);
  const campaign = campaignOn(date);
  const byWeekday = (weekdays[weekday] ?? 1) * quiet;
  return {
    wallMs,
    month,
    isWeekend: weekday > 4,
    share,
    pull: year * byWeekday,
    giftPull: giftFactor(date) * byWeekday,
    workPull: Math.sqrt(year) * (workdays[weekday] ?? 1) * quiet,
    ...(campaign ? { campaign } : {}),
  };
}

/** Between the middles of two months the factor moves evenly; after 20 December Christmas is over. */
function yearFactor(date: Date): number {
  const month = date.getUTCMonth();
  const length = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const place = (date.getUTCDate() - 0.5) / length - 0.5;
  const near = (months[month] ?? 1) * (1 - Math.abs(place));
  const factor = near + (months[(month + (place < 0 ? 11 : 1)) % 12] ?? 1) * Math.abs(place);
  return month === 11 && date.getUTCDate() > 20 ? factor * 0.55 : factor;
}

function giftFactor(date: Date): number {
  const today = monthDay(date.getUTCMonth() + 1, date.getUTCDate());
  const span = giftSpans.find(({ from, to }) => today >= monthDay(from[0], from[1]) && today <= monthDay(to[0], to[1]));
  return span?.pull ?? giftPullElsewhere;
}

function monthDay(month: number, day: number): number {
  return month * 100 + day;
}

function campaignOn(date: Date): Campaign | undefined {
  return campaigns.find(({ starts: [month, day], days }) => {
    const passed = (date.getTime() - Date.UTC(date.getUTCFullYear(), month - 1, day)) / dayMs;
    return passed >= 0 && passed < days;
  });
}
