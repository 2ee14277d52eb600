/** What a source says of consent to one channel; `unknown` where it says nothing. */
export type ConsentState = 'granted' | 'refused' | 'unknown';

/** A record's identity at its source. `updatedAt` is the source's own stamp, epoch ms: an older one never replaces a newer one. */
interface SourceIdentity {
  readonly id: string;
  readonly updatedAt: number;
}

/** A person as a source tells of them. Absent fields are not known and change nothing; `null` means that the source says: empty. */
export interface SourceCustomer extends SourceIdentity {
  readonly kind: 'customer';
  readonly createdAt?: number;
  readonly email?: string | null;
  /** Further addresses of the same person. */
  readonly otherEmails?: readonly string[];
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly country?: string | null;
  readonly consent?: { readonly email: ConsentState; readonly sms?: ConsentState; readonly saleOfData?: ConsentState };
  /** The person at another source who is this one, by a link that somebody set on purpose. */
  readonly link?: { readonly source: string; readonly id: string };
  /** Earlier ids that were merged into this one. */
  readonly mergedIds?: readonly string[];
  readonly isArchived?: boolean;
  /** Fields that the source keeps from us (protected data): what is known of them stays. */
  readonly unavailable?: readonly string[];
  /** Further fields, kept as they are. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** One line of an order; money in integer minor units of the shop's currency. */
export interface SourceLine {
  readonly id: string;
  /** Absent where neither SKU nor product is known any more. */
  readonly sku?: string;
  readonly title?: string;
  readonly quantity: number;
  /** Millionths of the major unit. */
  readonly unitPriceMicros: number;
  /** After discounts. */
  readonly amount: number;
  readonly discount?: number;
  readonly isFee?: boolean;
}

/** Money given back on an order. Minor units, positive. */
export interface SourceRefund {
  readonly id: string;
  readonly refundedAt: number;
  readonly amount: number;
  readonly reason?: string;
}

/** An order, whole: its lines and refunds replace what was known of it. */
export interface SourceOrder extends SourceIdentity {
  readonly kind: 'order';
  readonly orderedAt: number;
  /** Absent: a guest. */
  readonly customerId?: string;
  /** E-mail of the order; makes a person of a guest. `null`: kept from us or empty. */
  readonly email?: string | null;
  readonly currency: string;
  readonly isTest: boolean;
  readonly cancelledAt?: number;
  readonly channel?: string;
  readonly country?: string;
  readonly lines: readonly SourceLine[];
  readonly refunds: readonly SourceRefund[];
  /** What the source itself says the order comes to, for the reconciliation. Minor units. */
  readonly sourceTotals: { readonly gross: number; readonly refunded: number };
  readonly unavailable?: readonly string[];
}

/** A product. */
export interface SourceProduct extends SourceIdentity {
  readonly kind: 'product';
  readonly title?: string;
  readonly category?: string;
  readonly variants: readonly { readonly sku: string; readonly title?: string; readonly priceMicros?: number }[];
  readonly isArchived?: boolean;
}

/** A company of a CRM. */
export interface SourceCompany extends SourceIdentity {
  readonly kind: 'company';
  readonly name?: string;
  readonly domain?: string;
  readonly contactIds: readonly string[];
  readonly isArchived?: boolean;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A deal of a CRM. `amount` in minor units of `currency`. */
export interface SourceDeal extends SourceIdentity {
  readonly kind: 'deal';
  readonly name?: string;
  readonly stage?: string;
  readonly pipeline?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly createdAt?: number;
  readonly closedAt?: number;
  readonly isWon?: boolean;
  readonly contactIds: readonly string[];
  readonly companyIds: readonly string[];
  readonly isArchived?: boolean;
}

/** A ticket of a help desk. */
export interface SourceTicket extends SourceIdentity {
  readonly kind: 'ticket';
  readonly subject?: string;
  readonly content?: string;
  readonly stage?: string;
  readonly priority?: string;
  readonly createdAt?: number;
  readonly closedAt?: number;
  readonly contactIds: readonly string[];
  readonly isArchived?: boolean;
}

/** What somebody sent through a form. */
export interface SourceFormSubmission extends SourceIdentity {
  readonly kind: 'form-submission';
  readonly formId: string;
  readonly formName?: string;
  readonly submittedAt: number;
  readonly email?: string;
  readonly pageUrl?: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Any record that a source gives. */
export type SourceRecord =
  | SourceCustomer
  | SourceOrder
  | SourceProduct
  | SourceCompany
  | SourceDeal
  | SourceTicket
  | SourceFormSubmission;
