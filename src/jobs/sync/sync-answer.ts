import { formatMoney } from '../../domain/money.ts';
import { sourceName } from '../../domain/source-names.ts';
import type { Answer, AnswerFact, AnswerTable } from '../../questions/answer.ts';
import { cautious, countWords, things } from '../../questions/words.ts';
import type { MonthCheck } from './month-check.ts';
import type { SyncReport } from './run-sync.ts';

/** What the sync of one source has done, in words: what came, what is limited, and whether the totals agree with the source. */
export function describeSync(report: SyncReport, { currency }: { currency: string }): Answer {
  const { source, access, failures, usage } = report;
  const news = report.pulls.reduce((sum, { outcomes }) => sum + outcomes.new + outcomes.changed, 0);
  const rejected = report.pulls.reduce((sum, { outcomes }) => sum + outcomes.rejected, 0);
  return {
    id: 'sync',
    headline: headlineOf(report, news),
    facts: [
      { label: 'Account', value: access.account },
      ...monthFacts(report, currency),
      { label: 'Calls', value: callWords(usage) },
      ...(rejected > 0
        ? [{ label: 'Could not be read', value: `${things(rejected, 'record')}: tried again next time` }]
        : []),
    ],
    table: pullTable(report),
    lines: [
      ...failures.map(({ stream, message, hint }) => `${stream} did not come to an end: ${message} ${hint}`),
      ...gapLines(report),
    ],
    ...cautious(
      ...access.missing.map(({ reason, hint }) => `${reason} ${hint}`),
      ...access.limits,
      ...report.pulls.flatMap(({ warnings }) => warnings),
    ),
    basis: `As ${sourceName(source)} tells; what was pulled is kept page by page.`,
    next: failures.length > 0 ? [`patron sync ${source}`] : ['patron quality', 'patron train', 'patron digest'],
    data: report,
  };
}

function headlineOf({ source, failures, pulls }: SyncReport, news: number): string {
  if (failures.length > 0) {
    return `${sourceName(source)}: ${things(failures.length, 'stream')} of ${pulls.length + failures.length} did not come to an end.`;
  }
  return news === 0
    ? `${sourceName(source)}: nothing has changed.`
    : `${sourceName(source)}: ${things(news, 'record')} new or changed.`;
}

function callWords({ calls, cost, retries, waitedMs }: SyncReport['usage']): string {
  const parts = [
    countWords(calls),
    ...(cost === undefined ? [] : [`${countWords(cost)} points`]),
    ...(retries > 0 ? [`${countWords(retries)} repeated`] : []),
    ...(waitedMs >= 1000 ? [`${countWords(waitedMs / 1000)} s waited for its limits`] : []),
  ];
  return parts.join(', ');
}

function pullTable({ pulls, reconciled }: SyncReport): AnswerTable {
  const gone = (stream: string) => reconciled.find((result) => result.stream === stream)?.gone ?? 0;
  return {
    columns: [
      { title: 'Stream', align: 'left' },
      { title: 'New', align: 'right' },
      { title: 'Changed', align: 'right' },
      { title: 'Unchanged', align: 'right' },
      { title: 'Gone', align: 'right' },
    ],
    rows: pulls.map(({ stream, outcomes }) => [
      stream,
      countWords(outcomes.new),
      countWords(outcomes.changed),
      countWords(outcomes.unchanged + outcomes.stale),
      countWords(gone(stream)),
    ]),
  };
}

/** One line that says whether the store agrees with the source: orders, revenue and refunds of the months compared. */
function monthFacts({ months, source }: SyncReport, currency: string): AnswerFact[] {
  if (!months) return [];
  const sum = (pick: (month: MonthCheck) => number) => months.reduce((total, month) => total + pick(month), 0);
  const money = (minor: number) => formatMoney({ minor, currency });
  const orders = sum(({ figures }) => figures.orders);
  const net = sum(({ figures }) => figures.gross - figures.refunded);
  const agreed = months.every(({ gap }) => gap === undefined);
  return [
    {
      label: 'Totals',
      value: `${things(orders, 'order')}, ${money(net)} after ${money(sum(({ figures }) => figures.refunded))} of refunds: ${agreed ? `equal to ${sourceName(source)}'s own figures in every month` : 'not equal in every month, see below'}`,
    },
  ];
}

function gapLines({ months = [], source }: SyncReport): string[] {
  return months.flatMap(({ month, gap }) =>
    gap === undefined ? [] : [`${month} differs from ${sourceName(source)}: ${gap}.`],
  );
}
