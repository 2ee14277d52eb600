import type { CustomerFigures } from '../decisions/customer-figures.ts';
import type { Span } from '../decisions/shop-figures.ts';
import type { QuestionContext } from './context.ts';
import { calls } from './digest-content.ts';
import {
  type DigestWords,
  type Item,
  type ItemTelling,
  type ItemWords,
  namedPeople,
  unknownFirst,
} from './digest-words.ts';
import {
  ago,
  change,
  countWords,
  day,
  hitRateWords,
  modelWords,
  money,
  percent,
  personWords,
  scoreCaution,
  someWords,
  sourceWords,
  things,
} from './words.ts';

/** The digest in English. */
export const englishDigest: DigestWords = {
  headline: ({ figures, earlier, items }, context) => {
    const revenue = `revenue ${money(context, figures.net)}, ${change(figures.net, earlier.net)} against the week before`;
    const count = items.filter(calls).length;
    if (count === 0) return `A quiet week: ${revenue}. Nothing to do.`;
    return `${count === 1 ? 'One thing needs' : `${count} things need`} you this week: ${revenue}.`;
  },
  period: ({ week }, context) => periodWords(week, context),
  facts: ({ figures, earlier, yearAgo, leaving }, context) => [
    { label: 'Orders', value: `${countWords(figures.orders)}, the week before ${countWords(earlier.orders)}` },
    {
      label: 'Customers',
      value: `${countWords(figures.customers)} known, ${someWords(figures.newCustomers)} of them new`,
    },
    ...(yearAgo
      ? [
          {
            label: 'A year ago',
            value: `${money(context, yearAgo.net)} in the same week: ${change(figures.net, yearAgo.net)}`,
          },
        ]
      : []),
    ...(leaving.all > 0 && leaving.fresh === 0
      ? [
          {
            label: 'Leaving',
            value: `${things(leaving.all, 'regular')}, none newly this week`,
          },
        ]
      : []),
  ],
  items: { revenue: revenueWords, leaving: leavingWords, segments: segmentWords, likely: likelyWords },
  line: ({ title, words, why, proof }) =>
    [`${title}: ${words}`, why, proof].filter((part) => part !== undefined).join(' '),
  outcome: ({ kind, told, ordered, since }, context) => {
    const called = kind === 'leaving' ? 'leaving' : 'likely to buy';
    const digest = `the digest of ${day(context, since)} called ${called}`;
    if (told === 1) return `The one that ${digest} has ${ordered === 1 ? '' : 'not '}ordered since.`;
    const count = `${someWords(ordered)} ${ordered === 1 ? 'has' : 'have'}`;
    return `Of the ${countWords(told)} that ${digest}, ${count} ordered since.`;
  },
  basis: (content, context) => {
    const isTold = content.items.some(({ kind }) => kind === 'likely');
    const model = isTold ? chancesWords(context) : modelWords(context);
    return [sourceWords(context), context.agreement, model].filter((part) => part !== undefined).join(' ');
  },
  caution: (context) => scoreCaution(context),
  ended: (context) =>
    `The data end on ${day(context, context.snapshot.asOf - 1)}, so this is as of the day after; import newer orders.`,
};

/** `2 to 8 Nov 2011`: the first day without what it shares with the last. */
function periodWords(week: Span, context: QuestionContext): string {
  const [first = '', last = ''] = [week.from, week.until - 1].map((instant) => day(context, instant));
  const shared = last.split(' ').reverse();
  const own = first.split(' ').reverse();
  const from = own.findIndex((part, place) => part !== shared[place]);
  return from < 0 ? last : `${own.slice(from).reverse().join(' ')} to ${last}`;
}

/** Where the chances come from, where an item says already how often they were right. */
function chancesWords(context: QuestionContext): string {
  const { scores } = context;
  if (!scores) return modelWords(context);
  const verdict = scores.verdict.grade === 'act' ? ` ${scores.verdict.words}` : '';
  return `Chances as of ${day(context, scores.modelAsOf)}.${verdict}`;
}

