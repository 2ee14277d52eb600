import { formatDay } from '../domain/calendar.ts';
import { minorDigits } from '../domain/money.ts';
import type { Comparison, Finding, OutlierColumn, QualityReport, SourceReport } from '../quality/report.ts';
import { blocksRefit, fixFirst } from '../quality/verdict.ts';
import { numberWords, shareWords } from '../quality/wording.ts';
import type { Answer, AnswerTable } from '../questions/answer.ts';

/** Findings that are told of besides the first; the others are in the data. */
const mostFindings = 4;
/** Rows that are named of each of those, and of each column's outliers: an answer fits one screen. Five are in the data. */
const mostNamed = 3;
const mostOutliers = 2;

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
      ...(first?.fix ? [`Fix first: ${first.fix.words}${examplesOf(first)}`] : []),
      ...findingLines(report, first),
      ...missingLines(report),
      ...report.sources.flatMap(({ outliers }) => outliers.map((column) => outlierLine(column, report))),
      ...report.sources.flatMap((source) => driftLines(source, timeZone)),
    ],
    basis: `Counted from the store before ${until}. Only a bad verdict keeps patron train from learning.`,
    next: [...(first?.fix ? [first.fix.type] : []), report.verdict === 'bad' ? 'patron train --force' : 'patron train'],
    data: report,
  };
}

type Placed = Finding & { readonly where: SourceReport };

function headlineOf(report: QualityReport, first: Placed | undefined): string {
  const blocked = blocksRefit(report);
  if (blocked !== undefined) return `Data quality is bad, and nothing should be learnt from it. ${blocked}`;
  if (first === undefined) return 'Data quality is good: nothing needs mending.';
  return `Data quality is fair: it can be learnt from. First to mend: ${first.words} (${nameOf(first.where)}).`;
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
      source.findings[0]?.words ?? 'none found',
    ]),
  };
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
    .map(({ words, treatment, examples }) => `${capital(words)}${inBrackets(examples)}: ${treatment}.`);
  const rest = others.length - told.length;
  return rest > 0 ? [...told, `${rest} more: see patron quality --json.`] : told;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function examplesOf({ examples }: Finding): string {
  return examples.length > 0 ? ` For instance: ${examples.join(', ')}.` : '';
}

function inBrackets(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed);
  return shown.length > 0 ? ` (${shown.join(', ')}${names.length > shown.length ? ', …' : ''})` : '';
}

/** Columns that some rows miss, and those that a source does not tell at all. */
function missingLines({ sources }: QualityReport): string[] {
  const isOne = new Set(sources.map(({ source }) => source)).size === 1;
  const gaps = sources.flatMap((source) =>
    source.gaps.map((gap) => ({ ...gap, where: isOne ? source.table : nameOf(source) })),
  );
  const some = gaps
    .filter(({ missing, of }) => missing > 0 && missing < of)
    .map(({ column, where, missing, of, policy }) => `${column} of ${where} ${shareWords(missing, of)} (${policy})`);
  const none = new Set(gaps.filter(({ missing, of }) => of > 0 && missing === of).map(({ column }) => column));
  const parts = [...some, ...(none.size > 0 ? [`not told at all: ${[...none].join(', ')}`] : [])];
  return parts.length > 0 ? [`Missing, and what is done: ${parts.join('; ')}.`] : [];
}

function outlierLine(
  { column, scale, policy, values, byZScore, byFences, worst }: OutlierColumn,
  { currency }: QualityReport,
): string {
  const counted = (count: number | undefined) => (count === undefined ? 'none' : numberWords(count));
  const price = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: Math.max(4, minorDigits(currency)),
  });
  const show = (value: number) => (column === 'quantity' ? numberWords(value) : price.format(value));
  const names = worst.slice(0, mostOutliers).map(({ name, value }) => `${show(value)} in ${name}`);
  const rule = `${counted(byZScore)} by Z-score, ${counted(byFences)} by IQR of ${numberWords(values)}`;
  return `Outliers of ${column} (${scale} scale, ${policy}): ${rule}${names.length > 0 ? `; ${names.join(', ')}` : ''}.`;
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
