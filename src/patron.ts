import type { OnProgress } from './domain/progress.ts';
import type { Answer, Followed } from './questions/answer.ts';

/** The tables that `import` reads. */
export const importKinds = ['orders', 'customers', 'products'] as const;
export type ImportKind = (typeof importKinds)[number];

/** The systems that `sync` pulls. */
export const syncSources = ['shopify', 'hubspot'] as const;
export type SyncSource = (typeof syncSources)[number];

/** How `sync` pulls: everything again, what has changed, or what has changed and what is gone. */
export const syncModes = ['backfill', 'incremental', 'reconcile'] as const;
export type SyncMode = (typeof syncModes)[number];

/** The tables that `export` writes. */
export const exportTables = ['customers', 'orders', 'lines', 'scores'] as const;
export type ExportTable = (typeof exportTables)[number];

/** What every use-case that looks at a moment takes. `asOf` is `2011-06-01` or an ISO instant; absent means now. */
export interface AsOf {
  readonly asOf?: string;
  readonly onProgress?: OnProgress;
}

/** How a question is asked in a conversation. */
export interface Asking extends AsOf {
  /** What the conversation was about before. */
  readonly follows?: Followed;
  /** `hidden`: people are called by their ids alone, for readers who may not see names. By default names are shown. */
  readonly names?: 'shown' | 'hidden';
}

/** A page of a person in a connected system: whose account it is (the portal's number, the shop's name) and what the person is called there. */
export interface PersonLink {
  readonly source: SyncSource;
  readonly account: string;
  readonly sourceId: string;
}

/** A person as a list shows them. */
export interface PersonSummary {
  readonly customerId: string;
  /** Whether the words are exactly this person's id, e-mail or name; absent where no words were given. */
  readonly isExact?: boolean;
  readonly name?: string;
  readonly orders: number;
  readonly revenue: string;
  readonly segment?: string;
  /** Calibrated P(order within 30 days), 0..1; absent without a model. */
  readonly propensity?: number;
}

/** The use-cases, and all that a surface (terminal, page, chat) may call. Every answer has the same shape; see `Answer`. */
export interface Patron {
  /** Makes the demo shop in an empty home (or finds it there) and runs the whole main job once; ends with the digest. */
  demo(options: {
    readonly customers: number;
    readonly seed: number;
    readonly onProgress?: OnProgress;
  }): Promise<Answer>;
  importFiles(
    kind: ImportKind,
    files: readonly string[],
    options: { readonly map: Readonly<Record<string, string>>; readonly onProgress?: OnProgress },
  ): Promise<Answer>;
  /** Pulls a connected system, or all of them; changes only, unless another mode is named. */
  sync(options: {
    readonly source?: SyncSource;
    readonly mode: SyncMode;
    readonly onProgress?: OnProgress;
  }): Promise<Answer>;
  /** People who may be one, and merges that were made. With `settle`, decides on a pair or takes a merge back first. */
  duplicates(options: {
    readonly settle?: { readonly as: 'same' | 'apart' | 'undo'; readonly id: number };
  }): Promise<Answer>;
  quality(options: AsOf): Promise<Answer>;
  /** Fits every candidate as of a date and promotes the champion if it is better. `force` overrides a bad quality verdict. */
  train(options: AsOf & { readonly seed?: number; readonly force?: boolean }): Promise<Answer>;
  evaluate(options: AsOf & { readonly seed?: number }): Promise<Answer>;
  /** Writes `customer_id,p` for every customer with an order before the date. */
  predictPropensity(options: AsOf & { readonly horizonDays: number; readonly out: string }): Promise<Answer>;
  segments(options: AsOf & { readonly out?: string }): Promise<Answer>;
  explain(customer: string, options: AsOf): Promise<Answer>;
  ask(question: string, options: Asking): Promise<Answer>;
  digest(options: AsOf): Promise<Answer>;
  exportTable(table: ExportTable, options: { readonly out: string }): Promise<Answer>;
  models(): Promise<Answer>;
  /** The backtest that the serving model was judged by, from its file: verdict, candidates, calibration. */
  backtest(): Promise<Answer>;
  /** People whose id, name or e-mail resembles the words; the most valuable ones for an empty text. At most `limit`. */
  people(words: string, options: { readonly limit: number }): Promise<readonly PersonSummary[]>;
  /** Public id of the person whom a link into a connected system shows; undefined where nobody is known for it. */
  personOf(link: PersonLink): Promise<string | undefined>;
  /** What the shop is called on every surface; `isDemo` must be shown wherever a figure is shown. */
  shop(): Promise<{ readonly isDemo: boolean; readonly hasOrders: boolean; readonly hasModel: boolean }>;
  /** Closes the store; nothing may be called after it. */
  close(): Promise<void>;
}
