import type Sqlite from 'better-sqlite3';
import { emailKey, phoneKey } from '../domain/contact-keys.ts';
import type { ConsentState, SourceCustomer } from '../domain/source-records.ts';
import { contentHash } from './content-hash.ts';
import type { Store } from './database.ts';
import { othersTags } from './own-tags.ts';
import { type PersonLinks, personLinks } from './person-links.ts';
import { judgeRecord, type RecordOutcome, type StoredVersion } from './record-outcome.ts';
import { type Tombstones, tombstones } from './tombstones.ts';

/** Brings people of a source into the store and finds who is who. */
export interface SourcePeople {
  upsert(source: string, record: SourceCustomer, now: number): RecordOutcome;
  /** The person behind a source's id; one that has not come yet gets a place until it does. */
  personOf(source: string, sourceId: string): number;
  /** The person behind the e-mail of a guest's order: an account that has it, else a guest of the source. */
  personOfGuest(source: string, email: string, now: number): { readonly customerId: number; readonly sourceId: string };
}

interface KnownIdentity extends StoredVersion {
  readonly id: number;
  readonly customerId: number;
}

/** Prepares the people of a store. The caller wraps many calls in one transaction. */
export function sourcePeople(store: Store): SourcePeople {
  const { sqlite } = store;
  const links = personLinks(store);
  const gone = tombstones(store);
  const find = sqlite.prepare<[string, string], KnownIdentity>(
    `select id, customer_id as customerId, updated_at as updatedAt, content_hash as contentHash
       from identity where source = ? and source_id = ?`,
  );
  const touch = sqlite.prepare(
    'update identity set updated_at = @updatedAt where id = @id and updated_at is not @updatedAt',
  );
  const write = identityWriter(sqlite);
  const make = (source: string, sourceId: string) => makeIdentity(sqlite, { source, sourceId });
  const withoutOurs = tagFilter(store);
  return {
    upsert(source, told, now) {
      const record = withoutOurs(source, told);
      if (gone.find(source, 'customer', record.id) === 'erased') return 'erased';
      const known = find.get(source, record.id);
      const { outcome, hash } = judgeRecord(known, record, (id, updatedAt) => touch.run({ id, updatedAt }));
      if (outcome === 'stale' || outcome === 'unchanged') return outcome;
      const identity = known ?? make(source, record.id);
      write(identity.id, record, hash);
      settle({ links, gone }, { source, record, identityId: identity.id, now });
      return outcome;
    },
    personOf: (source, sourceId) => (find.get(source, sourceId) ?? make(source, sourceId)).customerId,
    personOfGuest(source, email, now) {
      const account = links.accountWith(source, email);
      if (account) return account;
      const sourceId = `guest-${contentHash(email).slice(0, 12)}`;
      const known = find.get(source, sourceId);
      if (known) return { customerId: known.customerId, sourceId };
      const { id, customerId } = make(source, sourceId);
      sqlite.prepare('update identity set email = ? where id = ?').run(email, id);
      links.resolve(id, now);
      return { customerId: find.get(source, sourceId)?.customerId ?? customerId, sourceId };
    },
  };
}

/** Leaves out of what a shop tells of a customer the tags that we wrote there. */
function tagFilter(store: Store): (source: string, record: SourceCustomer) => SourceCustomer {
  const others = othersTags(store);
  return (source, record) => {
    const tags = record.attributes?.tags;
    if (source !== 'shopify' || !Array.isArray(tags)) return record;
    const told = tags.filter((tag) => typeof tag === 'string');
    return { ...record, attributes: { ...record.attributes, tags: others(record.id, told) } };
  };
}

/** After an identity was written: its earlier ids collapse into it, who is who is found, archived ones are marked. */
function settle(
  { links, gone }: { links: PersonLinks; gone: Tombstones },
  { source, record, identityId, now }: { source: string; record: SourceCustomer; identityId: number; now: number },
): void {
  for (const merged of record.mergedIds ?? []) {
    links.collapse(source, { from: merged, intoIdentity: identityId, now });
    gone.put({ source, kind: 'customer', sourceId: merged, reason: 'merged', mergedInto: record.id, goneAt: now });
  }
  if (record.isArchived) {
    gone.put({ source, kind: 'customer', sourceId: record.id, reason: 'archived', goneAt: now });
  } else {
    gone.remove(source, 'customer', record.id);
  }
  links.resolve(identityId, now);
}

function makeIdentity(
  sqlite: Sqlite.Database,
  { source, sourceId }: { source: string; sourceId: string },
): KnownIdentity {
  const person = sqlite.prepare('insert into customer (public_id) values (?)').run(`${source}:${sourceId}`);
  const customerId = Number(person.lastInsertRowid);
  const { lastInsertRowid } = sqlite
    .prepare('insert into identity (customer_id, source, source_id) values (?, ?, ?)')
    .run(customerId, source, sourceId);
  return { id: Number(lastInsertRowid), customerId, updatedAt: null, contentHash: null };
}

/** Writes what a source says of a person. A field that it does not tell, or keeps from us, stays as it was. */
function identityWriter(sqlite: Sqlite.Database): (id: number, record: SourceCustomer, hash: string) => void {
  const update = sqlite.prepare(
    `update identity set
        email = case when @tellsEmail then @email else email end,
        name = case when @tellsName then @name else name end,
        phone = case when @tellsPhone then @phone else phone end,
        country = case when @tellsCountry then @country else country end,
        other_emails = coalesce(@otherEmails, other_emails), created_at = coalesce(@createdAt, created_at),
        email_consent = coalesce(@emailConsent, email_consent), sms_consent = coalesce(@smsConsent, sms_consent),
        sale_of_data_consent = coalesce(@saleOfData, sale_of_data_consent), link = @link, is_archived = @isArchived,
        unavailable = @unavailable, attributes = coalesce(@attributes, attributes), updated_at = @updatedAt, content_hash = @hash
      where id = @id`,
  );
  return (id, record, hash) => {
    const { email, name, phone, country, otherEmails, consent, link, unavailable = [], attributes } = record;
    const tells = (field: string, value: unknown) => (value !== undefined && !unavailable.includes(field) ? 1 : 0);
    update.run({
      id,
      hash,
      tellsEmail: tells('email', email),
      email: emailKey(email) ?? null,
      tellsName: tells('name', name),
      name: name ?? null,
      tellsPhone: tells('phone', phone),
      phone: phoneKey(phone, country) ?? phone ?? null,
      tellsCountry: tells('country', country),
      country: country ?? null,
      otherEmails: otherEmails ? JSON.stringify(otherEmails.flatMap((other) => emailKey(other) ?? [])) : null,
      createdAt: record.createdAt ?? null,
      emailConsent: known(consent?.email),
      smsConsent: known(consent?.sms),
      saleOfData: known(consent?.saleOfData),
      link: link ? `${link.source}:${link.id}` : null,
      isArchived: record.isArchived ? 1 : 0,
      unavailable: unavailable.length > 0 ? JSON.stringify(unavailable) : null,
      attributes: attributes ? JSON.stringify(attributes) : null,
      updatedAt: record.updatedAt,
    });
  };
}

function known(state: ConsentState | undefined): string | null {
  return state === undefined || state === 'unknown' ? null : state;
}
