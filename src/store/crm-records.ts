import { emailKey } from '../domain/contact-keys.ts';
import type { SourceCompany, SourceDeal, SourceFormSubmission, SourceTicket } from '../domain/source-records.ts';
import type { Store } from './database.ts';
import { judgeRecord, type RecordOutcome, type StoredVersion } from './record-outcome.ts';

/** A record of a CRM that is kept whole, with whom it is about. */
export type CrmRecord = SourceCompany | SourceDeal | SourceTicket | SourceFormSubmission;

/** Brings CRM records into the store. The caller wraps many calls in one transaction. */
export function crmRecords({ sqlite }: Store): (source: string, record: CrmRecord) => RecordOutcome {
  const find = sqlite.prepare<[string, string, string], StoredVersion>(
    'select id, updated_at as updatedAt, content_hash as contentHash from crm_record where source = ? and kind = ? and source_id = ?',
  );
  const touch = sqlite.prepare(
    'update crm_record set updated_at = @updatedAt where id = @id and updated_at is not @updatedAt',
  );
  const upsert = sqlite
    .prepare<(string | number | null)[], number>(
      `insert into crm_record (source, kind, source_id, updated_at, content_hash, occurred_at, is_archived, body) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (source, kind, source_id) do update set updated_at = excluded.updated_at, content_hash = excluded.content_hash,
         occurred_at = excluded.occurred_at, is_archived = excluded.is_archived, body = excluded.body
       returning id`,
    )
    .pluck();
  const clearContacts = sqlite.prepare('delete from crm_contact where record_id = ?');
  const addContact = sqlite.prepare('insert or ignore into crm_contact (record_id, contact) values (?, ?)');
  return (source, record) => {
    const known = find.get(source, record.kind, record.id);
    const { outcome, hash } = judgeRecord(known, record, (id, updatedAt) => touch.run({ id, updatedAt }));
    if (outcome === 'stale' || outcome === 'unchanged') return outcome;
    const { kind, id, updatedAt, ...body } = record;
    const archived = 'isArchived' in record && record.isArchived ? 1 : 0;
    const row = upsert.get(source, kind, id, updatedAt, hash, occurredAt(record), archived, JSON.stringify(body)) ?? 0;
    clearContacts.run(row);
    for (const contact of contactsOf(record)) addContact.run(row, contact);
    return outcome;
  };
}

function occurredAt(record: CrmRecord): number | null {
  switch (record.kind) {
    case 'form-submission':
      return record.submittedAt;
    case 'company':
      return null;
    default:
      return record.createdAt ?? null;
  }
}

function contactsOf(record: CrmRecord): readonly string[] {
  if (record.kind !== 'form-submission') return record.contactIds;
  const email = emailKey(record.email);
  return email === undefined ? [] : [`email:${email}`];
}
