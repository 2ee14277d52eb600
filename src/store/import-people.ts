import type Sqlite from 'better-sqlite3';
import type { CustomerRecord } from '../domain/records.ts';
import type { Store } from './database.ts';

/** Row ids of people by what a source calls them; unknown ones are made. */
export interface KnownPeople {
  find(source: string, customerId: string): number | undefined;
  idOf(source: string, person: { customerId: string; country: string | null; email: string | null }): number;
}

/** Prepares the look-up of people in a store; e-mail and country fill what is empty and overwrite nothing. */
export function knownPeople(sqlite: Sqlite.Database): KnownPeople {
  const ids = new Map<string, number>();
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
        ids.set(customerId, found);
        if (email !== null || country !== null) fill.run(email, country, found, email, country);
        return found;
      }
      const id = Number(insertCustomer.run(customerId, email, country).lastInsertRowid);
      insertIdentity.run(id, source, customerId, email);
      ids.set(customerId, id);
      return id;
    },
  };
}

/** Brings one person of a customers file into the store: a field that the file knows replaces the old one, an empty one changes nothing. */
export function personWriter({ sqlite }: Store): (record: CustomerRecord) => 'new' | 'changed' | 'unchanged' {
  const people = knownPeople(sqlite);
  const read = sqlite.prepare<[number], { attributes: string | null }>('select attributes from customer where id = ?');
  const update = sqlite.prepare(
    `update customer set email = coalesce(@email, email), name = coalesce(@name, name), phone = coalesce(@phone, phone),
            country = coalesce(@country, country), created_at = coalesce(@createdAt, created_at), attributes = @attributes
      where id = @id and (email is not coalesce(@email, email) or name is not coalesce(@name, name) or phone is not coalesce(@phone, phone)
         or country is not coalesce(@country, country) or created_at is not coalesce(@createdAt, created_at) or attributes is not @attributes)`,
  );
  const updateIdentity = sqlite.prepare(
    `update identity set email = coalesce(@email, email), created_at = coalesce(@createdAt, created_at)
      where source = 'file' and source_id = @customerId`,
  );
  return (record) => {
    const isNew = people.find('file', record.customerId) === undefined;
    const id = people.idOf('file', { customerId: record.customerId, country: null, email: null });
    const old: Record<string, unknown> = parseAttributes(read.get(id)?.attributes ?? null);
    const attributes = { ...old, ...record.extra };
    const values = {
      id,
      customerId: record.customerId,
      email: record.email ?? null,
      name: record.name ?? null,
      phone: record.phone ?? null,
      country: record.country ?? null,
      createdAt: record.createdAt ?? null,
      attributes: Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null,
    };
    const { changes } = update.run(values);
    updateIdentity.run(values);
    if (isNew) return 'new';
    return changes > 0 ? 'changed' : 'unchanged';
  };
}

/** Attributes of a row as an object; `{}` where there are none. */
export function parseAttributes(text: string | null): Record<string, unknown> {
  const value: unknown = text === null ? {} : JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
