import { inEnglish } from './chinese.ts';
import { parsePeriod } from './period.ts';
import type { PeriodContext } from './period-spans.ts';
import { readAhead, readSpan } from './spans.ts';

/** Times of the past that are masked at most: a comparison names two. */
const times = 2;

/** A text in lower case with marks in the places of what it names: `§who`, `§product`, `§ahead`, `§period`, `§span`. */
export function maskText(
  plain: string,
  { who, product, moment }: { who?: string | undefined; product?: string | undefined; moment: PeriodContext },
): string {
  const named = inPlaceOf(
    inPlaceOf(plain.toLowerCase().replaceAll('§', ' ').replaceAll('high value', 'high-value'), who, '§who'),
    product,
    '§product',
  );
  let text = inEnglish(named);
  const ahead = readAhead(text);
  if (ahead) text = `${ahead.rest} §ahead`;
  for (let time = 0; time < times; time++) {
    const past = parsePeriod(text, moment);
    if (past) text = inPlaceOf(text, past.matched, '§period');
  }
  const span = readSpan(text);
  return span?.days === undefined ? text : `${span.rest} §span`;
}

/** The text with a mark for the first place where the name stands; behind it where the name was put together from several. */
function inPlaceOf(text: string, name: string | undefined, mark: string): string {
  if (name === undefined) return text;
  const at = text.indexOf(name.toLowerCase());
  return at < 0 ? `${text} ${mark}` : `${text.slice(0, at)} ${mark} ${text.slice(at + name.length)}`;
}
