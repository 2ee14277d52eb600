import type { PushTarget } from './push-place.ts';
import type { ConsentState } from './source-records.ts';

/** One field of a contact: what it holds and what it shall hold, as the CRM writes values. Absent `from`: it is empty. Empty `to`: it shall be. */
export interface FieldChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string;
}

/** A contact comes onto a static list, or off it; at a shop: a customer gets a tag, or loses it. */
export interface ListChange {
  readonly name: string;
  readonly change: 'add' | 'remove';
}

/** All that is to be written to one contact, or one customer of a shop (`contactIdAt` tells them apart). `customerId` is the person's public id. */
export interface PushWrite {
  readonly contactId: string;
  readonly customerId: string;
  /** By the alphabet. */
  readonly fields: readonly FieldChange[];
  /** By the alphabet. */
  readonly lists: readonly ListChange[];
  /** Names of the rules that this write gives somebody to, or takes them from, by the alphabet. */
  readonly rules: readonly string[];
}

/**
 * Why something that was wanted is not written. `opted-out`: no marketing e-mail to them; `no-consent`: their data may not be passed on; `human-edit`: a
 * person edited the field or the list; `control`: held out by chance, so that the effect can be told; `no-contact`: the CRM does not have them; `archived`:
 * only as an archived contact; `erased`: they asked to be forgotten.
 */
export const refusalReasons = [
  'opted-out',
  'no-consent',
  'human-edit',
  'control',
  'no-contact',
  'archived',
  'erased',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Something wanted that is not written, and why. Nobody is named twice for one reason. */
export interface Refusal {
  readonly customerId: string;
  readonly reason: RefusalReason;
  /** Absent where there is no contact. */
  readonly contactId?: string;
  /** Fields (and lists, as `list NAME`, and tags of a shop, as `tag NAME`) that are left as they are; absent: all of them. */
  readonly fields?: readonly string[];
  /** The rules concerned, for `control`. */
  readonly rules?: readonly string[];
}

/** How many people one rule hits, and how many of them are held out as its control group. */
export interface RuleCount {
  readonly rule: string;
  readonly hit: number;
  readonly held: number;
}

/** Whom one rule hits of those who may be written to: who gets what it gives (or has it already), and who is held out. Public ids, by the alphabet. */
export interface RuleArms {
  readonly rule: string;
  readonly told: readonly string[];
  readonly held: readonly string[];
}

/** What is to be written and what is not, before anybody said yes. The same data give the same draft, in whatever order they come. */
export interface PushDraft {
  /** By contact id. */
  readonly writes: readonly PushWrite[];
  /** By person, then reason. */
  readonly refused: readonly Refusal[];
  /** By rule. */
  readonly control: readonly RuleCount[];
  /** The people behind `control`, to be written down when the plan goes out. By rule. */
  readonly arms: readonly RuleArms[];
}

/**
 * Where a batch stands. `proposed` waits for a yes; `sending` has one, and its writes are in the outbox; `done`: all that could be written is written;
 * `replaced`: another proposal took its place.
 */
export type PushState = 'proposed' | 'sending' | 'done' | 'rejected' | 'replaced' | 'expired';

/** Contacts a day that a rule may write to by itself: where nothing else is said, and at most. */
export const standingCap = { usual: 20, most: 1000 } as const;

/** A draft that can be approved. Times are epoch ms. */
export interface PushPlan extends PushDraft {
  /** `push-` and the beginning of the hash of plan and moment. */
  readonly id: string;
  readonly madeAt: number;
  readonly asOf: number;
  /** What it was planned for, whether anything is written there or not. */
  readonly targets: readonly PushTarget[];
  /** SHA-256 of the canonical text of the writes, hexadecimal: what an approval binds. */
  readonly hash: string;
}

/** What was last written to one field of one contact. */
export interface PushedField {
  readonly contactId: string;
  readonly name: string;
  /** What we wrote; empty: we emptied it. */
  readonly value: string;
  /** What stood there before; absent: nothing. */
  readonly before: string | undefined;
  /** Epoch ms. */
  readonly at: number;
  readonly batchId: string;
}

/** A contact of the CRM or a customer of a shop, and the person that it is. */
export interface PushContact {
  readonly contactId: string;
  readonly customerId: string;
  readonly consent: { readonly email: ConsentState; readonly saleOfData?: ConsentState };
  /** Earlier ids that were merged into this contact. */
  readonly mergedIds?: readonly string[];
  readonly gone?: 'archived' | 'erased';
}

/**
 * Rules that are always there: tags that somebody gave by hand, without a control group; the next best offer; and what the digest names, whose tags are given
 * only where that is asked for.
 */
export const standingRules = {
  byHand: 'by-hand',
  nextOffer: 'next-offer',
  leaving: 'leaving',
  likelyBuyer: 'likely-buyer',
} as const;

/** Who stands on a static list (has a tag, at a shop) now, and who was put there by us and not taken off by us since. Contact ids. */
export interface ListMembers {
  readonly present: ReadonlySet<string>;
  readonly pushed: ReadonlySet<string>;
}

/** What a plan is limited to; absent: no limit. What lies outside stays as it is. */
export interface PushScope {
  /** Fields that may be written. */
  readonly fields?: readonly string[];
  /** Rules that may give and take, `standingRules` among them. */
  readonly rules?: readonly string[];
  /** People who are left out, by public id. */
  readonly without?: readonly string[];
}

/** What a rule says of a person; undefined: something that it asks for is not known, and nothing is changed. */
export interface RuleVerdict {
  readonly rule: string;
  readonly holds: boolean | undefined;
  readonly tags: readonly string[];
  readonly lists: readonly string[];
}

/** A value as the CRM takes it; a costly one is worked out only where it is going to be written. Undefined: not known. */
export type WantedValue = string | (() => string | undefined);

/** What is wanted of one person. A field that is absent is not known: what stands in the CRM stays. */
export interface WantedPerson {
  readonly customerId: string;
  /** Values by field. Never `patron_tags`: that follows from tags and rules. */
  readonly fields: Readonly<Record<string, WantedValue>>;
  /** Tags that somebody gave by hand. */
  readonly tags: readonly string[];
  readonly rules: readonly RuleVerdict[];
}
