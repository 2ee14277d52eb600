import type { Parsed } from '../../connectors/files/parse.ts';
import type { QuarantinedRow } from '../domain/records.ts';
import type { Store } from '../store/database.ts';
import { quarantineWriter } from '../store/quarantine.ts';
import type { ImportReport } from './import-report.ts';

/** Quarantined rows that are written together. */
const batchRows = 5000;

/** Counts rows, and keeps those that cannot be used. */
export class ImportTally {
  readonly #keep: (row: QuarantinedRow) => void;
  readonly #store: Store;
  readonly #reasons = new Map<string, { count: number; example: string }>();
  #rows = 0;
  #quarantined = 0;
  #waiting: QuarantinedRow[] = [];

  constructor(store: Store, { kind, seenAt }: { kind: string; seenAt: number }) {
    this.#store = store;
    this.#keep = quarantineWriter(store, { kind, seenAt });
  }

  /** The record of a parsed row, or undefined after putting the row into the quarantine. */
  take<T>(parsed: Parsed<T>): T | undefined {
    this.#rows++;
    if ('record' in parsed) return parsed.record;
    const { code, place, reason } = parsed.quarantined;
    const known = this.#reasons.get(code);
    if (known) known.count++;
    else this.#reasons.set(code, { count: 1, example: `${place.file}:${place.line}: ${reason}` });
    this.#quarantined++;
    this.#waiting.push(parsed.quarantined);
    if (this.#waiting.length >= batchRows) this.flush();
    return undefined;
  }

  flush(): void {
    const rows = this.#waiting;
    this.#waiting = [];
    if (rows.length > 0) this.#store.sqlite.transaction(() => rows.forEach(this.#keep))();
  }

  counts(): Pick<ImportReport, 'rows' | 'accepted' | 'quarantined' | 'reasons'> {
    const reasons = [...this.#reasons].map(([code, { count, example }]) => ({ code, count, example }));
    return {
      rows: this.#rows,
      accepted: this.#rows - this.#quarantined,
      quarantined: this.#quarantined,
      reasons: reasons.sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1)),
    };
  }
}
