import { formatDay } from '../domain/calendar.ts';
import { formatMoney, minorDigits } from '../domain/money.ts';
import type { Comparison, Finding, OutlierColumn, QualityReport, SourceReport } from '../quality/report.ts';
import { blocksRefit, fixFirst } from '../quality/verdict.ts';
import { numberWords, shareWords } from '../quality/wording.ts';
import type { Answer, AnswerTable } from '../questions/answer.ts';

/** Findings that are told of besides the first; the others are in the data. */
const mostFindings = 5;
/** Outliers that are named of each column; five are in the data. */
const mostOutliers = 3;

/** A quality report as an answer: the verdict and what to see to first, a row for each source, then the details. */
export function describeQuality(report: QualityReport, { timeZone }: { timeZone: string }): Answer {
  const until = formatDay(report.asOf, timeZone);
  if (report.verdict === 'empty') {
    return {
      id: 'quality',
      headline: `There is nothing to check yet: no order, customer or product came in before ${until}.`,
      basis: 'Counted from the store.',
      next: ['patron import orders FILE', 'patron demo'],
      data: report,
    };
  }
  const first = fixFirst(report);
  return {
    id: 'quality',
    headline: headlineOf(report, first),
    table: tableOf(report),
    lines: [
      ...(first?.fix ? [`Fix first: ${first.fix.words}${named(first)}`] : []),
      ...findingLines(report, first),
      ...report.sources.flatMap(missingLines),
      ...report.sources.flatMap(({ outliers }) => outliers.map((column) => outlierLine(column, report))),
      ...report.sources.flatMap((source) => driftLines(source, timeZone)),
    ],
    basis: `Counted from everything before ${until} in the store. Good: nothing to mend. Fair: can be learnt from. Bad: blocks a refit.`,
    next: [first?.fix?.type ?? 'patron train', ...(report.verdict === 'bad' ? ['patron train --force'] : [])],
    data: report,
  };
}

type Placed = Finding & { readonly where: SourceReport };

function headlineOf(report: QualityReport, first: Placed | undefined): string {
  const blocked = blocksRefit(report);
  if (blocked !== undefined) return `Data quality is bad, and nothing should be learnt from it. ${blocked}`;
  if (first === undefined) return 'Data quality is good: nothing needs mending.';
  return `Data quality is fair: it can be learnt from. First to see to: ${first.words} (${nameOf(first.where)}).`;
}

function nameOf({ source, table }: SourceReport): string {
  return `${source} ${table}`;
}

function tableOf({ sources }: QualityReport): AnswerTable {
  return {
    columns: [
      { title: 'Source', align: 'left' },
      { title: 'Rows', align: 'right' },
      { title: 'Verdict', align: 'left' },
      { title: 'Main problem', align: 'left' },
    ],
    rows: sources.map((source) => [
      nameOf(source),
      numberWords(source.rows),
      source.verdict,
      source.findings[0]?.words ?? 'none',
    ]),
  };
}

function named({ examples }: Finding): string {
  return examples.length > 0 ? ` For instance: ${examples.join(', ')}.` : '';
}

/** What else was found, in the order of need. Drift has a line of its own. */
function findingLines({ sources }: QualityReport, first: Placed | undefined): string[] {
  const others = sources.flatMap((where) =>
    where.findings
      .filter(({ code, topic }) => topic !== 'drift' && !(where === first?.where && code === first.code))
      .map((finding) => ({ ...finding, where })),
  );
  const told = others
    .slice(0, mostFindings)
    .map((finding) => `${capital(finding.words)}; ${finding.treatment}.${named(finding)}`);
  const rest = others.length - told.length;
  return rest > 0 ? [...told, `${rest} more: see patron quality --json.`] : told;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Columns that some rows miss, and those that a source does not tell at all. */
function missingLines(source: SourceReport): string[] {
  const some = source.gaps.filter(({ missing, of }) => missing > 0 && missing < of);
  const all = source.gaps.filter(({ missing, of }) => of > 0 && missing === of);
  const parts = [
    ...some.map(({ column, missing, of, policy }) => `${column} ${shareWords(missing, of)} (${policy})`),
    ...(all.length > 0 ? [`not told at all: ${all.map(({ column }) => column).join(', ')}`] : []),
  ];
  return parts.length > 0 ? [`Missing in ${nameOf(source)}: ${parts.join('; ')}.`] : [];
}

function outlierLine(column: OutlierColumn, { currency }: QualityReport): string {
  const counts = [
    `${column.byZScore === undefined ? 'none' : numberWords(column.byZScore)} by Z-score`,
    `${column.byFences === undefined ? 'none' : numberWords(column.byFences)} by IQR`,
  ];
  const show = (value: number) =>
    column.column === 'quantity'
      ? numberWords(value)
      : formatMoney({ minor: Math.round(value * 10 ** minorDigits(currency)), currency });
  const worst = column.worst.slice(0, mostOutliers).map(({ name, value }) => `${show(value)} in ${name}`);
  const names = worst.length > 0 ? ` Worst: ${worst.join(', ')}.` : '';
  return `Outliers of ${column.column} (${column.policy}, ${column.scale} scale): ${counts.join(', ')} of ${numberWords(column.values)}.${names}`;
}

function driftLines({ table, drift, noDrift, findings }: SourceReport, timeZone: string): string[] {
  if (table !== 'orders') return [];
  if (!drift) return noDrift === undefined ? [] : [`Drift: ${noDrift}.`];
  const against = formatDay(drift.against, timeZone);
  const moved = findings.filter(({ topic }) => topic === 'drift').map(({ words }) => words);
  if (moved.length > 0) return [`Drift against the run of ${against}: ${moved.join('; ')}.`];
  return [`Drift against the run of ${against}: none (${strongest(drift.comparisons)}).`];
}

function strongest(comparisons: readonly Comparison[]): string {
  const most = Math.max(...comparisons.map(({ stability }) => stability ?? 0));
  return `PSI at most ${most.toFixed(2)}; from 0.1 it is worth watching`;
}
