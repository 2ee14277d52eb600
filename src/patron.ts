import type { Language } from './domain/language.ts';
import type { OnProgress } from './domain/progress.ts';
import type { PushState } from './domain/push.ts';
import type { Watched } from './domain/watched.ts';
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

/** How a reader is written to: in which language, and whether people are called by name (the default) or by id. */
export interface Telling {
  readonly language?: Language;
  readonly names?: 'shown' | 'hidden';
}

/** How the digest is told. */
export interface DigestTelling extends AsOf, Telling {
  /** Public ids of those whom the reader was told of by alerts: they are counted, and named last. */
  readonly known?: readonly string[];
}

/** What a rule finds now. */
export interface Sighting {
  /** Public ids of those whom it holds for, most money first; undefined where it cannot be told now, for want of a model or of data. */
  readonly customerIds?: readonly string[];
  /** For a rule about days: the last whole day, `2026-11-23`, if it is one to tell of. */
  readonly day?: string;
  /** When the rule first held for somebody, epoch ms, if it had people and weeks enough since to show an effect, and shows none. */
  readonly fruitlessSince?: number;
}

/** An alert that is to be put into words. */
export interface AlertNews extends Telling {
  readonly watched: Watched;
  /** Those to be told of, most important first. */
  readonly customerIds: readonly string[];
  /** `retirement`: no news, but whether the rule is to be kept though it shows no effect. */
  readonly about?: 'retirement';
  /** Whom the rule told of before, for how right it was. */
  readonly told?: readonly { readonly customerId: string; readonly at: number }[];
}

