import { type ShopFigures, shopFigures } from '../decisions/shop-figures.ts';
import { type ComparableStretches, comparableStretches, type UsualRange } from '../decisions/usual-range.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { shopData, spanData } from './figures-data.ts';
import { revenueChart } from './money-charts.ts';
import { type Period, yearBefore } from './period.ts';
import { change, countWords, momentOf, money, percent, sourceWords } from './words.ts';

/** The rise of the share who order that a trial should be able to show, as a share of that share. */
const riseToShow = 0.2;

/** Revenue of a campaign's days beside comparable stretches. No control group is on record, so no effect is claimed; what would prove one is said. */
export function describeCampaign(period: Period, context: QuestionContext): Answer {
  const figures = shopFigures(context.snapshot, period);
  const usual = comparableStretches(context.snapshot, period);
  const chart = revenueChart(period, context);
  return {
    id: 'campaign',
    headline: headlineOf(figures, usual, context),
    period: period.words,
    ...(usual ? { table: tableOf(figures, usual, context) } : {}),
    ...(chart ? { chart } : {}),
    lines: [...yearAgoLine(period, figures, context), proofLine(period, figures, context)],
    basis: `${sourceWords(context)} ${usual ? `Usual: ${usual.revenue.stretches} stretches of ${usual.days} days before it, whole weeks apart; what else happened in them is not known.` : 'Fewer than six stretches of the same length lie before it.'} Revenue is what was sold minus what was given back; guests count.`,
    caution:
      'This is no effect of a campaign: nobody was left out of it, so what would have been sold without it is not known.',
    next: ['compare last month with the month before', 'new customers in the last 30 days'],
    data: { ...spanData(period), ...shopData(figures, context), usual },
  };
}

function headlineOf({ net }: ShopFigures, usual: ComparableStretches | undefined, context: QuestionContext): string {
  const revenue = `Revenue ${money(context, net)}`;
  if (!usual) return `${revenue}; there is too little before it to say what is usual.`;
  const { lowest, highest } = usual.revenue;
  const place = net > highest ? 'above' : net < lowest ? 'below' : 'within';
  return `${revenue}, ${place} the usual ${money(context, lowest)} to ${money(context, highest)}; whether by the campaign, nobody can say.`;
}

function tableOf({ net, orders }: ShopFigures, usual: ComparableStretches, context: QuestionContext) {
  const row = (title: string, now: number, range: UsualRange, show: (value: number) => string) => [
    title,
    show(now),
    show(range.median),
    `${show(range.lowest)} to ${show(range.highest)}`,
    change(now, range.median),
  ];
  return {
    columns: [
      { title: '', align: 'left' as const },
      { title: 'Now', align: 'right' as const },
      { title: 'Usual', align: 'right' as const },
      { title: 'Range', align: 'right' as const },
      { title: 'Against usual', align: 'right' as const },
    ],
    rows: [
      row('Revenue', net, usual.revenue, (value) => money(context, value)),
      row('Orders', orders, usual.orders, countWords),
    ],
  };
}

function yearAgoLine(period: Period, { net }: ShopFigures, context: QuestionContext): string[] {
  const moment = momentOf(context);
  const before = yearBefore(period, moment);
  if (before.from < moment.firstAt) return [];
  const then = shopFigures(context.snapshot, before);
  return [`In the same days of the year before: ${money(context, then.net)} (${change(net, then.net)}).`];
}

/** How a proof is made, and how many people it takes: 16 p (1 - p) / d^2 in each group, for a power of 80 % at 5 % (Lehr 1992). */
function proofLine({ from }: Period, { customers, newCustomers }: ShopFigures, { figures }: QuestionContext): string {
  const known = figures.filter(({ firstAt }) => firstAt < from).length;
  const share = known > 0 ? (customers - newCustomers) / known : 0;
  const trial =
    'What would prove one: draw lots, leave one half out next time, and compare how many of each half order.';
  if (share <= 0 || share >= 1) return trial;
  const each = Math.ceil((16 * share * (1 - share)) / (share * riseToShow) ** 2);
  const enough = 2 * each <= known ? '' : ', which is more than there are: only a larger effect could be shown';
  return `${trial} To show a rise from ${percent(share)} to ${percent(share * (1 + riseToShow))} it takes about ${countWords(each)} customers in each half${enough}.`;
}
