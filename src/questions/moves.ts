import type { SegmentName } from '../decisions/segments.ts';
import type { Answer, AnswerFact } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { isRise, type Mover, moversOf } from './segments.ts';
import { ago, countWords, day, money, moneyData, someWords, sourceWords, things } from './words.ts';

/** Rows of each direction that a table shows. */
const rowsShown = 6;

/** Who moved between the segments since some days before, up and down, those with most money first; into and out of one alone where it is named. */
export function describeMoves(context: QuestionContext, segment?: SegmentName): Answer {
  const { earlier, snapshot } = context;
  const movers = moversOf(context).filter(
    ({ from, to }) => segment === undefined || from === segment || to === segment,
  );
  const [up, down] = [movers.filter(isRise), movers.filter((move) => !isRise(move))];
  const rows = [...up.slice(0, rowsShown), ...down.slice(0, rowsShown)];
  if (!earlier || rows.length === 0) return nobodyMoved(context, segment);
  return {
    id: 'moved',
    headline: `${things(movers.length, 'customer')} moved${segment === undefined ? '' : ` into or out of ${segment}`} since ${day(context, earlier.asOf)}: ${someWords(up.length)} up, ${someWords(down.length)} down.`,
    period: `${day(context, earlier.asOf)} to ${day(context, snapshot.asOf - 1)}`,
    facts: factsOf(segment ?? 'high-value', movers, context),
    table: {
      columns: [
        { title: 'Customer', align: 'left' },
        { title: 'From', align: 'left' },
        { title: 'To', align: 'left' },
        { title: 'Revenue', align: 'right' },
        { title: 'Last order', align: 'right' },
      ],
      rows: rows.map(({ customer, from, to, net }) => [
        context.nameOf(customer),
        from,
        to,
        money(context, net),
        ago(context.figures[customer]?.quietDays ?? 0),
      ]),
      customerIds: rows.map(({ customerId }) => customerId),
    },
    lines: restLines(up, down),
    basis: `${sourceWords(context)} Revenue is of all time. A segment is told by money spent and money expected; who stands near a border stays where they were.`,
    next: [`who is ${rows[0]?.customerId ?? ''}`, 'segments'],
    data: {
      since: new Date(earlier.asOf).toISOString(),
      moves: movers.map(({ customerId, from, to, net }) => ({ customerId, from, to, net: moneyData(context, net) })),
      currency: snapshot.currency,
    },
  };
}

function nobodyMoved(context: QuestionContext, segment: SegmentName | undefined): Answer {
  const { earlier } = context;
  const where = segment === undefined ? 'between the segments' : `into or out of ${segment}`;
  return {
    id: 'moved',
    headline: earlier
      ? `Nobody moved ${where} since ${day(context, earlier.asOf)}.`
      : 'Nobody can have moved: a week ago there was no customer yet.',
    basis: sourceWords(context),
    next: ['segments', 'new customers in the last 30 days'],
    data: { moves: [] },
  };
}

/** What a segment gained and lost, with the money of those people. */
function factsOf(segment: SegmentName, movers: readonly Mover[], context: QuestionContext): AnswerFact[] {
  const fact = (label: string, of: readonly Mover[]) => ({
    label,
    value:
      of.length === 0
        ? 'nobody'
        : `${countWords(of.length)}, who brought ${money(
            context,
            of.reduce((sum, { net }) => sum + net, 0),
          )} so far`,
  });
  return [
    fact(
      `Into ${segment}`,
      movers.filter(({ to }) => to === segment),
    ),
    fact(
      `Out of ${segment}`,
      movers.filter(({ from }) => from === segment),
    ),
  ];
}

function restLines(up: readonly Mover[], down: readonly Mover[]): string[] {
  const more = (of: readonly Mover[]) => Math.max(0, of.length - rowsShown);
  if (more(up) + more(down) === 0) return [];
  return [`Not shown: ${countWords(more(up))} more who moved up, ${countWords(more(down))} who moved down.`];
}
