import { closeness, isTelling, plain, triplesOf } from '../domain/closeness.ts';
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
const candidates = 100;
/** Closeness of those in whose id, name or e-mail the words stand as they are. */
const partClose = 0.8;
/** Closeness below which nobody is named. */
const leastClose = 0.45;
/** Entries of the index that one look-up walks through. */
const mostWalked = 3000;

/**
 * People whose id, name or e-mail resembles the words, closest first: an exact one, then a part, then the most common letter triples (slips and
 * accents forgiven). Empty words find nobody.
 */
export function findPeople(store: Store, words: string, limit: number): FoundPerson[] {
  const wanted = plain(words);
  if (wanted === '') return [];
  const whole = [...exactRows(store, words), ...wholeRows(store, wanted)];
  const parts = ranked(whole, wanted).filter(({ closeness }) => closeness >= partClose);
  const exact = parts.filter(({ closeness }) => closeness === 1);
  if (exact.length > 0) return exact.slice(0, limit);
  if (parts.length >= limit) return parts.slice(0, limit);
  return ranked([...whole, ...similarRows(store, wanted)], wanted)
    .filter(({ closeness }) => closeness >= leastClose)
    .slice(0, limit);
}

/** Each person once, closest first. */
function ranked(rows: readonly PersonRow[], wanted: string): FoundPerson[] {
  return [...new Map(rows.map((row) => [row.row, row])).values()]
    .map((row) => toPerson(row, closenessOf(row, wanted)))
    .sort((one, other) => other.closeness - one.closeness || (one.customerId < other.customerId ? -1 : 1));
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

/**
 * People in whose id, name or e-mail the words stand as they are; two letters, or a Chinese sign, are looked up by their beginning, which reads every name.
 */
function wholeRows({ sqlite }: Store, wanted: string): PersonRow[] {
  if (triplesOf(wanted).length > 0) return matchingRows(sqlite, quoted(wanted));
  if (!isTelling(wanted)) return [];
  return sqlite
    .prepare<[string, string], PersonRow>(
      `select ${columns} from customer c where c.public_id like ? escape '!' or c.name like ? escape '!' limit 50`,
    )
    .all(`${escapeLike(wanted)}%`, `${escapeLike(wanted)}%`);
}

/** People who share letter triples with the words, the rare ones: a triple that every id has tells nothing, and would make the index walk through everybody. */
function similarRows({ sqlite }: Store, wanted: string): PersonRow[] {
  sqlite.exec(
    "create virtual table if not exists temp.customer_triple using fts5vocab('main', 'customer_search', 'row')",
  );
  const triples = sqlite
    .prepare<[string], { term: string; people: number }>(
      'select term, doc as people from temp.customer_triple where term in (select value from json_each(?)) order by doc',
    )
    .all(JSON.stringify(triplesOf(wanted)));
  let walked = 0;
  const rare = triples.filter(({ people }, place) => {
    walked += people;
    return place === 0 || walked <= mostWalked;
  });
  return rare.length === 0 ? [] : matchingRows(sqlite, rare.map(({ term }) => quoted(term)).join(' OR '));
}

/** The index ranks by how many of the words or triples fit, and how rare they are. */
function matchingRows(sqlite: Store['sqlite'], query: string): PersonRow[] {
  return sqlite
    .prepare<[string, number], PersonRow>(
      `select ${columns} from customer_search s join customer c on c.id = s.rowid where customer_search match ? order by rank limit ?`,
    )
    .all(query, candidates);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
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
