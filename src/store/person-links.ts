import type Sqlite from 'better-sqlite3';
import { namesConflict, phoneKey } from '../domain/contact-keys.ts';
import { carryArms } from './control-merge.ts';
import { carryTags } from './customer-tags.ts';
import type { Store } from './database.ts';

/** Finds out who is who. An identity is what one source calls a person; people are sets of identities. */
export interface PersonLinks {
  /** Looks for the person that an identity belongs to: by an explicit link, by e-mail, by phone when that is safe. Doubtful pairs go to the review list. */
  resolve(identityId: number, now: number): void;
  /** An earlier id of the same source that was merged into another: its orders and its person follow, the identity goes. */
  collapse(source: string, merge: { from: string; intoIdentity: number; now: number }): void;
  /** The source's account with an e-mail; guests are no accounts. */
  accountWith(source: string, email: string): { readonly customerId: number; readonly sourceId: string } | undefined;
}

/** One identity with what people are compared by. */
interface IdentityRow {
  readonly id: number;
  readonly customerId: number;
  readonly source: string;
  readonly sourceId: string;
  readonly email: string | null;
  readonly otherEmails: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly country: string | null;
  readonly link: string | null;
}

type Reason = 'link' | 'email' | 'phone';

const columns =
  'i.id, i.customer_id as customerId, i.source, i.source_id as sourceId, i.email, i.other_emails as otherEmails, i.phone, i.name, i.country, i.link';

/** Prepares the links of a store. The caller wraps many calls in one transaction. */
export function personLinks({ sqlite }: Store): PersonLinks {
  const read = sqlite.prepare<[number], IdentityRow>(`select ${columns} from identity i where i.id = ?`);
  const find = finders(sqlite);
  const join = joiner(sqlite);
  const refresh = personRefresher(sqlite);
  const decide = reviewer(sqlite);
  const account = sqlite.prepare<[string, string], { customerId: number; sourceId: string }>(
    "select customer_id as customerId, source_id as sourceId from identity where source = ? and email = ? and source_id not like 'guest-%' order by id limit 1",
  );
  return {
    resolve(identityId, now) {
      const own = read.get(identityId);
      if (!own) return;
      for (const [reason, others] of matchesOf(own, find)) {
        if (takeMatches(own, { reason, others, decide, join, now })) break;
      }
      refresh(read.get(identityId)?.customerId ?? own.customerId);
    },
    collapse(source, { from, intoIdentity, now }) {
      const [old, target] = [find.bySourceId.get(source, from), read.get(intoIdentity)];
      if (!old || !target || old.id === target.id) return;
      sqlite
        .prepare('update orders set source_customer_id = ? where source = ? and source_customer_id = ?')
        .run(target.sourceId, source, from);
      join(old, target, { reason: 'source-merge', words: `merged in ${source}`, now });
      sqlite.prepare('delete from identity where id = ?').run(old.id);
      refresh(target.customerId);
    },
    accountWith: (source, email) => account.get(source, email),
  };
}

type Finders = ReturnType<typeof finders>;

function finders(sqlite: Sqlite.Database) {
  const others = `select ${columns} from identity i where i.id <> @id and`;
  return {
    bySourceId: sqlite.prepare<[string, string], IdentityRow>(
      `select ${columns} from identity i where i.source = ? and i.source_id = ?`,
    ),
    byLink: sqlite.prepare<{ id: number; own: string }, IdentityRow>(`${others} i.link = @own order by i.id`),
    byEmail: sqlite.prepare<{ id: number; emails: string }, IdentityRow>(
      `${others} i.email in (select value from json_each(@emails)) order by i.id limit 20`,
    ),
    byPhone: sqlite.prepare<{ id: number; phone: string | null }, IdentityRow>(
      `${others} i.phone = @phone order by i.id limit 20`,
    ),
  };
}

