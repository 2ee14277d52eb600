/** Systems that a plan may write to: contacts of HubSpot, customers of a Shopify shop. In the order in which they are planned and written. */
export const pushTargets = ['hubspot', 'shopify'] as const;
export type PushTarget = (typeof pushTargets)[number];

/** Who somebody is at a target: by the target's own id. */
export interface PushPlace {
  readonly target: PushTarget;
  readonly id: string;
}

const shopPrefix = 'shopify:';

/** What a contact is called in plans, in the outbox and in the log: at HubSpot by its own id, at Shopify `shopify:ID`. So no two are taken for each other. */
export function contactIdAt({ target, id }: PushPlace): string {
  return target === 'shopify' ? `${shopPrefix}${id}` : id;
}

/** Where a contact is, and its id there: the way back of `contactIdAt`. */
export function placeOf(contactId: string): PushPlace {
  return contactId.startsWith(shopPrefix)
    ? { target: 'shopify', id: contactId.slice(shopPrefix.length) }
    : { target: 'hubspot', id: contactId };
}
