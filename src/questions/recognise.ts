import type { PeriodContext } from './period-spans.ts';
import type { Question, Slots } from './question.ts';
import { questions } from './registry.ts';
import { type Named, readSlots } from './slots.ts';

/** A question that a text asks, with all that it names. */
export interface Recognised {
  readonly question: Question;
  readonly slots: Slots;
  /** The text in English without its slots: words that the question may not understand. */
  readonly rest: string;
}

/** Every form with its question, in the order in which they are tried; a second time with the places of groups, which cost more. */
const forms = questions.flatMap((question) =>
  question.forms.map((form) => ({ question, form, placed: new RegExp(form.source, 'd') })),
);

/** The question that a text asks; undefined for none. `typed` has the same words in the letters of the reader. */
export function recognise(
  text: string,
  { typed = text, moment }: { typed?: string; moment: PeriodContext },
): Recognised | undefined {
  for (const { question, form, placed } of forms) {
    if (!form.test(text)) continue;
    const match = placed.exec(text);
    const read = match ? readSlots(question, { text, named: namedIn(match, text, typed), moment }) : undefined;
    if (read) return { question, ...read };
  }
  return undefined;
}

/** What the groups of a match name, in the letters that were typed. */
function namedIn(match: RegExpExecArray, text: string, typed: string): Named {
  const { who, product, tag } = match.indices?.groups ?? {};
  const person = who && nameOf(asTyped(who, text, typed));
  return {
    ...(person ? { who: person } : {}),
    ...(product ? { product: asTyped(product, text, typed).trim() } : {}),
    ...(tag
      ? {
          tag: asTyped(tag, text, typed)
            .replace(/^["“'#]+|["”']+$/g, '')
            .trim(),
        }
      : {}),
  };
}

/** A name without what stands around it in a sentence. */
function nameOf(words: string): string {
  return words
    .replace(/^(?:customer|client|客户)\s+/i, '')
    .replace(/^["'“]|["'”,:;]+$|'s$/g, '')
    .trim();
}

/** The typed letters of a place in the text. Corrections keep words in their places, so words are counted where the letters moved. */
function asTyped([start, end]: [number, number], text: string, typed: string): string {
  if (text.length === typed.length && text === typed.toLowerCase()) return typed.slice(start, end);
  const before = text.slice(0, start).split(' ').length - 1;
  return typed
    .split(' ')
    .slice(before, before + text.slice(start, end).split(' ').length)
    .join(' ');
}
