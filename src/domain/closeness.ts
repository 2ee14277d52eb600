/**
 * How close a text comes to wanted words, both plain: 1 for equal ones; 0.9 for whole words of the text; 0.8 for another part of it; else Dice's
 * coefficient (1945) of letter triples, with the whole text, or, four fifths of it, with as many words of the text in a row.
 */
export function closeness(text: string, wanted: string): number {
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
export function isTelling(wanted: string): boolean {
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

/** Every three letters in a row. */
export function triplesOf(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''));
}

/** Lower case, without accents, single spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
