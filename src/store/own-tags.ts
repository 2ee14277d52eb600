import { contactIdAt } from '../domain/push-place.ts';
import type { Store } from './database.ts';
import { onList, tagField } from './pushed-fields.ts';

/**
 * The tags of a shop's customer without those that stand there by us, written or on their way: what we wrote comes back with the next pull, and is no news. Order
 * is kept. Reads by primary key and index, so that it can be asked for every customer of a pull.
 */
export function othersTags({ sqlite }: Store): (shopCustomerId: string, tags: readonly string[]) => readonly string[] {
  const written = sqlite
    .prepare<[string, string], string>(
      "select field from pushed_field where target = 'shopify' and contact_id = ? and value = ? and field like 'tag:%'",
    )
    .pluck();
  const underWay = sqlite
    .prepare<[string], string>("select key from push_write where contact_id = ? and op = 'tag' and state = 'sent'")
    .pluck();
  return (shopCustomerId, tags) => {
    if (tags.length === 0) return tags;
    const contactId = contactIdAt({ target: 'shopify', id: shopCustomerId });
    const ours = new Set([...written.all(contactId, onList), ...underWay.all(contactId).map(tagField)]);
    return ours.size === 0 ? tags : tags.filter((tag) => !ours.has(tagField(tag)));
  };
}