/** A question that can be asked, for menus and for a language model that chooses among them. */
export interface QuestionSummary {
  readonly id: string;
  /** Ways to ask it. CUSTOMER stands for a person, PRODUCT for a product, TAG for a tag. */
  readonly examples: readonly string[];
  /** What it may name: `who`, `product`, `period`, `against`, `count`, `segment`, `tag`, `days`, `horizonDays`, `to`. */
  readonly takes: readonly string[];
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

/** A tag that somebody gives a customer, or takes away. */
export interface Tagging {
  /** Exactly the id, the name or the e-mail of one person. */
  readonly customer: string;
  readonly tag: string;
  /** Who does it: `slack:U123`, `cli`. */
  readonly by: string;
  readonly remove?: boolean;
  /** `hidden`: the answer calls the person by id. */
  readonly names?: 'shown' | 'hidden';
}

/** What is to be proposed for writing into the CRM. */
export interface PushAsked extends AsOf {
  /** What this one rule gives and takes, and nothing else. */
  readonly rule?: string;
  /** What is left out of an earlier proposal, which this one takes the place of. */
  readonly instead?: { readonly id: string; readonly leaveOut: PushLeftOut };
  /** Who asks: `cli`, `slack:U123`. */
  readonly by: string;
  readonly names?: 'shown' | 'hidden';
}

/** What somebody does not want to be written: fields by name, rules by name, people by public id. */
export interface PushLeftOut {
  readonly fields: readonly string[];
  readonly rules: readonly string[];
  readonly customers: readonly string[];
}

/** A yes or a no to a proposal. */
export interface PushDecision {
  readonly id: string;
  /** What the decider was shown; absent: what the proposal of this id says. A yes to anything else does not count. */
  readonly hash?: string;
  readonly as: 'approve' | 'reject';
  readonly by: string;
  readonly onProgress?: OnProgress;
}

/** How a decision ended. `changed`: nothing was written, because the plan is another one by now; `id` names the new proposal. */
export interface PushDecided {
  readonly outcome: 'sent' | 'rejected' | 'changed';
  readonly id: string;
  readonly answer: Answer;
}

/** One change of an example: what is changed, in words, and its values as people read them. */
export interface PushedChange {
  readonly what: string;
  readonly from?: string;
  readonly to?: string;
}

/** A proposal or a push as it stands now, for a surface that shows it. Times are epoch ms. */
export interface PushCard {
  readonly id: string;
  readonly kind: 'push' | 'undo';
  readonly hash: string;
  readonly state: PushState;
  readonly headline: string;
  /** Whom and what it is about, in sentences: counts, what was left out, the control group. */
  readonly lines: readonly string[];
  readonly examples: readonly {
    readonly customerId: string;
    /** Absent where nobody is to be called by name. */
    readonly name?: string;
    readonly changes: readonly PushedChange[];
  }[];
  /** How it went so far, in sentences; empty before a yes. */
  readonly result: readonly string[];
  /** Fields and rules that can be left out, with what they are called. */
  readonly choices: {
    readonly fields: readonly (readonly [name: string, words: string])[];
    readonly rules: readonly string[];
  };
  /** The one rule that it is about; absent: everything. */
  readonly rule?: string;
  readonly origin: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  /** Whether it can still be taken back. */
  readonly canUndo: boolean;
}

/** A rule that may write by itself, up to so many contacts a day; `revoke`: no longer. */
export type StandingAsked =
  | { readonly rule: string; readonly dailyCap: number; readonly by: string }
  | { readonly rule: string; readonly revoke: true; readonly by: string };

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
  /** Every question that can be asked, in the order of help. */
  questions(): Promise<readonly QuestionSummary[]>;
  digest(options: DigestTelling): Promise<Answer>;
  /** Posts the digest to the channels that want it, or to one, once a week each. Raises `usage` where there is no Slack or no channel. */
  sendDigest(options: { readonly channel?: string; readonly onProgress?: OnProgress }): Promise<Answer>;
  /** What each of the rules finds now. [rules] */
  watch(rules: readonly Watched[]): Promise<readonly Sighting[]>;
  /** An alert in words: an item for each person, with why, and how right the rule was before. */
  alert(news: AlertNews): Promise<Answer>;
  exportTable(table: ExportTable, options: { readonly out: string }): Promise<Answer>;
  models(): Promise<Answer>;
  /** The backtest that the serving model was judged by, from its file: verdict, candidates, calibration. */
  backtest(): Promise<Answer>;
  /** Gives a customer a tag or takes it away, in Patron alone. Doing so twice changes nothing. */
  tag(tagging: Tagging): Promise<Answer>;
  /** Whom each auto-tag rule hits now. Needs no CRM and writes nothing into one. Raises `bad-setting` where the file of rules cannot be read. */
  rules(options: AsOf): Promise<Answer>;
  /** What would be written into the CRM, kept as a proposal for a day. Writes nothing there. Raises `usage` where no CRM is connected, and what the CRM raises. */
  push(asked: PushAsked): Promise<Answer>;
  /** Decides on a proposal, once; after a yes its writes are sent. Raises `push-settled` where it was decided before or comes too late. */
  decidePush(decision: PushDecision): Promise<PushDecided>;
  /** What was proposed and written, newest first, and the rules that write by themselves. */
  pushes(): Promise<Answer>;
  /** Writes back what stood there before a push, but not over what somebody edited since. Asked again, it goes on where it stopped. */
  undoPush(options: { readonly id: string; readonly by: string; readonly onProgress?: OnProgress }): Promise<Answer>;
  /** Lets a rule write by itself, or ends that. */
  standingPush(asked: StandingAsked): Promise<Answer>;
  /** A proposal or a push as it stands now; undefined where there is none of this id. */
  pushCard(id: string, options: { readonly names: 'shown' | 'hidden' }): Promise<PushCard | undefined>;
  /** Whether the log of all pushes is as it was written. Raises `audit-broken` where it is not. */
  verifyAudit(): Promise<Answer>;
  /** People whose id, name or e-mail resembles the words; the most valuable ones for an empty text. At most `limit`. */
  people(words: string, options: { readonly limit: number }): Promise<readonly PersonSummary[]>;
  /** Public id of the person whom a link into a connected system shows; undefined where nobody is known for it. */
  personOf(link: PersonLink): Promise<string | undefined>;
  /** What the shop is called on every surface; `isDemo` must be shown wherever a figure is shown. */
  shop(): Promise<{ readonly isDemo: boolean; readonly hasOrders: boolean; readonly hasModel: boolean }>;
  /** Closes the store; nothing may be called after it. */
  close(): Promise<void>;
}
