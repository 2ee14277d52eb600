import { z } from 'zod';
import { emailKey } from '../domain/contact-keys.ts';
import { emailDomain, isFreeDomain } from '../domain/email-domain.ts';
import type { Store } from './database.ts';

/** A person of a connected system, as far as it is known when what was learnt of them. Times are epoch ms. */
export interface LeadPerson {
  readonly row: number;
  readonly customerId: string;
  createdAt: number;
  /** Infinity: there. */
  goneAt: number;
  firstOrderAt: number;
  source: string | undefined;
  country: string | undefined;
  /** `company`, `free`. */
  emailKind?: string;
  /** The company that they work for, by its domain or its id. */
  company?: string;
  firstOpenedAt?: number;
  /** `source:id` of each of their identities. */
  readonly identities: string[];
  readonly emails: string[];
}

interface IdentityRow {
  readonly row: number;
  readonly customerId: string;
  readonly source: string;
  readonly sourceId: string;
  readonly createdAt: number | null;
  readonly email: string | null;
  readonly otherEmails: string | null;
  readonly country: string | null;
  readonly isArchived: number;
  readonly goneAt: number | null;
  readonly cameBy: string | null;
  readonly firstOpened: string | null;
}

/** Everybody whom a connected system knew before `asOf`, by row id. Files say nothing of when somebody became known: they are left out. */
export function readLeadPeople(store: Store, asOf: number): Map<number, LeadPerson> {
  const people = new Map<number, LeadPerson>();
  // HubSpot sets the original source and the day of the first opened e-mail once, and never again.
  const rows = store.sqlite.prepare<[], IdentityRow>(
    `select c.id as row, c.public_id as customerId, i.source, i.source_id as sourceId, i.created_at as createdAt, i.email,
            i.other_emails as otherEmails, i.country, i.is_archived as isArchived, coalesce(t.gone_at, i.updated_at) as goneAt,
            i.attributes ->> '$.hs_analytics_source' as cameBy, i.attributes ->> '$.hs_email_first_open_date' as firstOpened
       from identity i join customer c on c.id = i.customer_id
       left join tombstone t on t.source = i.source and t.kind = 'customer' and t.source_id = i.source_id
      where i.source <> 'file'
      order by i.source, i.source_id`,
  );
  for (const row of rows.iterate()) addIdentity(people, row);
  for (const [row, person] of people) {
    if (!(person.createdAt < asOf)) people.delete(row);
    if (person.goneAt >= asOf) person.goneAt = Number.POSITIVE_INFINITY;
  }
  addFirstOrders(store, people, asOf);
  return people;
}

function addIdentity(people: Map<number, LeadPerson>, row: IdentityRow): void {
  const person = people.get(row.row) ?? newPerson(row);
  people.set(row.row, person);
  person.identities.push(`${row.source}:${row.sourceId}`);
  person.createdAt = Math.min(person.createdAt, row.createdAt ?? Number.POSITIVE_INFINITY);
  // Gone only when gone everywhere.
  const goneAt = row.isArchived === 1 ? (row.goneAt ?? row.createdAt ?? 0) : Number.POSITIVE_INFINITY;
  person.goneAt = Math.max(person.goneAt, goneAt);
  person.source ??= row.cameBy ?? undefined;
  person.country ??= row.country?.trim().toLowerCase() || undefined; // an empty one is none
  const opened = momentIn(row.firstOpened);
  if (opened !== undefined) person.firstOpenedAt = Math.min(person.firstOpenedAt ?? opened, opened);
  for (const email of emailsOf(row)) addEmail(person, email);
}

function newPerson({ row, customerId }: IdentityRow): LeadPerson {
  return {
    row,
    customerId,
    createdAt: Number.POSITIVE_INFINITY,
    goneAt: Number.NEGATIVE_INFINITY,
    firstOrderAt: Number.POSITIVE_INFINITY,
    source: undefined,
    country: undefined,
    identities: [],
    emails: [],
  };
}

function addEmail(person: LeadPerson, email: string): void {
  person.emails.push(email);
  const domain = emailDomain(email);
  if (domain === undefined) return;
  const isFree = isFreeDomain(domain);
  // One address at work says more than another at home.
  if (!isFree) person.company ??= domain;
  person.emailKind = isFree ? (person.emailKind ?? 'free') : 'company';
}

const addresses = z.array(z.string()).catch([]);

function emailsOf({ email, otherEmails }: IdentityRow): string[] {
  const others = otherEmails === null ? [] : addresses.parse(JSON.parse(otherEmails));
  return [email, ...others].flatMap((address) => emailKey(address) ?? []);
}

/** An instant as HubSpot writes it: ISO, or milliseconds. */
function momentIn(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** The first order that counts as of the date, see `Snapshot`. */
function addFirstOrders({ sqlite }: Store, people: ReadonlyMap<number, LeadPerson>, asOf: number): void {
  const rows = sqlite.prepare<[number, number], { row: number; at: number }>(
    `select o.customer_id as row, min(o.ordered_at) as at from orders o
      where o.ordered_at < ? and o.is_test = 0 and (o.cancelled_at is null or o.cancelled_at >= ?)
        and o.customer_id in (select customer_id from identity where source <> 'file')
        and exists (select 1 from order_line l where l.order_id = o.id and l.quantity >= 0)
      group by o.customer_id`,
  );
  for (const { row, at } of rows.iterate(asOf, asOf)) {
    const person = people.get(row);
    if (person) person.firstOrderAt = at;
  }
}
