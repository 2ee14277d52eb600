import { rememberFor } from '../domain/remember.ts';
import type { QuestionContext } from './context.ts';
import { parsePeriod } from './period.ts';
import type { Question } from './question.ts';
import { momentOf } from './words.ts';

/** Words that change nothing in any question that was recognised. A negation is none of them. */
const fillers = new Set(
  `chart plot draw graph picture diagram again anything hasn't hasnt haven't havent between bring ever he she her him they think coming came serial through fingers a about hello hi hallo hilfe wrong call contact email e-mail message talk write reach ring must accurate why low active add all am an and answer are as ask at average backtest be been before best better big  biggest bought business buy buyer buyers buying by can
  change changed chance chances churn churned churning churners client clients come comes compare compared comparison could count customer customers day days did digest
  do does doing down drifting drop dropped due each earn earned earning earnings end ever every expected fall falling fell first for forecasts from get give given go going
  gone good goods got grew grow growing growth had happened happening has have help high how i in inactive income is it item items just know large largest lately leave
  leaving likely list long lose losing lost loyal made make many may me mean mine model models money month more most much my name named names near new next now number of
  often on one ones or order ordered ordering orders ordinary our out over overdue overview paid patron pay people per please potential prediction predictions product
  products purchase purchased purchases quality quarter quiet ready rate recently reliable report return returned returns revenue right rise risen rising risk rose sales
  say score scores segment segments segmentation sell seller sellers selling share shop should show silent size sizes slipping so sold some soon spend spender
  spenders spending spent summary sure take taken takings tell than that the their them then there these they things this time times to top total trust turnover up
  us usual valuable value versus vs was we week weekly well went were what whats when which who whom whos whose will win win-back winback with within would
  year you your back away  high-value first-time still lapsed lapsing  best-sellers bestsellers best-seller bestseller refund refunds something
  anybody anyone everybody everyone somebody someone any against compares comparing last same ago earlier it's who's what's we've i've lookup here past previous`.split(
    /\s+/,
  ),
);

/** Words for the present, spans of the future that a chance of 30 days answers, and negations that belong to a question. */
const harmless =
  /\b(?:(?:in |within |over )?(?:the )?next (?:30 days|month|four weeks|4 weeks)|now|today|currently|right now|at the moment|this (?:week|month)|not (?:ordered|bought))\b/g;
const future = /\b(?:next|coming) (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?)\b|\btomorrow\b/g;

/** Whether a lower-case word says nothing of its own: no name, no product, no place. */
export function isFiller(word: string): boolean {
  return fillers.has(word.replace(/'s?$/, ''));
}

/** Words of a recognised question that its answer does not take into account: a place, a negation, the future, a time where none counts. */
export function unreadWords(
  { question, rest: left }: { readonly question: Question; readonly rest: string },
  context: QuestionContext,
): string[] {
  const times = question.takes.includes('period') || question.takes.includes('days');
  const { phrases, rest } = times ? { phrases: [], rest: left } : pastIn(left, context);
  const ahead = rest.match(future) ?? [];
  const words = rest
    .replace(future, ' ')
    .split(/[\s,;:()"“”]+/)
    .map((word) => word.replace(/'s?$/, ''))
    .filter(
      (word) =>
        !fillers.has(word) &&
        !ownWords(question)(word) &&
        !/\p{Script=Han}/u.test(word) &&
        /[\p{Letter}\d]/u.test(word),
    );
  return [...phrases, ...ahead, ...words];
}

/** A text without words for the present, which every question about no time looks at. */
export function withoutPresent(text: string): string {
  return text.replace(harmless, ' ');
}

function pastIn(text: string, context: QuestionContext) {
  const plain = withoutPresent(text);
  const past = parsePeriod(plain, momentOf(context));
  return past ? { phrases: [past.matched], rest: past.rest } : { phrases: [], rest: plain };
}

/** Whether a word belongs to a question: it stands in its forms or examples, but for an ending of up to three letters. */
const ownWords = rememberFor(({ forms, examples }: Question) => {
  const texts = [...forms.map(({ source }) => source.replace(/\\[a-zA-Z]/g, ' ')), ...examples];
  const known = [...new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{Letter}']{2,}/gu) ?? []))];
  const exact = new Set(known);
  const stems = known.filter((word) => word.length >= 4);
  return (word: string): boolean =>
    exact.has(word) ||
    stems.some((stem) => word.startsWith(stem) && word.length - stem.length <= 3) ||
    stems.some((stem) => stem.startsWith(word) && stem.length - word.length === 1);
});