function revenueWords({ net, usual }: Item<'revenue'>, { context }: ItemTelling): ItemWords {
  const { weeks, unusual } = usual.record;
  const range = `${money(context, usual.lowest)} to ${money(context, usual.highest)} in each of the ${usual.weeks} weeks before`;
  return {
    title: `Revenue is ${net > usual.highest ? 'higher' : 'lower'} than usual`,
    words: `${money(context, net)}, against ${range}.`,
    ...(weeks > 0 ? { proof: `Of the ${things(weeks, 'week')} before, ${someWords(unusual)} stood out so.` } : {}),
    label: 'Revenue by day',
  };
}

function leavingWords({ people: all, inAll, record, stake }: Item<'leaving'>, telling: ItemTelling): ItemWords {
  const { context } = telling;
  const { people, told } = unknownFirst(
    all.map(({ figures, usualGapDays }) => ({ ...figures, usualGapDays })),
    telling,
  );
  const names = people
    .slice(0, namedPeople.leaving)
    .map(
      ({ customer, quietDays, usualGapDays }) =>
        `${personWords(context, customer)} (${things(quietDays, 'day')}, usually ${countWords(usualGapDays)})`,
    );
  const isOne = all.length === 1;
  const of = inAll > all.length ? `, ${countWords(inAll)} in all` : '';
  const brought = all.reduce((sum, { figures }) => sum + figures.recentGross, 0);
  const atStake = record ? `, of which about ${money(context, stake)} is at stake` : '';
  const known = told > 0 ? ` Alerts told of ${countWords(told)} of them already.` : '';
  return {
    title: 'Leaving',
    words: `${things(all.length, 'regular')} ${isOne ? 'is' : 'are'} newly silent for over twice the usual gap${of}: ${all.length > names.length ? 'first ' : ''}${names.join(', ')}.`,
    why: `${isOne ? 'This customer' : 'They'} brought ${money(context, brought)} in the last 365 days${atStake}.${known}`,
    ...(record
      ? {
          proof: `Of those so silent ${record.days} days ago ${percent(record.called.silent / record.called.customers)} stayed away${
            record.present.customers > 0
              ? `; of those within their rhythm ${percent(record.present.silent / record.present.customers)}`
              : ''
          }.`,
        }
      : {}),
    label: 'Who is leaving',
  };
}

function segmentWords({ since, lost, gained, fallen }: Item<'segments'>, { context }: ItemTelling): ItemWords {
  const parts = [...movers('lost', lost, context), ...movers('gained', gained, context)];
  const brought = lost.reduce((sum, { recentGross }) => sum + recentGross, 0);
  return {
    title: `High-value customers since ${day(context, since)}`,
    words: `${parts.join('; ')}.`,
    ...(lost.length > 0
      ? {
          why: `${lost.length === 1 ? 'The customer' : 'Those'} lost brought ${money(context, brought)} in the last 365 days.`,
        }
      : {}),
    ...(lost.length > 0 && fallen
      ? {
          proof: `Of ${countWords(fallen.customers)} lost in the months before, ${someWords(fallen.ordered)} ordered within ${fallen.days} days.`,
        }
      : {}),
    label: 'Who moved',
  };
}

/** `lost 4, first Anna Meier (last order 60 days ago)`: those with most money, empty for nobody. How long ago tells of a loss alone. */
function movers(verb: 'lost' | 'gained', moved: readonly CustomerFigures[], context: QuestionContext): string[] {
  const people = moved.slice(0, namedPeople.segments).map(({ customer, quietDays }) => {
    const when = verb === 'lost' ? ` (last order ${ago(quietDays)})` : '';
    return `${personWords(context, customer)}${when}`;
  });
  if (people.length === 0) return [];
  const count = moved.length > people.length ? `${countWords(moved.length)}, first ` : '';
  return [`${verb} ${count}${people.join(', ')}`];
}

function likelyWords({ best, expected, horizonDays, reason }: Item<'likely'>, { context }: ItemTelling): ItemWords {
  const people = best.map(({ customer, chance }) => `${personWords(context, customer)} (${percent(chance)})`);
  const proof = hitRateWords(context).trim();
  return {
    title: `Likely to buy in ${horizonDays} days`,
    words: `about ${things(expected, 'customer')}, first ${people.join(', ')}.`,
    ...(reason ? { why: `Why the first: ${reason.words}.` } : {}),
    ...(proof === '' ? {} : { proof }),
    label: 'Who will buy',
  };
}
