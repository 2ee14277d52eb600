/** A named figure of an answer: `Orders: 12`. */
export interface AnswerFact {
  readonly label: string;
  readonly value: string;
}

/** A small table of an answer; cells are text that is ready to read. */
export interface AnswerTable {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
  /** Public id of the customer whom each row is about, for links; absent where rows are no customers. [rows] */
  readonly customerIds?: readonly string[];
}

/** A picture of an answer's figures, as data: each surface draws it in its own way, and says the numbers where it cannot. */
export interface AnswerChart {
  readonly kind: 'line' | 'bar';
  /** What is shown, with its unit: `Revenue per week, EUR`. */
  readonly title: string;
  /** The places along the axis, in order: days, months, segments. [places] */
  readonly labels: readonly string[];
  /** At most six; undefined where nothing is known. [series][places] */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | undefined)[] }[];
}

/** Something that an answer offers to do after a yes. Surfaces without a button say what to type. */
export type AnswerOffer =
  | { readonly kind: 'tag' | 'untag'; readonly customerId: string; readonly tag: string }
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly to: 'digest' | 'alerts' }
  | { readonly kind: 'mute'; readonly to: 'digest' | 'alerts'; readonly days: number }
  | { readonly kind: 'push'; readonly rule?: string };

/** One thing to look at: what it is, why, how right such a call was before, and one thing to do. All of it plain text. */
export interface AnswerItem {
  /** `leaving`, `likely`, the kind of a rule. */
  readonly kind: string;
  /** A few words. */
  readonly title: string;
  /** The matter in a sentence. */
  readonly words: string;
  readonly why?: string;
  /** How often such a call was right before. */
  readonly proof?: string;
  /** What to ask next: the words of the button, and the question in full. */
  readonly ask: { readonly label: string; readonly question: string };
  /** Public ids of everybody whom it is about, most important first. */
  readonly customerIds: readonly string[];
}

/** What was asked, as plain data: a follow-up ("why?", "and last month?") goes on from it. */
export interface Followed {
  /** Id of the question. */
  readonly id: string;
  /** The question in full, so that it can be asked again: `revenue in last month`. */
  readonly question: string;
  readonly customerId?: string;
  /** The period as it was named: `last month`. */
  readonly period?: string;
  /** SKU of the product. */
  readonly sku?: string;
}

/**
 * What Patron says, the same on every surface: Slack, page and terminal only differ in how they set it.
 * Everything is plain text (no markup); each surface escapes for itself.
 */
export interface Answer {
  /** Id of the question that was answered, `digest`, or `unknown`. */
  readonly id: string;
  /** One sentence that already answers. */
  readonly headline: string;
  readonly facts?: readonly AnswerFact[];
  readonly table?: AnswerTable;
  readonly chart?: AnswerChart;
  /** Things to look at, of a digest or an alert; `lines` says them too, for surfaces that know sentences alone. */
  readonly items?: readonly AnswerItem[];
  /** Further sentences, one idea each: reasons, moves, advice. */
  readonly lines?: readonly string[];
  /** The period that the figures cover, in words; absent where none applies. */
  readonly period?: string;
  /** How Patron knows: source, counts, model and how often it was right. */
  readonly basis: string;
  /** Why to be careful: too little data, unseen season, a model that does not beat its baseline. */
  readonly caution?: string;
  /** What to ask or type next, ready to be sent. */
  readonly next: readonly string[];
  /** Public id of the one customer whom the answer is about; absent where it is about none or several. */
  readonly customerId?: string;
  readonly offers?: readonly AnswerOffer[];
  /** What was understood; absent where nothing was. */
  readonly asked?: Followed;
  /** The figures as data, for `--json`. */
  readonly data?: unknown;
}
