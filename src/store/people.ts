import { closeness, plain, triplesOf } from '../domain/closeness.ts';
import type { Store } from './database.ts';

/** A person as the store knows them. Money in minor units. */
export interface StoredPerson {
  /** Row id. */
  readonly row: number;
  readonly customerId: string;
  readonly name?: string;
  readonly email?: string;
}

/** A person who fits words; `closeness` is 1 for an exact id, e-mail or name and falls to 0. */
export interface FoundPerson extends StoredPerson {
  readonly closeness: number;
}

interface PersonRow {
  readonly row: number;
  readonly customerId: string;
  readonly name: string | null;
  readonly email: string | null;
}

const columns = 'c.id as row, c.public_id as customerId, c.name, c.email';
/** People that the index may give before they are ranked. */
const candidates = 200;
/** Closeness below which nobody is named. */
const leastClose = 0.45;

/**
 * People whose id, name or e-mail resembles the words, closest first: an exact one, then a part, then the most common letter triples (slips and
 * accents forgiven). Empty words find nobody.
 */
export function findPeople(store: Store, words: string, limit: number): FoundPerson[] {
  const wanted = plain(words);
  if (wanted === '') return [];
  const rows = new Map<number, PersonRow>();
  for (const row of [...exactRows(store, words), ...indexedRows(store, wanted)]) rows.set(row.row, row);
  const found = [...rows.values()].map((row) => toPerson(row, closenessOf(row, wanted)));
  const close = found.filter(({ closeness }) => closeness >= leastClose);
  const best = close.some(({ closeness }) => closeness === 1)
    ? close.filter(({ closeness }) => closeness === 1)
    : close;
  return best
    .sort((one, other) => other.closeness - one.closeness || (one.customerId < other.customerId ? -1 : 1))
    .slice(0, limit);
}

/** People by row id. */
export function peopleByRow({ sqlite }: Store, rows: readonly number[]): Map<number, StoredPerson> {
  const read = sqlite.prepare<[string], PersonRow>(
    `select ${columns} from customer c where c.id in (select value from json_each(?))`,
  );
  return new Map(read.all(JSON.stringify(rows)).map((row) => [row.row, toPerson(row, 1)]));
}

function exactRows({ sqlite }: Store, words: string): PersonRow[] {
  const text = words.trim();
  return sqlite
    .prepare<[string, string], PersonRow>(
      `select ${columns} from customer c where c.public_id = ? or c.email = ? limit 20`,
    )
    .all(text, text.toLowerCase());
}

/** Letter triples of the words, any of them; the index ranks by how many and how rare. Words of one or two letters are looked up by their beginning. */
function indexedRows({ sqlite }: Store, wanted: string): PersonRow[] {
  const triples = triplesOf(wanted);
  if (triples.length === 0) {
    return sqlite
      .prepare<[string, string], PersonRow>(
        `select ${columns} from customer c where c.public_id like ? escape '!' or c.name like ? escape '!' limit 50`,
      )
      .all(`${escapeLike(wanted)}%`, `${escapeLike(wanted)}%`);
  }
  const query = triples.map((triple) => `"${triple.replaceAll('"', '""')}"`).join(' OR ');
  return sqlite
    .prepare<[string, number], PersonRow>(
      `select ${columns} from customer_search s join customer c on c.id = s.rowid where customer_search match ? order by rank limit ?`,
    )
    .all(query, candidates);
}

function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}

function toPerson({ row, customerId, name, email }: PersonRow, closeness: number): FoundPerson {
  return { row, customerId, ...(name === null ? {} : { name }), ...(email === null ? {} : { email }), closeness };
}

function closenessOf({ customerId, name, email }: PersonRow, wanted: string): number {
  return Math.max(...[customerId, name ?? '', email ?? ''].map((text) => closeness(plain(text), wanted)));
}
