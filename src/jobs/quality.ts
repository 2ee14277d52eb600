import { localDate, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import { assessQuality } from '../quality/assess.ts';
import { fingerprintOrders } from '../quality/fingerprint.ts';
import { type QualityReport, reportFormat } from '../quality/report.ts';
import { windowDays } from '../quality/thresholds.ts';
import type { Store } from '../store/database.ts';
import { earlierQualityReport, saveQualityReport } from '../store/quality-reports.ts';
import { hasOrdersBetween, readQualityRows } from '../store/quality-rows.ts';

export { blocksRefit } from '../quality/verdict.ts';
export { describeQuality } from './quality-answer.ts';

/** What a quality report is made with. Times are epoch ms. */
export interface QualityOptions {
  /** Nothing from then on counts. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly currency: string;
  /** The present moment: what is dated after it cannot have happened. */
  readonly madeAt: number;
}

/** Reports on the store as of a date, and keeps the report for the next run to be compared with. An empty store leaves nothing behind. */
export function runQuality(store: Store, options: QualityOptions): QualityReport {
  const { asOf, madeAt } = options;
  const tables = readQualityRows(store, { asOf, presentAt: presentFor(store, options) });
  const earlier = earlierQualityReport(store, {
    asOf,
    fingerprint: fingerprintOrders(tables),
    format: reportFormat,
    windowMs: windowDays * dayMs,
  });
  const previous: QualityReport | undefined = earlier === undefined ? undefined : JSON.parse(earlier);
  const report = assessQuality(tables, { ...options, previous });
  if (report.verdict !== 'empty') {
    saveQualityReport(store, { asOf, madeAt, verdict: report.verdict, report: JSON.stringify(report) });
  }
  return report;
}

/**
 * From when on an order cannot have happened; undefined for a report that looks back: orders between its date and today are merely not known yet,
 * and nothing after its date may change it.
 */
function presentFor(store: Store, { asOf, madeAt, timeZone }: QualityOptions): number | undefined {
  const today = startOfDate(localDate(madeAt, timeZone), timeZone);
  return asOf < today && hasOrdersBetween(store, { from: asOf, until: today }) ? undefined : Math.max(asOf, madeAt);
}
