import { returnersBetween, returnersIn } from '../decisions/returners.ts';
import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer, AnswerChart } from './answer.ts';
import { monthsUpTo } from './axis.ts';
import type { QuestionContext } from './context.ts';
import { spanData } from './figures-data.ts';
import type { Period } from './period.ts';
import { allTime, cautious, countWords, day, momentOf, money, percent, sourceWords, things } from './words.ts';

/** Days that a customer is given to come back before they are counted as one who did not. */
const patienceDays = 90;
/** Months of the picture. */
const monthsShown = 12;

/** How many customers buy again: of a period's customers those who had bought before; without a period, of all customers those who ever came back. */
export function describeRepeatRate(period: Period | undefined, context: QuestionContext): Answer {
  return period ? ofPeriod(period, context) : ofAll(context);
}

const counts: (context: QuestionContext) => {
  readonly again: number;
  readonly ripe: number;
  readonly ripeAgain: number;
} = rememberFor(({ figures, snapshot }) => {
  const found = { again: 0, ripe: 0, ripeAgain: 0 };
  for (const { gaps, firstAt } of figures) {
    if (gaps.length > 0) found.again++;
    if (firstAt + patienceDays * dayMs > snapshot.asOf) continue;
    found.ripe++;
    if (gaps[0] !== undefined && gaps[0] <= patienceDays) found.ripeAgain++;
  }
  return found;
});

function ofAll(context: QuestionContext): Answer {
  const { again, ripe, ripeAgain } = counts(context);
  const customers = context.figures.length;
  return {
    id: 'repeat-rate',
    headline: `${percent(again / Math.max(1, customers))} of ${things(customers, 'known customer')} ordered on more than one day.`,
    period: allTime(context).words,
    facts: [
      { label: 'Came back', value: `${countWords(again)} of ${countWords(customers)}` },
      {
        label: `Within ${patienceDays} days`,
        value:
          ripe === 0
            ? `nobody has been a customer for ${patienceDays} days yet`
            : `${percent(ripeAgain / ripe)} of the ${countWords(ripe)} whose first order is that old`,
      },
    ],
    ...charted(context),
    basis: `${sourceWords(context)} Of those who came newly many have not had the time to come back yet: the second figure counts only those who have.`,
    next: ['cohorts', 'repeat rate last month'],
    data: { customers, again, withinDays: patienceDays, ripe, ripeAgain },
  };
}

function ofPeriod(period: Period, context: QuestionContext): Answer {
  const { firstAt } = momentOf(context);
  const found = returnersIn(context.snapshot, period);
  const { customers, returning, gross, returningGross } = found;
  return {
    id: 'repeat-rate',
    headline:
      customers === 0
        ? 'No known customer ordered.'
        : `${percent(returning / customers)} of the ${things(customers, 'known customer')} who ordered had ordered before.`,
    period: period.words,
    facts: [
      { label: 'Had bought before', value: `${countWords(returning)} of ${countWords(customers)}` },
      {
        label: 'Their share',
        value:
          gross > 0
            ? `${percent(returningGross / gross)} of what known customers bought, ${money(context, returningGross)}`
            : 'nothing was sold',
      },
    ],
    ...charted(context),
    basis: `${sourceWords(context)} Before: more than a day after the first order. Guests are not counted, nobody knows whether they came back.`,
    ...cautious(
      period.from < firstAt + patienceDays * dayMs
        ? `The data begin on ${day(context, firstAt)}: more of them may have bought before.`
        : undefined,
    ),
    next: ['repeat rate', 'cohorts'],
    data: { ...spanData(period), customers, returning },
  };
}

/** Share of each month's customers who had ordered before. */
const chartNow: (context: QuestionContext) => AnswerChart | undefined = rememberFor((context) => {
  const { snapshot } = context;
  const { places } = monthsUpTo(snapshot.asOf, monthsShown, snapshot.timeZone);
  const starts = Float64Array.from([...places.map(({ from }) => from), places.at(-1)?.until ?? 0]);
  const values = returnersBetween(snapshot, starts).map(({ customers, returning }) =>
    customers === 0 ? undefined : Math.round((1000 * returning) / customers) / 10,
  );
  if (values.filter((value) => value !== undefined).length < 3) return undefined;
  return {
    kind: 'line',
    title: 'Had bought before, per cent of customers',
    labels: places.map(({ label }) => label),
    series: [{ name: 'had bought before', values }],
  };
});

function charted(context: QuestionContext): { readonly chart?: AnswerChart } {
  const chart = chartNow(context);
  return chart ? { chart } : {};
}
