/** Words that questions and periods are recognised by; a slip in one of five letters or more is forgiven. */
const vocabulary = new Set(
  `about accuracy accurate after again against alert alerts april august average before better bigger biggest bought buyers buying campaign
  campaigns chance chances change changed changes churn client clients cohort cohorts compare compared could customer customers december
  delete digest discount eight email expected explain february first forecast forecasts friday happened history inactive january later leave
  leaving likely losing loyal march model monday money month month's months newsletter november october offer order ordered ordering orders
  ordinary other overdue pause people potential predict prediction predictions product products promotion purchase purchased purchases quality
  quarter quiet reason reasons recommend recommendation recommendations refund refunds reliable remove repeat retention return returning
  returns revenue risky sales saturday search segment segments seller sellers selling september seven should silent snooze something spend
  spender spenders spent subscribe suggest sunday suspicious synced tagged their there these third those three thursday today trust tuesday
  turnover unsubscribe upcoming valuable versus wednesday weekly weeks where which while whose worked working would years yesterday`.split(
    /\s+/,
  ),
);

/** The words by their first letter, in which a slip is not forgiven. */
const byLetter = new Map<string, string[]>();
for (const word of vocabulary) byLetter.set(word.charAt(0), [...(byLetter.get(word.charAt(0)) ?? []), word]);

/** A lower-case text with slips put right, and which words were read as which. */
export interface Corrected {
  readonly text: string;
  readonly slips: readonly { readonly typed: string; readonly read: string }[];
}

/** Puts right one slip (a letter wrong, missing, doubled or swapped) in each word that questions are recognised by. Words stay in their places. */
export function correctSlips(text: string): Corrected {
  const slips: { typed: string; read: string }[] = [];
  const words = text.split(' ').map((word) => {
    const isWord = /^\p{Letter}{5,}$/u.test(word) && !vocabulary.has(word);
    const read = isWord ? byLetter.get(word.charAt(0))?.find((known) => isSlipOf(word, known)) : undefined;
    if (read === undefined) return word;
    slips.push({ typed: word, read });
    return read;
  });
  return { text: words.join(' '), slips };
}

/** A plural or another ending is a word of its own and no slip. */
function isSlipOf(word: string, known: string): boolean {
  const isEnding = word.startsWith(known) || (known.startsWith(word) && known.endsWith('s'));
  return (
    !isEnding &&
    (isOneSlip(word, known) || (Math.abs(word.length - known.length) < 3 && single(word) === single(known)))
  );
}

/** Doubled letters as one: `reccomend` and `recommend` are alike. */
function single(word: string): string {
  return word.replace(/(.)\1/g, '$1');
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
