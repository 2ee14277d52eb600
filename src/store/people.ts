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

/**
 * 1 for equal texts; 0.9 for whole words of the other; 0.8 for another part of it; else Dice's coefficient (1945) of letter triples, with the whole text,
 * or, four fifths of it, with as many words of the text in a row.
 */
function closeness(text: string, wanted: string): number {
  if (text === '') return 0;
  if (text === wanted) return 1;
  if (wanted.length >= 3 && ` ${text} `.includes(` ${wanted} `)) return 0.9;
  if ((wanted.length >= 3 && text.includes(wanted)) || (isTelling(wanted) && text.startsWith(wanted))) return 0.8;
  return Math.max(
    dice(text, wanted),
    ...windowsOf(text, wanted.split(' ').length).map((part) => 0.8 * dice(part, wanted)),
  );
}

/** Whether the beginning of a name may be looked up: two letters, or one Chinese sign, which is a family name. */
function isTelling(wanted: string): boolean {
  return wanted.length >= 2 || /\p{Script=Han}/u.test(wanted);
}

/** Every run of `count` words of a text. */
function windowsOf(text: string, count: number): string[] {
  const words = text.split(' ');
  const runs = Math.max(0, words.length - count + 1);
  return Array.from({ length: runs }, (_, place) => words.slice(place, place + count).join(' '));
}

function dice(text: string, wanted: string): number {
  const [one, other] = [triplesOf(` ${text} `), triplesOf(` ${wanted} `)];
  const known = new Set(one);
  const shared = other.filter((triple) => known.has(triple)).length;
  return (2 * shared) / Math.max(1, one.length + other.length);
}

function triplesOf(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''));
}

/** Lower case, without accents, single spaces. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
