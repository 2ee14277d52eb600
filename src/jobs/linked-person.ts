import type { PersonLink } from '../patron.ts';
import type { Store } from '../store/database.ts';
import { personOfIdentity } from '../store/identities.ts';
import { keptAccess } from './sync/known-access.ts';

/**
 * Whom a link into a connected system shows: the person's public id. Undefined for an unknown one, and for a link into another account than the one that is
 * synced: there the same number is somebody else.
 */
export function linkedPerson(store: Store, { source, account, sourceId }: PersonLink): string | undefined {
  const synced = keptAccess(store, source)?.access.account;
  const named = source === 'hubspot' ? `portal ${account}` : `${account.toLowerCase()}.myshopify.com`;
  return synced?.toLowerCase() === named ? personOfIdentity(store, source, sourceId) : undefined;
}
