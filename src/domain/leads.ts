/** What can happen to a lead on a known day. `opened`: the first e-mail that they ever opened. */
export const leadEventKinds = ['form', 'deal', 'ticket', 'opened'] as const;
export type LeadEventKind = (typeof leadEventKinds)[number];

/** By what people are alike: how they came, where they are, what their e-mail address is, for whom they work. */
export const alikeBy = ['source', 'country', 'email', 'company'] as const;
export type AlikeBy = (typeof alikeBy)[number];

/** People by one property: `codes` is a place in `labels`, -1 where it is not known. */
export interface AlikeGroups {
  /** [people] */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/**
 * People whom a connected system knew before `asOf`, from the day on which they became known, whether they have bought since or not: what lead
 * scoring learns from.
 *
 * Only facts that carry their own day are in it, and properties that are set once, when a person becomes known. What a CRM overwrites without saying when
 * (lifecycle stage, lead status, deal stage, counters of e-mails, consent) is not: a purchase changes it, and in the past it would foretell what
 * it followed. People stand in canonical order, by what happened to them; events of one person are adjacent and ascend in time.
 */
export interface LeadHistories {
  /** Epoch ms; nothing at or after it is inside. */
  readonly asOf: number;
  /** When the first of them became known; `asOf` where there is nobody. */
  readonly firstAt: number;
  /** Public ids. [people] */
  readonly customerIds: readonly string[];
  /** Row ids in the store. [people] */
  readonly customerRows: Int32Array;
  /** Epoch ms. [people] */
  readonly createdAt: Float64Array;
  /** When they were archived at their last source; Infinity: they are there. [people] */
  readonly goneAt: Float64Array;
  /** Instant of the first counted order; Infinity: none before `asOf`. [people] */
  readonly firstOrderAt: Float64Array;
  readonly alike: Readonly<Record<AlikeBy, AlikeGroups>>;

  /** Events of person p are `eventStart[p] .. eventStart[p + 1] - 1`. [people + 1] */
  readonly eventStart: Uint32Array;
  /** Epoch ms. [events] */
  readonly eventAt: Float64Array;
  /** Place in `leadEventKinds`. [events] */
  readonly eventKind: Uint8Array;
  /** When a deal or ticket was closed, by `asOf`; Infinity: not yet. [events] */
  readonly eventEnd: Float64Array;
  /** 1: a deal that was won when it closed. [events] */
  readonly eventWon: Uint8Array;
  /** Amount of a deal, minor units of the shop's currency; NaN: not known, or in another currency. [events] */
  readonly eventAmount: Float64Array;
  /** Place of a form in `forms`, else -1. [events] */
  readonly eventForm: Int32Array;
  /** Names of the forms. */
  readonly forms: readonly string[];
}

/** Whether a person is known, there and without an order at an instant. */
export function isLeadAt(
  { createdAt, goneAt, firstOrderAt }: Pick<LeadHistories, 'createdAt' | 'goneAt' | 'firstOrderAt'>,
  person: number,
  at: number,
): boolean {
  return (
    (createdAt[person] ?? Number.POSITIVE_INFINITY) < at &&
    (goneAt[person] ?? 0) >= at &&
    (firstOrderAt[person] ?? 0) >= at
  );
}
