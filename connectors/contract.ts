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

/** Values of one contact by field, as the system writes them. Empty fields are left out. */
export type FieldValues = Readonly<Record<string, string>>;

/** What is to stand in some fields of one contact. An empty value empties the field. */
export interface ContactValues {
  readonly contactId: string;
  readonly values: FieldValues;
}

/** A note or task about a contact. `key` names it once and for all: two with one key are one. */
export interface Note {
  readonly kind: 'note' | 'task';
  readonly key: string;
  readonly contactId: string;
  /** A task's title; a note has none. */
  readonly title?: string;
  readonly text: string;
  /** When it was made, or is due; epoch ms. */
  readonly at: number;
}

/**
 * What became of one write. `refused`: the system will not have it as it is, nor will it later unless something changes. `unknown`: no whole answer came, it
 * may or may not have happened: look before it is tried again.
 */
export type WriteOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: 'invalid' | 'gone'; readonly words: string }
  | { readonly kind: 'unknown'; readonly words: string };

/** A system that is written to, after a yes. It keeps no state: what was written and what is to be done lies in the outbox. */
export interface Target {
  readonly name: 'hubspot';
  /**
   * Makes the fields that are written where they are missing. Raises `access-missing` naming the scope, and `source-broken` where a field of that name is
   * there as something else.
   */
  prepare(): Promise<void>;
  /** Present values by contact id, of at most 100 contacts; those that are gone, archived or merged into others are left out. */
  read(contactIds: readonly string[], fields: readonly string[]): Promise<ReadonlyMap<string, FieldValues>>;
  /** Writes to at most 100 contacts, each for itself; an outcome for every contact, by id. Never sends anything twice. */
  write(contacts: readonly ContactValues[]): Promise<ReadonlyMap<string, WriteOutcome>>;
  /** Who stands on a static list; nobody where there is no such list. */
  members(list: string): Promise<ReadonlySet<string>>;
  /** Puts contacts on a static list, which is made where it is missing, and takes others off; an outcome for every contact, by id. */
  changeList(
    list: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<ReadonlyMap<string, WriteOutcome>>;
  /** Which of at most 100 notes or tasks are there, by key. */
  findNotes(kind: Note['kind'], keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Makes at most 100 notes or tasks of one kind; an outcome for each, by key. Never sends anything twice. */
  makeNotes(kind: Note['kind'], notes: readonly Note[]): Promise<ReadonlyMap<string, WriteOutcome>>;
  usage(): SourceUsage;
}

/** A customer of a shop as a push sees them. */
export interface ShopCustomer {
  readonly tags: readonly string[];
  readonly values: FieldValues;
  /** The mark of each value, by field: what a write on condition names. A field without a value has none. */
  readonly marks: FieldValues;
}

/** What is to stand in some fields of one customer of a shop, on condition that nobody has touched them since the look that gave `marks`. */
export interface ShopValues {
  readonly id: string;
  /** An empty value takes the field away. */
  readonly values: FieldValues;
  readonly marks: FieldValues;
}

/** Tags that one customer of a shop gets, or loses. Tags of others are never touched. */
export interface TagChange {
  readonly id: string;
  readonly change: 'add' | 'remove';
  readonly tags: readonly string[];
}

/** What became of one write to a shop. `stale`: somebody was quicker, and nothing was written: look again. */
export type ShopOutcome = WriteOutcome | { readonly kind: 'stale' };

/** A shop that is written to, after a yes: metafields and tags of its customers, by their own ids. It keeps no state, as a `Target`. */
export interface ShopTarget {
  readonly name: 'shopify';
  /**
   * Makes the definitions of the metafields where they are missing. Raises `access-missing` naming the scope, and `source-broken` where a definition of that
   * name is there as something else.
   */
  prepare(): Promise<void>;
  /** Customers by id, as many as are asked for; those that are gone are left out. Tags alone where no fields are asked for. */
  read(ids: readonly string[], fields: readonly string[]): Promise<ReadonlyMap<string, ShopCustomer>>;
  /** Writes fields, each customer's wholly or not at all but for those taken away; an outcome for every customer, by id. Never sends anything twice. */
  write(customers: readonly ShopValues[]): Promise<ReadonlyMap<string, ShopOutcome>>;
  /** Gives and takes tags; an outcome for every change, in the order given. Never sends anything twice. */
  changeTags(changes: readonly TagChange[]): Promise<readonly WriteOutcome[]>;
  usage(): SourceUsage;
}
