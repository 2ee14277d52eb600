import type Sqlite from 'better-sqlite3';
import type { CustomerRecord } from '../domain/records.ts';
import { coverAttributes, coverSql, toldOnce } from './covering.ts';
import type { Store } from './database.ts';

/** Row ids of people by what a source calls them; unknown ones are made. */
export interface KnownPeople {
  find(source: string, customerId: string): number | undefined;
  idOf(source: string, person: { customerId: string; country: string | null; email: string | null }): number;
}

/** People that are remembered before the store is asked again. */
const mostRemembered = 100_000;

/** Prepares the look-up of people in a store; e-mail and country fill what is empty and overwrite nothing. */
export function knownPeople(sqlite: Sqlite.Database): KnownPeople {
  const ids = new Map<string, number>();
  const remember = (customerId: string, id: number) => {
    if (ids.size >= mostRemembered) ids.clear();
    ids.set(customerId, id);
    return id;
  };
  const find = sqlite.prepare<[string, string], { id: number }>(
    'select customer_id as id from identity where source = ? and source_id = ?',
  );
  const insertCustomer = sqlite.prepare('insert into customer (public_id, email, country) values (?, ?, ?)');
  const insertIdentity = sqlite.prepare(
    'insert into identity (customer_id, source, source_id, email) values (?, ?, ?, ?)',
  );
  const fill = sqlite.prepare(
    `update customer set email = coalesce(email, ?), country = coalesce(country, ?)
      where id = ? and ((email is null and ? is not null) or (country is null and ? is not null))`,
  );
  const known = (source: string, customerId: string) => ids.get(customerId) ?? find.get(source, customerId)?.id;
  return {
    find: known,
    idOf(source, { customerId, country, email }) {
      const found = known(source, customerId);
      if (found !== undefined) {
        if (email !== null || country !== null) fill.run(email, country, found, email, country);
        return remember(customerId, found);
      }
      const id = Number(insertCustomer.run(customerId, email, country).lastInsertRowid);
      insertIdentity.run(id, source, customerId, email);
      return remember(customerId, id);
    },
  };
}

/**
 * Brings one person of a customers file into the store: a field that the file knows replaces the old one, an empty one changes nothing. A further row
 * of the same file for the same person only fills gaps.
 */
export function personWriter({ sqlite }: Store): (record: CustomerRecord) => 'new' | 'changed' | 'unchanged' {
  const people = knownPeople(sqlite);
  const isToldAgain = toldOnce();
  const read = sqlite.prepare<[number], { attributes: string | null }>('select attributes from customer where id = ?');
  const cover = personUpdates(sqlite, { fills: false });
  const fill = personUpdates(sqlite, { fills: true });
  return (record) => {
    const { customerId, place, extra } = record;
    const isNew = people.find('file', customerId) === undefined;
    const id = people.idOf('file', { customerId, country: null, email: null });
    const fills = isToldAgain(place.file, id);
    const isChanged = (fills ? fill : cover)({
      id,
      customerId,
      email: record.email ?? null,
      name: record.name ?? null,
      phone: record.phone ?? null,
      country: record.country ?? null,
      createdAt: record.createdAt ?? null,
      attributes: coverAttributes(read.get(id)?.attributes ?? null, extra, { fills }),
    });
    if (isNew) return 'new';
    return isChanged ? 'changed' : 'unchanged';
  };
}

type PersonValues = Readonly<Record<string, string | number | null>>;

function personUpdates(sqlite: Sqlite.Database, { fills }: { fills: boolean }): (values: PersonValues) => boolean {
  const columns = { email: '@email', name: '@name', phone: '@phone', country: '@country', created_at: '@createdAt' };
  const person = sqlite.prepare<[PersonValues]>(`update customer ${coverSql(columns, { fills })} and id = @id`);
  const attributes = sqlite.prepare<[PersonValues]>(
    'update customer set attributes = @attributes where id = @id and attributes is not @attributes',
  );
  const identity = sqlite.prepare<[PersonValues]>(
    `update identity ${coverSql({ email: '@email', created_at: '@createdAt' }, { fills })} and source = 'file' and source_id = @customerId`,
  );
  return (values) =>
    [person, attributes, identity].map((statement) => statement.run(values).changes).some((changes) => changes > 0);
}
