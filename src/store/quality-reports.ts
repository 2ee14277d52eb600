import type { Store } from './database.ts';

/** A quality report as it is kept. `report` is JSON with `format` and `fingerprint` in it. */
export interface KeptReport {
  /** Epoch ms. */
  readonly asOf: number;
  readonly madeAt: number;
  readonly verdict: string;
  readonly report: string;
}

/** Which earlier report is wanted. Epoch ms. */
export interface EarlierReport {
  readonly asOf: number;
  /** Data that do not count as earlier ones: those of the new report. */
  readonly fingerprint: string;
  /** Layout of the reports that can be read. */
  readonly format: number;
  /** Length of a report's window. */
  readonly windowMs: number;
}

/** Keeps a report. One on the same date and the same data takes the place of the older. */
export function saveQualityReport({ sqlite }: Store, { asOf, madeAt, verdict, report }: KeptReport): void {
  const replace = sqlite.prepare(
    `delete from quality_report
      where as_of = ? and json_extract(report, '$.fingerprint') = json_extract(?, '$.fingerprint')`,
  );
  const insert = sqlite.prepare('insert into quality_report (as_of, made_at, verdict, report) values (?, ?, ?, ?)');
  sqlite.transaction(() => {
    replace.run(asOf, report);
    insert.run(asOf, madeAt, verdict, report);
  })();
}

/**
 * The report that a new one is compared with: the last one before or at its date on other data whose window does not overlap; where there is none, the
 * last one on other data. Two windows that share most of their days would hide what has changed.
 */
export function earlierQualityReport({ sqlite }: Store, wanted: EarlierReport): string | undefined {
  return sqlite
    .prepare<[number, number, string, number], string>(
      `select report from quality_report
        where as_of <= ? and json_extract(report, '$.format') = ? and json_extract(report, '$.fingerprint') <> ?
        order by as_of <= ? desc, as_of desc, made_at desc, id desc limit 1`,
    )
    .pluck()
    .get(wanted.asOf, wanted.format, wanted.fingerprint, wanted.asOf - wanted.windowMs);
}

/** The report that was made last, of a layout that can be read. */
export function latestQualityReport({ sqlite }: Store, format: number): KeptReport | undefined {
  return sqlite
    .prepare<[number], KeptReport>(
      `select as_of as asOf, made_at as madeAt, verdict, report from quality_report
        where json_extract(report, '$.format') = ? order by made_at desc, id desc limit 1`,
    )
    .get(format);
}
