/** Words that questions and periods are recognised by; a slip in one of five letters or more is forgiven. */
const vocabulary = [
  'about',
  'accurate',
  'against',
  'april',
  'august',
  'before',
  'biggest',
  'buyers',
  'chance',
  'chances',
  'churn',
  'compare',
  'compared',
  'customer',
  'customers',
  'december',
  'digest',
  'explain',
  'february',
  'happened',
  'january',
  'leaving',
  'likely',
  'losing',
  'march',
  'model',
  'month',
  'months',
  'november',
  'october',
  'order',
  'orders',
  'potential',
  'purchase',
  'quarter',
  'quiet',
  'revenue',
  'sales',
  'segment',
  'segments',
  'sellers',
  'september',
  'today',
  'trust',
  'turnover',
  'versus',
  'weeks',
  'yesterday',
];

/** A lower-case text with slips put right, and which words were read as which. */
export interface Corrected {
  readonly text: string;
  readonly slips: readonly { readonly typed: string; readonly read: string }[];
}

/** Puts right one slip (a letter wrong, missing, doubled or swapped) in each word that questions are recognised by. Words stay in their places. */
export function correctSlips(text: string): Corrected {
  const slips: { typed: string; read: string }[] = [];
  const words = text.split(' ').map((word) => {
    const isWord = /^\p{Letter}{5,}$/u.test(word) && !vocabulary.includes(word);
    const read = isWord ? vocabulary.find((known) => isSlipOf(word, known)) : undefined;
    if (read === undefined) return word;
    slips.push({ typed: word, read });
    return read;
  });
  return { text: words.join(' '), slips };
}

/** A plural or another ending is a word of its own and no slip. */
function isSlipOf(word: string, known: string): boolean {
  const isEnding = word.startsWith(known) || (known.startsWith(word) && known.endsWith('s'));
  return !isEnding && isOneSlip(word, known);
}

/** Whether two different words are one edit apart: insertion, deletion, substitution or a swap of neighbours (Damerau 1964). The first letter must agree. */
export function isOneSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1 || one[0] !== other[0]) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
