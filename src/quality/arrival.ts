import { formatDay } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import type { Arrival, OrderTable, TableName } from '../domain/quality-tables.ts';
import { purchaseFlags } from './purchases.ts';
import type { Finding } from './report.ts';
import { fewestRows, limits, severityOf, windowDays } from './thresholds.ts';
import { countOf, shareWords } from './wording.ts';
import { firstNames } from './worst.ts';

/** Rows that could not be read, and imports that never ended. */
export function findLostRows(arrivals: readonly Arrival[]): Finding[] {
  return [...arrivals.flatMap(quarantined), ...arrivals.flatMap(interrupted)];
}

function quarantined({ table, rows, quarantined: count, reasons }: Arrival): Finding[] {
  if (count === 0) return [];
  const [main] = reasons;
  const words = `${shareWords(count, rows)} of ${table.slice(0, -1)} rows could not be read${main ? `, most for '${main.code}'` : ''}`;
  const places = reasons.flatMap((reason) => reason.places);
  const file = places[0]?.replace(/:\d+$/, '') ?? 'FILE';
  return [
    {
      code: 'quarantined-rows',
      topic: 'arrival',
      severity: count === rows ? blockFor(table) : capFor(table, severityOf(count, rows, limits.quarantine)),
      count,
      of: rows,
      words,
      treatment: 'kept in quarantine with file, line and reason',
      examples: firstNames(places),
      fix: {
        words: `Mend those rows in ${file}, or say which column is which with --map; import it again under the same name.`,
        type: `patron import ${table} ${typed(file)}`,
      },
    },
  ];
}

/** Nothing but orders is learnt from, so that only their loss blocks. */
function capFor(table: TableName, severity: Finding['severity']): Finding['severity'] {
  return severity === 'block' ? blockFor(table) : severity;
}

function blockFor(table: TableName): Finding['severity'] {
  return table === 'orders' ? 'block' : 'warning';
}

function interrupted({ table, interrupted: files }: Arrival): Finding[] {
  if (files.length === 0) return [];
  return [
    {
      code: 'interrupted-import',
      topic: 'arrival',
      severity: 'warning',
      count: files.length,
      of: files.length,
      words: `the import of ${countOf(files.length, 'file')} was interrupted`,
      treatment: 'what was read before that counts',
      examples: firstNames(files),
      fix: {
        words: 'Run the import again: it goes on, and changes nothing twice.',
        type: `patron import ${table} ${firstNames(files).map(typed).join(' ')}`,
      },
    },
  ];
}

/** A shop that has not sold for a while: then every customer seems to have left, and no window can be compared. */
export function findSilence(table: OrderTable, { asOf, timeZone }: { asOf: number; timeZone: string }): Finding[] {
  const flags = purchaseFlags(table);
  let [last, orders] = [Number.NEGATIVE_INFINITY, 0];
  flags.forEach((flag, order) => {
    if (flag === 0) return;
    orders++;
    last = Math.max(last, table.at[order] ?? last);
  });
  if (orders < fewestRows || asOf - last < windowDays * dayMs) return [];
  return [
    {
      code: 'silence',
      topic: 'arrival',
      severity: 'warning',
      count: Math.floor((asOf - last) / dayMs),
      of: windowDays,
      words: `no purchase since ${formatDay(last, timeZone)}`,
      treatment: 'everybody seems to have left since then',
      examples: [],
      fix: {
        words: 'Import newer orders, or look at an earlier date with --as-of.',
        type: 'patron import orders FILE',
      },
    },
  ];
}

/** A file name as it is typed in a shell. */
function typed(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