/** Matches by each kind of evidence, the strongest first. */
function* matchesOf(own: IdentityRow, find: Finders): Generator<readonly [Reason, readonly IdentityRow[]]> {
  yield ['link', linked(own, find)];
  const more: string[] = own.otherEmails === null ? [] : JSON.parse(own.otherEmails);
  const emails = [...(own.email === null ? [] : [own.email]), ...more];
  if (emails.length > 0) yield ['email', find.byEmail.all({ id: own.id, emails: JSON.stringify(emails) })];
  const phone = phoneKey(own.phone, own.country);
  if (phone !== undefined) yield ['phone', find.byPhone.all({ id: own.id, phone })];
}

/** Whom an identity links to, and who links to it. */
function linked(own: IdentityRow, find: Finders): IdentityRow[] {
  const [source = '', ...rest] = (own.link ?? '').split(':');
  const target = own.link === null ? undefined : find.bySourceId.get(source, rest.join(':'));
  const others = find.byLink.all({ id: own.id, own: `${own.source}:${own.sourceId}` });
  return target && target.id !== own.id && others.every(({ id }) => id !== target.id) ? [target, ...others] : others;
}

interface Decision {
  /** Whether two identities are to be kept apart because a person said so. */
  isApart(one: IdentityRow, other: IdentityRow): boolean;
  doubt(one: IdentityRow, other: IdentityRow, reason: string, now: number): void;
}

type Join = (moved: IdentityRow, target: IdentityRow, why: { reason: string; words: string; now: number }) => void;

/** An address or a number that more identities share says nothing of who they are: a placeholder, an office. */
const mostSharing = 5;

/** Joins an identity with its matches where that is safe; whether they are one person now. */
function takeMatches(
  own: IdentityRow,
  {
    reason,
    others,
    decide,
    join,
    now,
  }: { reason: Reason; others: readonly IdentityRow[]; decide: Decision; join: Join; now: number },
): boolean {
  if (others.length > mostSharing) return false;
  const open = others.filter((other) => !decide.isApart(own, other));
  const strangers = open.filter(({ customerId }) => customerId !== own.customerId);
  if (open.length > 0 && strangers.length === 0) return true;
  const people = new Set(strangers.map(({ customerId }) => customerId));
  const [other] = strangers;
  if (!other) return false;
  if (people.size > 1 || !isSafe(own, other, reason)) {
    for (const stranger of strangers) decide.doubt(own, stranger, doubtWords(own, stranger, reason), now);
    return false;
  }
  const words = `${reason === 'link' ? 'linked' : `same ${reason === 'email' ? 'e-mail' : 'phone'}`}: ${own.source} and ${other.source}`;
  join(own, other, { reason, words, now });
  return true;
}

/** Two accounts of one source are two on purpose, a guest's is none; a phone is shared by families: their names must not conflict. */
function isSafe(own: IdentityRow, other: IdentityRow, reason: Reason): boolean {
  if (reason === 'link') return own.source !== other.source;
  const isGuest = own.sourceId.startsWith('guest-') || other.sourceId.startsWith('guest-');
  if (own.source === other.source && !isGuest) return false;
  return reason === 'email' || (own.name !== null && other.name !== null && !namesConflict(own.name, other.name));
}

function doubtWords(own: IdentityRow, other: IdentityRow, reason: Reason): string {
  const what = { link: 'a link', email: 'the same e-mail', phone: 'the same phone' }[reason];
  if (own.source === other.source) return `two accounts in ${own.source} with ${what}`;
  return `${own.source} and ${other.source} with ${what}, ${reason === 'phone' ? 'under other names' : 'among several people'}`;
}

