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
  /** The figures as data, for `--json`. */
  readonly data?: unknown;
}
