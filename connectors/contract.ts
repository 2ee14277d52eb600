import type { SourceRecord } from '../src/domain/source-records.ts';

/**
 * How a stream is pulled. `backfill`: everything, once. `incremental`: what changed since a moment. `reconcile`: the set of ids that still exist.
 */
export type SyncMode = 'backfill' | 'incremental' | 'reconcile';

/** A stream of records of one kind, as a declaration: paging, state, retries and limits live once, in the transport and in the sync job. */
export interface Stream {
  /** `customers`, `orders`, `contacts`, ... */
  readonly name: string;
  readonly kind: SourceRecord['kind'];
  readonly primaryKey: 'id';
  /** What changes are found by; absent: a stream without changes, pulled from `submittedAt` on. */
  readonly cursorField: 'updatedAt' | 'submittedAt';
  readonly modes: readonly SyncMode[];
  /** Access that it needs, by the source's own name, and what it is for: said aloud where it is missing. */
  readonly scopes: readonly { readonly name: string; readonly why: string }[];
}

/** What is wanted of a stream. */
export interface PullRequest {
  readonly stream: string;
  readonly mode: 'backfill' | 'incremental';
  /** Epoch ms; records changed at or after it. Incremental only. */
  readonly since?: number;
  /** Position of the page to go on with, as an earlier page gave it; absent: from the start. */
  readonly position?: string;
}

/** A record that cannot be read: kept with its reason, and tried again with the next pull. */
export interface RejectedRecord {
  readonly id: string;
  readonly reason: string;
  readonly raw: string;
}

/** One page of a stream. Pages may repeat records; a record may come again with the same stamp. */
export interface Page {
  readonly records: readonly SourceRecord[];
  readonly rejected: readonly RejectedRecord[];
  /** Where to go on after this page; absent: this was the last one. */
  readonly next?: string;
  /** Records of the whole pull, where the source tells. */
  readonly total?: number;
  /** What the source warns of, in words: never dropped. */
  readonly warnings: readonly string[];
}

/** A record that still exists at the source. */
export interface LiveId {
  readonly id: string;
  readonly isArchived?: boolean;
  readonly mergedInto?: string;
}

/** What a credential may see, found before the first pull and said aloud. */
export interface SourceAccess {
  /** The account's own name: the shop's domain, the portal's number. */
  readonly account: string;
  readonly currency?: string;
  readonly timeZone?: string;
  /** Streams that cannot be pulled, and why, with what to do. */
  readonly missing: readonly { readonly stream: string; readonly reason: string; readonly hint: string }[];
  /** What is limited: `only the last 60 days of orders are visible`. */
  readonly limits: readonly string[];
}

/** The source's own figures of one month, for the reconciliation. Money in minor units of the shop's currency. */
export interface MonthFigures {
  /** `2026-03`, in the source's time zone. */
  readonly month: string;
  readonly orders: number;
}

/** What a run cost at the source. */
export interface SourceUsage {
  readonly calls: number;
  /** Points of a cost bucket; absent where the source has none. */
  readonly cost?: number;
  readonly retries: number;
  readonly waitedMs: number;
}

/** A system that records are pulled from. Everything that can fail raises a PatronError that says what to do about it. */
export interface Source {
  /** `shopify`, `hubspot`: the `source` of every identity and order. */
  readonly name: string;
  readonly streams: readonly Stream[];
  /** Checks the credential and its access. Raises `credential-refused` with the page to open. */
  check(): Promise<SourceAccess>;
  /** Pages of a stream in an order that can be resumed. Ends only when everything was given: a short or failed pull raises. */
  pull(request: PullRequest): AsyncGenerator<Page>;
  /** Ids that still exist, archived and merged ones marked. */
  liveIds(stream: string): AsyncGenerator<readonly LiveId[]>;
  /** Records by id; ids that do not exist any more are left out. */
  byIds(stream: string, ids: readonly string[]): Promise<Page>;
  /** The source's own count of orders by month, oldest first; absent where it keeps no orders. */
  months?(range: { readonly from: number; readonly until: number }): Promise<readonly MonthFigures[]>;
  usage(): SourceUsage;
}
