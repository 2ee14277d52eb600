import { z } from 'zod';
import { formatDay } from '../../domain/calendar.ts';
import { sourceName } from '../../domain/source-names.ts';
import { things } from '../../questions/words.ts';
import type { Store } from '../../store/database.ts';
import { lastSyncRuns } from '../../store/sync-runs.ts';

/** What an agreement is told from: a run's report as it lies in the store. */
const checkedReport = z.object({
  months: z.array(z.object({ month: z.string(), sourceOrders: z.number(), gap: z.string().optional() })),
});

/** Whether the store agrees with its sources, by the last run of each, as sentences; undefined where nothing was ever compared. */
export function syncAgreement(store: Store, timeZone: string): string | undefined {
  const sentences = lastSyncRuns(store).flatMap((run) => sentenceOf(run, timeZone) ?? []);
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

function sentenceOf(
  { source, outcome, report, finishedAt }: ReturnType<typeof lastSyncRuns>[number],
  timeZone: string,
): string | undefined {
  const name = sourceName(source);
  if (outcome !== 'done') return `The last sync of ${name} did not come to an end: patron sync ${source}.`;
  const parsed = checkedReport.safeParse(report === null ? undefined : JSON.parse(report));
  if (!parsed.success) return undefined;
  const when = finishedAt === null ? '' : `, checked on ${formatDay(finishedAt, timeZone)}`;
  return comparison(parsed.data.months, { name, source, when });
}

function comparison(
  months: z.infer<typeof checkedReport>['months'],
  { name, source, when }: { name: string; source: string; when: string },
): string {
  const gaps = months.filter(({ gap }) => gap !== undefined);
  const [first] = gaps;
  if (first) {
    const differ = `${things(gaps.length, 'month')} ${gaps.length === 1 ? 'differs' : 'differ'}`;
    return `${differ} from ${name}'s own figures, first ${first.month}${when}: patron sync ${source}.`;
  }
  const orders = months.reduce((sum, { sourceOrders }) => sum + sourceOrders, 0);
  return `Orders, revenue and refunds equal ${name}'s own figures (${things(orders, 'order')}${when}).`;
}
