import type Sqlite from 'better-sqlite3';
import { FatalError } from '../domain/errors.ts';
import { tagLimits } from '../domain/tags.ts';
import type { Store } from './database.ts';

/** A tag of a person: who gave it and when, epoch ms. */
export interface TagToKeep {
  /** Row id of the person. */
  readonly customer: number;
  /** As `normaliseTag` gives it. */
  readonly tag: string;
  /** `slack:U123`, `cli`. */
  readonly by: string;
  readonly now: number;
}

/** Gives a person a tag; whether it is new to them. Raises `usage` for the twenty-first. */
export function addTag({ sqlite }: Store, { customer, tag, by, now }: TagToKeep): boolean {
  return sqlite
    .transaction(() => {
      const has = sqlite.prepare('select 1 from customer_tag where customer_id = ? and tag = ?').get(customer, tag);
      if (has !== undefined) return false;
      const count = sqlite
        .prepare<[number], number>('select count(*) from customer_tag where customer_id = ?')
        .pluck()
        .get(customer);
      if ((count ?? 0) >= tagLimits.perPerson) {
        const hint = 'Take one away first: patron tag CUSTOMER TAG --remove';
        throw new FatalError('usage', `Cannot add '${tag}': this person has ${tagLimits.perPerson} tags.`, hint);
      }
      sqlite
        .prepare('insert into customer_tag (customer_id, tag, tagged_by, tagged_at) values (?, ?, ?, ?)')
        .run(customer, tag, by, now);
      return true;
    })
    .immediate();
}

/** Takes a tag from a person; whether they had it. */
export function removeTag({ sqlite }: Store, { customer, tag }: Pick<TagToKeep, 'customer' | 'tag'>): boolean {
  return sqlite.prepare('delete from customer_tag where customer_id = ? and tag = ?').run(customer, tag).changes > 0;
}

/** Tags of a person, named by public id, by the alphabet. */
export function tagsOf({ sqlite }: Store, customerId: string): string[] {
  return sqlite
    .prepare<[string], string>(
      'select t.tag from customer_tag t join customer c on c.id = t.customer_id where c.public_id = ? order by t.tag',
    )
    .pluck()
    .all(customerId);
}

/** Public ids of the people with a tag, in the order in which they got it. */
export function customersTagged({ sqlite }: Store, tag: string): string[] {
  return sqlite
    .prepare<[string], string>(
      'select c.public_id from customer_tag t join customer c on c.id = t.customer_id where t.tag = ? order by t.tagged_at, c.public_id',
    )
    .pluck()
    .all(tag);
}

/** Every tag that somebody has, most people first. */
export function tagsInUse({ sqlite }: Store): { readonly tag: string; readonly people: number }[] {
  return sqlite
    .prepare<[], { tag: string; people: number }>(
      'select tag, count(*) as people from customer_tag group by tag order by people desc, tag',
    )
    .all();
}

/** What a merge carried over: the tags of the person who went, and those of them that were new to the one who stayed. */
interface CarriedTags {
  readonly had: readonly string[];
  readonly gained: readonly string[];
}

/** Gives the person who stays the tags of the one who goes, with who gave them and when. Gives what was carried as JSON, for the log of the merge; null for nothing. */
export function carryTags(sqlite: Sqlite.Database, { from, into }: { from: number; into: number }): string | null {
  const of = sqlite
    .prepare<[number], string>('select tag from customer_tag where customer_id = ? order by tag')
    .pluck();
  const [had, known] = [of.all(from), new Set(of.all(into))];
  copyTags(sqlite, { from, into, tags: had });
  const carried: CarriedTags = { had, gained: had.filter((tag) => !known.has(tag)) };
  return had.length === 0 ? null : JSON.stringify(carried);
}

/**
 * Gives a person who stands alone again the tags that they brought into the merge and that nobody has taken away since. The other one loses those that came
 * by this merge alone. The merge must be marked as undone already.
 */
export function returnTags(
  sqlite: Sqlite.Database,
  { carried, from, into }: { carried: string | null; from: number; into: number },
): void {
  if (carried === null) return;
  const { had, gained }: CarriedTags = JSON.parse(carried);
  copyTags(sqlite, { from, into, tags: had });
  sqlite
    .prepare(
      `delete from customer_tag where customer_id = @from and tag in (select value from json_each(@gained))
         and tag not in (select t.value from person_merge m, json_each(m.carried_tags, '$.had') t
                          where m.into_customer_id = @from and m.undone_at is null)`,
    )
    .run({ from, gained: JSON.stringify(gained) });
}

function copyTags(
  sqlite: Sqlite.Database,
  { from, into, tags }: { from: number; into: number; tags: readonly string[] },
): void {
  sqlite
    .prepare(
      `insert or ignore into customer_tag (customer_id, tag, tagged_by, tagged_at)
       select @into, tag, tagged_by, tagged_at from customer_tag where customer_id = @from and tag in (select value from json_each(@tags))`,
    )
    .run({ into, from, tags: JSON.stringify(tags) });
}
