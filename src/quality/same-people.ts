import type { PersonRow } from '../domain/quality-tables.ts';
import type { Finding } from './report.ts';
import { limits, severityOf } from './thresholds.ts';
import { countOf } from './wording.ts';
import { firstNames } from './worst.ts';

/** More people than this share no inbox or telephone: the value is a placeholder, or the shop's own. */
const largestHousehold = 8;
/** Digits at the end of a number that tell one telephone from another, whatever prefix it is written with. */
const tellingDigits = 9;
const fewestDigits = 7;

/** An e-mail as its inbox reads it: lower case, no `+tag`, and for Gmail no dots. Undefined for what is no e-mail. */
export function inboxOf(email: string): string | undefined {
  const parts = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(email.normalize('NFKC').trim().toLowerCase());
  if (!parts) return undefined;
  const [, local = '', domain = ''] = parts;
  const box = local.replace(/(?<=.)\+.*$/, '');
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com';
  return isGmail ? `${box.replaceAll('.', '')}@gmail.com` : `${box}@${domain}`;
}

/** The last nine digits of a telephone number. Undefined where there are too few to tell it from another, or they are all the same. */
export function telephoneOf(phone: string): string | undefined {
  const digits = phone.normalize('NFKC').replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < fewestDigits || /^(\d)\1*$/.test(digits)) return undefined;
  return digits.slice(-tellingDigits);
}

/** People who may be one person, and values that too many share; `source` sees the groups that it has a part in. Nobody is merged. */
export function findSamePeople(people: readonly PersonRow[], source: string): Finding[] {
  const groups = [
    ...groupsBy(people, ({ email }) => (email === undefined ? undefined : inboxOf(email))),
    ...groupsBy(people, ({ phone }) => (phone === undefined ? undefined : telephoneOf(phone))),
  ].filter((group) => group.some(({ sources }) => sources.includes(source)));
  const of = people.filter(({ sources }) => sources.includes(source)).length;
  return [
    ...mayBeOne(
      groups.filter((group) => group.length <= largestHousehold),
      of,
    ),
    ...placeholders(
      groups.filter((group) => group.length > largestHousehold),
      of,
    ),
  ];
}

function groupsBy(
  people: readonly PersonRow[],
  keyOf: (person: PersonRow) => string | undefined,
): (readonly PersonRow[])[] {
  const groups = new Map<string, PersonRow[]>();
  for (const person of people) {
    const key = keyOf(person);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(person);
    else groups.set(key, [person]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function mayBeOne(groups: readonly (readonly PersonRow[])[], of: number): Finding[] {
  const pairs = new Set(
    groups.map((group) =>
      group
        .map(({ id }) => id)
        .sort()
        .join(' = '),
    ),
  );
  const involved = new Set(groups.flatMap((group) => group.map(({ id }) => id))).size;
  if (involved === 0) return [];
  return [
    {
      code: 'same-people',
      topic: 'duplicates',
      severity: severityOf(involved, of, limits.samePeople),
      count: involved,
      of,
      words: `${countOf(involved, 'customer')} share an e-mail or a phone with another`,
      treatment: 'listed for review, never merged silently',
      examples: firstNames(pairs),
      fix: { words: 'Give them one customer id in the file, and import it again.', type: 'patron import orders FILE' },
    },
  ];
}

function placeholders(groups: readonly (readonly PersonRow[])[], of: number): Finding[] {
  const involved = new Set(groups.flatMap((group) => group.map(({ id }) => id)));
  if (involved.size === 0) return [];
  return [
    {
      code: 'shared-contact',
      topic: 'duplicates',
      severity: severityOf(involved.size, of, limits.samePeople),
      count: involved.size,
      of,
      words: `${countOf(involved.size, 'customer')} have an e-mail or a phone that more than ${largestHousehold} share`,
      treatment: 'taken for a placeholder: nobody is matched by it',
      examples: firstNames(involved),
      fix: { words: 'Leave the cell empty where the contact is not known.', type: 'patron import customers FILE' },
    },
  ];
}
