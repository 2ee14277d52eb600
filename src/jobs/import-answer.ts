import { formatDay } from '../domain/calendar.ts';
import { formatMoney, minorDigits } from '../domain/money.ts';
import type { Answer, AnswerFact } from '../questions/answer.ts';
import type { ImportReport, OrderCounts } from './import-report.ts';

const count = new Intl.NumberFormat('en-GB');

function countOf(number: number, things: string): string {
  return `${count.format(number)} ${number === 1 ? things.replace(/s$/, '') : things}`;
}

/** An import's report as an answer: what came in, what did not and why, and whether the totals agree. */
export function describeImport(report: ImportReport, { timeZone }: { timeZone: string }): Answer {
  const { kind, rows, quarantined, outcomes, orders } = report;
  const things = orders ? orders.orders : Object.values(outcomes).reduce((sum, value) => sum + value, 0);
  const isChanged = Object.entries(outcomes).some(
    ([outcome, value]) => outcome !== 'unchanged' && outcome !== 'kept' && value > 0,
  );
  const ending = isChanged ? '' : '; nothing has changed';
  return {
    id: 'import',
    headline: `Read ${countOf(rows, 'rows')}: ${countOf(things, kind)}${ending}.`,
    facts: [
      ...outcomeFacts(report),
      ...(orders ? orderFacts(orders, timeZone) : []),
      { label: 'In quarantine', value: quarantined === 0 ? 'none' : countOf(quarantined, 'rows') },
    ],
    lines: [
      ...report.reasons.map(
        ({ code, count: number, example }) =>
          `Quarantine, ${code}: ${countOf(number, 'rows')}, for instance ${example}`,
      ),
      ...report.files.map(describeFile),
    ],
    basis: `Counted from ${report.files.map(({ file }) => file).join(', ')}.`,
    ...(report.currencyAssumed === undefined
      ? {}
      : {
          caution: `No currency is named: taken for ${report.currencyAssumed}. If it is another one, set PATRON_CURRENCY and import again.`,
        }),
    next: kind === 'orders' ? ['patron quality', 'patron train', 'patron digest'] : ['patron quality'],
    data: report,
  };
}

const outcomeWords: Record<string, string> = {
  new: 'New',
  changed: 'Changed',
  unchanged: 'Unchanged',
  replaced: 'Completed by further lines',
  kept: 'Kept: the file has only a part',
  joined: 'Joined from two parts',
  corrected: 'Corrected',
};

function outcomeFacts({ outcomes }: ImportReport): AnswerFact[] {
  return Object.entries(outcomes).map(([outcome, value]) => ({
    label: outcomeWords[outcome] ?? outcome,
    value: count.format(value),
  }));
}

function orderFacts(orders: OrderCounts, timeZone: string): AnswerFact[] {
  const { firstAt, lastAt } = orders;
  if (firstAt === undefined || lastAt === undefined) return [];
  return [
    { label: 'Period', value: `${formatDay(firstAt, timeZone)} to ${formatDay(lastAt, timeZone)}` },
    { label: 'Customers', value: count.format(orders.customers) },
    { label: 'Products and fees', value: count.format(orders.products) },
    { label: 'Lines of guests', value: count.format(orders.guestLines) },
    { label: 'Cancellations', value: countOf(orders.cancellations, 'documents') },
    { label: 'Lines given back', value: count.format(orders.returnedLines) },
    { label: 'Fee lines', value: count.format(orders.feeLines) },
    ...orders.totals.map(totalFact),
  ];
}

/** The file's total beside that of the same orders in the store: equal but for rounding each line to whole minor units, which is said. */
function totalFact({ currency, exactMicros, accepted, stored }: OrderCounts['totals'][number]): AnswerFact {
  const digits = minorDigits(currency);
  const difference = BigInt(stored) * 10n ** BigInt(6 - digits) - BigInt(exactMicros);
  const file = exactDecimal(BigInt(exactMicros), digits);
  const reason = stored === accepted ? 'rounding of lines' : 'orders that are told more than once';
  const agreement = difference === 0n ? 'equal' : `${exactDecimal(difference, digits)} by ${reason}`;
  return {
    label: `Total in ${currency}`,
    value: `file ${file}, store ${formatMoney({ minor: stored, currency })} (${agreement})`,
  };
}

/** Millionths as a decimal with at least `least` places, exactly. */
function exactDecimal(micros: bigint, least: number): string {
  const sign = micros < 0n ? '-' : '';
  const digits = String(micros < 0n ? -micros : micros).padStart(7, '0');
  const [whole, places] = [digits.slice(0, -6), digits.slice(-6)];
  const kept = places.slice(0, least) + places.slice(least).replace(/0+$/, '');
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${kept === '' ? '' : `.${kept}`}`;
}

function describeFile({
  file,
  compressed,
  encoding,
  separator,
  dateOrder,
  isDateOrderAssumed,
  decimal,
  further,
}: ImportReport['files'][number]): string {
  const parts = [
    encoding.toUpperCase() + (compressed ? ', gzip' : ''),
    separator === 'JSON lines' ? separator : `separated by ${separator}`,
    `decimal ${decimal}`,
    ...(dateOrder ? [`dates ${dateOrder}${isDateOrderAssumed ? ' (a guess: none of them tells)' : ''}`] : []),
    ...(further.length > 0 ? [`also kept: ${further.join(', ')}`] : []),
  ];
  return `${file}: ${parts.join(', ')}.`;
}