/** Moves an identity to another person with all its orders; the older person or the one of a file stays. */
function joiner(sqlite: Sqlite.Database): Join {
  const publicId = sqlite.prepare<[number], string>('select public_id from customer where id = ?').pluck();
  const fileIdentities = sqlite
    .prepare<[number], number>("select count(*) from identity where customer_id = ? and source = 'file'")
    .pluck();
  const identitiesOf = sqlite.prepare<[number], IdentityRow>(
    `select ${columns} from identity i where i.customer_id = ?`,
  );
  const moveIdentity = sqlite.prepare('update identity set customer_id = ? where id = ?');
  const moveOrders = sqlite.prepare('update orders set customer_id = ? where source = ? and source_customer_id = ?');
  const keepLog = sqlite.prepare('update person_merge set into_customer_id = ? where into_customer_id = ?');
  const log = sqlite.prepare(
    'insert into person_merge (identity_id, from_public_id, into_customer_id, reason, words, carried_tags, merged_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  return (moved, target, { reason, words, now }) => {
    if (moved.customerId === target.customerId) return;
    const isMovedOlder =
      (fileIdentities.get(moved.customerId) ?? 0) - (fileIdentities.get(target.customerId) ?? 0) > 0 ||
      ((fileIdentities.get(moved.customerId) ?? 0) === (fileIdentities.get(target.customerId) ?? 0) &&
        moved.customerId < target.customerId);
    const [from, into] = isMovedOlder ? [target.customerId, moved.customerId] : [moved.customerId, target.customerId];
    const name = publicId.get(from) ?? '';
    const carried = carryTags(sqlite, { from, into });
    carryArms(sqlite, { from, into });
    keepLog.run(into, from);
    for (const identity of identitiesOf.all(from)) {
      moveIdentity.run(into, identity.id);
      moveOrders.run(into, identity.source, identity.sourceId);
      log.run(identity.id, name, into, reason, words, carried, now);
    }
    removeEmptyPerson(sqlite, from);
  };
}

/** Joins two people by a person's own word. The caller wraps it in a transaction. */
export function joinIdentities(
  { sqlite }: Store,
  { moved, target, words, now }: { moved: number; target: number; words: string; now: number },
): void {
  const read = sqlite.prepare<[number], IdentityRow>(`select ${columns} from identity i where i.id = ?`);
  const [one, other] = [read.get(moved), read.get(target)];
  if (!one || !other) return;
  joiner(sqlite)(one, other, { reason: 'person', words, now });
  const refresh = personRefresher(sqlite);
  refresh(one.customerId);
  refresh(other.customerId);
}

/** A person without any identity goes; orders that still name them become a guest's. */
export function removeEmptyPerson(sqlite: Sqlite.Database, customerId: number): void {
  const left = sqlite.prepare('select 1 from identity where customer_id = ?').get(customerId);
  if (left !== undefined) return;
  sqlite.prepare('update orders set customer_id = null where customer_id = ?').run(customerId);
  sqlite.prepare('delete from customer where id = ?').run(customerId);
}

/** Brings what a person is called up to date: the shop's word before the CRM's; what only a file has told stays. */
export function personRefresher(sqlite: Sqlite.Database): (customerId: number) => void {
  const best = (column: string) =>
    `coalesce((select ${column} from identity i where i.customer_id = customer.id and ${column} is not null and i.source <> 'file'
       order by case i.source when 'shopify' then 0 else 1 end, i.is_archived, i.id limit 1), ${column})`;
  const update = sqlite.prepare(
    `update customer set email = ${best('email')}, name = ${best('name')}, phone = ${best('phone')}, country = ${best('country')},
            created_at = ${best('created_at')}
      where id = ? and (email is not ${best('email')} or name is not ${best('name')} or phone is not ${best('phone')}
         or country is not ${best('country')} or created_at is not ${best('created_at')})`,
  );
  return (customerId) => void update.run(customerId);
}

function reviewer(sqlite: Sqlite.Database): Decision {
  const apart = sqlite.prepare<[number, number], 1>(
    "select 1 from person_review where one_identity_id = ? and other_identity_id = ? and state = 'apart'",
  );
  const insert = sqlite.prepare(
    'insert or ignore into person_review (one_identity_id, other_identity_id, reason, seen_at) values (?, ?, ?, ?)',
  );
  const pair = (one: IdentityRow, other: IdentityRow) =>
    [Math.min(one.id, other.id), Math.max(one.id, other.id)] as const;
  return {
    isApart: (one, other) => apart.get(...pair(one, other)) !== undefined,
    doubt: (one, other, reason, now) => void insert.run(...pair(one, other), reason, now),
  };
}
