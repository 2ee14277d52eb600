import { type Cohort, cohortsOf, returnDays } from '../decisions/coming-back.ts';
import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer, AnswerChart } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { cautious, countWords, day, momentOf, percent, sourceWords, things } from './words.ts';

/** Months that are told of. */
const months = 12;
/** Days from the first order on in which nobody can be told to be new. */
const newcomerDays = 90;
/** Places of `returnDays` that a picture shows: one line for each would hide the others. */
const charted = [0, 2, 3] as const;

const cohortsNow: (context: QuestionContext) => readonly Cohort[] = rememberFor(({ figures, snapshot }) =>
  cohortsOf(figures, { ...snapshot, months }),
);

/** Customers by the month of their first order, and the share that came back within one, two, three and six months; empty where the time is not over. */
export function describeCohorts(context: QuestionContext): Answer {
  const cohorts = cohortsNow(context);
  const { firstAt } = momentOf(context);
  const all = overall(cohorts);
  const chart = chartOf(cohorts, context);
  return {
    id: 'cohorts',
    headline: all
      ? `Of ${things(all.customers, 'customer')} new in the months shown, ${percent(all.back / all.customers)} came back within 90 days.`
      : 'No month of first orders is 90 days old yet: nothing can be said of coming back.',
    period: cohorts[0]
      ? `first orders from ${day(context, Math.max(cohorts[0].from, firstAt))} to ${day(context, context.snapshot.asOf - 1)}`
      : '',
    table: {
      columns: [
        { title: 'First order', align: 'left' },
        { title: 'New', align: 'right' },
        { title: '1 month', align: 'right' },
        { title: '2 months', align: 'right' },
        { title: '3 months', align: 'right' },
        { title: '6 months', align: 'right' },
      ],
      rows: cohorts.map((cohort) => [
        monthWords(cohort, context),
        countWords(cohort.customers),
        ...cohort.back.map((count) => shareWords(count, cohort.customers)),
      ]),
    },
    ...(chart ? { chart } : {}),
    basis: `${sourceWords(context)} Came back: ordered on a further day within 30, 60, 90 and 180 days of the first order. An empty cell: not everybody of the month has had so many days yet.`,
    ...cautious(
      (cohorts[0]?.from ?? 0) < firstAt + newcomerDays * dayMs
        ? `The data begin on ${day(context, firstAt)}: some who look new in the three months after it may have bought before.`
        : undefined,
    ),
    next: ['repeat rate', 'new customers last month'],
    data: {
      withinDays: returnDays,
      cohorts: cohorts.map(({ from, customers, back }) => ({
        from: new Date(from).toISOString(),
        customers,
        // Null: not everybody has had so many days yet.
        back: back.map((count) => count ?? null),
      })),
    },
  };
}

/** All cohorts that have had 90 days, together. */
function overall(cohorts: readonly Cohort[]): { readonly customers: number; readonly back: number } | undefined {
  const place = returnDays.indexOf(90);
  const ripe = cohorts.filter(({ back }) => back[place] !== undefined);
  const customers = ripe.reduce((sum, cohort) => sum + cohort.customers, 0);
  return customers === 0 ? undefined : { customers, back: ripe.reduce((sum, { back }) => sum + (back[place] ?? 0), 0) };
}

function monthWords({ from }: Cohort, context: QuestionContext): string {
  return day(context, from).replace(/^\d+ /, '');
}

function shareWords(count: number | undefined, customers: number): string {
  return count === undefined || customers === 0 ? '' : percent(count / customers);
}

function chartOf(cohorts: readonly Cohort[], context: QuestionContext): AnswerChart | undefined {
  const series = charted.map((place) => ({
    name: `within ${returnDays[place]} days`,
    values: cohorts.map(({ back, customers }) => {
      const count = back[place];
      return count === undefined || customers === 0 ? undefined : Math.round((1000 * count) / customers) / 10;
    }),
  }));
  const known = series.filter(({ values }) => values.filter((value) => value !== undefined).length > 1);
  if (known.length === 0) return undefined;
  return {
    kind: 'line',
    title: 'Came back, per cent of the new of a month',
    labels: cohorts.map((cohort) => monthWords(cohort, context)),
    series: known,
  };
}
