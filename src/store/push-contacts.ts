import type { PushContact } from '../domain/push.ts';
import { contactIdAt, type PushTarget } from '../domain/push-place.ts';
import type { ConsentState } from '../domain/source-records.ts';
import type { Store } from './database.ts';

interface ContactRow {
  readonly contactId: string;
  readonly customerId: string;
  readonly isArchived: number;
  /** Whether any identity of the person refuses, and whether any grants. */
  readonly emailRefused: number;
  readonly emailGranted: number;
  readonly saleRefused: number;
}

/**
 * Every contact of the CRM that the store knows (every customer of the shop, where it is the target), and the person that it is. A refusal at any of a person's sources counts for all of their contacts. Contacts
 * that were merged away are named by their survivor, through any number of merges; erased ones that are still referred to stay marked.
 */
export function readPushContacts({ sqlite }: Store, target: PushTarget = 'hubspot'): PushContact[] {
  const rows = sqlite
    .prepare<[string], ContactRow>(
      `with refusal as (
         select customer_id, max(email_consent is 'refused') as emailRefused, max(email_consent is 'granted') as emailGranted,
                max(sale_of_data_consent is 'refused') as saleRefused
           from identity group by customer_id)
       select i.source_id as contactId, c.public_id as customerId, i.is_archived as isArchived, r.emailRefused, r.emailGranted, r.saleRefused
         from identity i join customer c on c.id = i.customer_id join refusal r on r.customer_id = i.customer_id
        where i.source = ? and i.content_hash is not null
        order by i.source_id`,
    )
    .all(target);
  const nameOf = (id: string) => contactIdAt({ target, id });
  const { mergedInto, erased } = readMarks(sqlite, target);
  const earlier = earlierIds(mergedInto);
  return rows.map((row): PushContact => {
    const mergedIds = earlier.get(row.contactId);
    const gone = erased.has(row.contactId) ? 'erased' : row.isArchived ? 'archived' : undefined;
    return {
      contactId: nameOf(row.contactId),
      customerId: row.customerId,
      consent: {
        email: consentOf(row),
        ...(row.saleRefused ? { saleOfData: 'refused' as const } : {}),
      },
      ...(mergedIds ? { mergedIds: mergedIds.map(nameOf) } : {}),
      ...(gone ? { gone } : {}),
    };
  });
}

function consentOf({ emailRefused, emailGranted }: ContactRow): ConsentState {
  if (emailRefused) return 'refused';
  return emailGranted ? 'granted' : 'unknown';
}

function readMarks(
  sqlite: Store['sqlite'],
  target: PushTarget,
): {
  readonly mergedInto: ReadonlyMap<string, string>;
  readonly erased: ReadonlySet<string>;
} {
  const marks = sqlite
    .prepare<[string], { sourceId: string; reason: string; mergedInto: string | null }>(
      `select source_id as sourceId, reason, merged_into as mergedInto from tombstone
        where source = ? and kind = 'customer' and reason in ('merged', 'erased') order by source_id`,
    )
    .all(target);
  return {
    mergedInto: new Map(
      marks.flatMap(({ sourceId, mergedInto }) => (mergedInto === null ? [] : [[sourceId, mergedInto] as const])),
    ),
    erased: new Set(marks.filter(({ reason }) => reason === 'erased').map(({ sourceId }) => sourceId)),
  };
}

/** For each contact that survived, the ids that went into it, straight or through others. */
function earlierIds(mergedInto: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const id of mergedInto.keys()) {
    const passed = new Set([id]);
    let survivor = mergedInto.get(id);
    while (survivor !== undefined && !passed.has(survivor)) {
      passed.add(survivor);
      found.set(survivor, [...(found.get(survivor) ?? []), id]);
      survivor = mergedInto.get(survivor);
    }
  }
  return found;
}

/** What rules ask of people beside their orders: country and tags, by public id. */
export interface PersonFacts {
  readonly country?: string;
  /** By the alphabet. */
  readonly tags: readonly string[];
}

/** Country and tags of everybody who has either. */
export function readPersonFacts({ sqlite }: Store): ReadonlyMap<string, PersonFacts> {
  const rows = sqlite
    .prepare<[], { customerId: string; country: string | null; tags: string | null }>(
      `select c.public_id as customerId, c.country, group_concat(t.tag, ';' order by t.tag) as tags
         from customer c left join customer_tag t on t.customer_id = c.id
        group by c.id having c.country is not null or tags is not null`,
    )
    .all();
  return new Map(
    rows.map(({ customerId, country, tags }) => [
      customerId,
      { ...(country === null ? {} : { country }), tags: tags === null ? [] : tags.split(';') },
    ]),
  );
}
