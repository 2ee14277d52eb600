import type { LeadEventKind } from '../domain/leads.ts';
import type { Store } from './database.ts';
import type { LeadPerson } from './lead-people.ts';

/** Something dated that a CRM tells of a person. Times are epoch ms. */
export interface LeadEvent {
  readonly kind: LeadEventKind;
  readonly at: number;
  /** Infinity: open as of the date. */
  readonly end: number;
  readonly isWon: boolean;
  /** Minor units of the shop's currency; NaN: not known. */
  readonly amount: number;
  /** Name of the form. */
  readonly form?: string;
}

interface RecordRow {
  readonly source: string;
  readonly contact: string;
  readonly kind: string;
  readonly at: number;
  readonly closedAt: number | null;
  readonly isWon: number | null;
  readonly amount: number | null;
  readonly form: string | null;
}

const eventKinds: Readonly<Record<string, LeadEventKind>> = {
  'form-submission': 'form',
  deal: 'deal',
  ticket: 'ticket',
};

/**
 * What happened before `asOf`, of each person by row id, oldest first. The stage that a deal is in now is left out: nobody knows since when. So is
 * how it closed, as long as it had not.
 */
export function readLeadEvents(
  store: Store,
  { people, asOf, currency }: { people: ReadonlyMap<number, LeadPerson>; asOf: number; currency: string },
): Map<number, LeadEvent[]> {
  const ownerOf = ownersByContact(store, people);
  const events = new Map<number, LeadEvent[]>();
  const add = (row: number, event: LeadEvent) => {
    const own = events.get(row);
    if (own) own.push(event);
    else events.set(row, [event]);
  };
  const rows = store.sqlite.prepare<[string, number], RecordRow>(
    `select r.source, x.contact, r.kind, r.occurred_at as at, r.body ->> '$.closedAt' as closedAt, r.body ->> '$.isWon' as isWon,
            case when r.body ->> '$.currency' = ? then r.body ->> '$.amount' end as amount,
            coalesce(r.body ->> '$.formName', r.body ->> '$.formId') as form
       from crm_record r join crm_contact x on x.record_id = r.id
      where r.occurred_at < ? and r.kind in ('deal', 'ticket', 'form-submission')`,
  );
  for (const row of rows.iterate(currency, asOf)) {
    const owner = ownerOf(row.source, row.contact);
    if (owner !== undefined) add(owner, eventOf(row, asOf));
  }
  for (const { row, firstOpenedAt } of people.values()) {
    if (firstOpenedAt !== undefined && firstOpenedAt < asOf) add(row, plainEvent('opened', firstOpenedAt));
  }
  for (const own of events.values()) own.sort(compareEvents);
  return events;
}

function eventOf({ kind, at, closedAt, isWon, amount, form }: RecordRow, asOf: number): LeadEvent {
  const isClosed = closedAt !== null && closedAt < asOf;
  return {
    ...plainEvent(eventKinds[kind] ?? 'form', at),
    end: isClosed ? closedAt : Number.POSITIVE_INFINITY,
    isWon: isClosed && isWon === 1,
    amount: amount ?? Number.NaN,
    ...(form === null ? {} : { form }),
  };
}

function plainEvent(kind: LeadEventKind, at: number): LeadEvent {
  return { kind, at, end: Number.POSITIVE_INFINITY, isWon: false, amount: Number.NaN };
}

/** Whose a contact of a CRM record is: by its id, that of one merged into another, or an e-mail address. */
function ownersByContact(
  { sqlite }: Store,
  people: ReadonlyMap<number, LeadPerson>,
): (source: string, contact: string) => number | undefined {
  const byIdentity = new Map<string, number>();
  const byEmail = new Map<string, number>();
  for (const { row, identities, emails } of people.values()) {
    for (const identity of identities) byIdentity.set(identity, row);
    for (const email of emails) if (!byEmail.has(email)) byEmail.set(email, row);
  }
  const merged = new Map<string, string>();
  const marks = sqlite.prepare<[], { source: string; from: string; into: string }>(
    `select source, source_id as "from", merged_into as "into" from tombstone
      where kind = 'customer' and reason = 'merged' and merged_into is not null`,
  );
  for (const { source, from, into } of marks.iterate()) merged.set(`${source}:${from}`, `${source}:${into}`);
  return (source, contact) => {
    if (contact.startsWith('email:')) return byEmail.get(contact.slice('email:'.length));
    const seen = new Set<string>();
    let identity = `${source}:${contact}`;
    for (let next = merged.get(identity); next !== undefined && !seen.has(next); next = merged.get(identity)) {
      seen.add(next);
      identity = next;
    }
    return byIdentity.get(identity);
  };
}

/** Names the company of each person from the CRM's own links, which say more than an address; people of one domain stay together. */
export function addCompanies(store: Store, people: ReadonlyMap<number, LeadPerson>): void {
  const ownerOf = ownersByContact(store, people);
  const rows = store.sqlite.prepare<[], { source: string; sourceId: string; contact: string; domain: string | null }>(
    `select r.source, r.source_id as sourceId, x.contact, r.body ->> '$.domain' as domain
       from crm_record r join crm_contact x on x.record_id = r.id
      where r.kind = 'company' and r.is_archived = 0 order by r.source, r.source_id, x.contact`,
  );
  const named = new Set<number>();
  for (const { source, sourceId, contact, domain } of rows.iterate()) {
    const row = ownerOf(source, contact);
    const person = people.get(row ?? -1);
    if (!person || named.has(person.row)) continue;
    named.add(person.row);
    person.company = domain?.trim().toLowerCase() || `${source}:${sourceId}`;
  }
}

/** Oldest first; what happens at the same instant stands in an order of its own, whatever order it came in. */
export function compareEvents(one: LeadEvent, other: LeadEvent): number {
  return (
    one.at - other.at ||
    compareTexts(one.kind, other.kind) ||
    compareTexts(one.form ?? '', other.form ?? '') ||
    compareNumbers(one.amount, other.amount) ||
    compareNumbers(one.end, other.end)
  );
}

/** As `<` orders them. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Ascending; Infinity equals itself, and what is no number stands first. */
export function compareNumbers(one: number, other: number): number {
  if (Object.is(one, other)) return 0;
  if (Number.isNaN(one)) return -1;
  return Number.isNaN(other) || one > other ? 1 : -1;
}
