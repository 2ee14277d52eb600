import { inEnglish } from './chinese.ts';
import type { QuestionContext } from './context.ts';
import { parsePeriod } from './period.ts';
import type { Question } from './registry.ts';
import { momentOf } from './words.ts';

/** Words that change nothing in a question that was recognised. A negation is none of them. */
const fillers = new Set(
  `a about hello hi hallo hilfe wrong call contact email e-mail message talk write reach ring must accurate why low active add all am an and answer are as ask at average backtest be been before best better big  biggest bought business buy buyer buyers buying by can
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
const counted =
  /\b(?:top|best|biggest|first|the|most) (?:\d{1,6}|five|ten|twenty|fifty)\b|\b(?:\d{1,6}|five|ten|twenty|fifty) (?=(?:most|best|top|biggest|likely|customers|buyers|people|clients)\b)/g;
const future = /\b(?:next|coming) (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?)\b|\btomorrow\b/g;

/** Words of a lower-case question that its answer does not take into account: a place, a product, a negation, the future, a period where none counts. */
export function unreadWords(text: string, question: Question, context: QuestionContext): string[] {
  const english = inEnglish(text);
  const { phrases, rest } = question.takesPeriod ? withoutPeriods(english, context) : withoutPresent(english, context);
  const ahead = rest.match(future) ?? [];
  const words = rest
    .replace(future, ' ')
    .replace(counted, ' ')
    .split(/[\s,;:()"“”]+/)
    .map((word) => word.replace(/'s?$/, ''))
    .filter((word) => !fillers.has(word) && !/\p{Script=Han}/u.test(word) && /[\p{Letter}\d]/u.test(word));
  return [...phrases, ...ahead, ...words];
}

interface Rest {
  readonly phrases: readonly string[];
  readonly rest: string;
}

function withoutPeriods(text: string, context: QuestionContext): Rest {
  const moment = momentOf(context);
  const first = parsePeriod(text, moment);
  if (!first) return { phrases: [], rest: text };
  return { phrases: [], rest: parsePeriod(first.rest, moment)?.rest ?? first.rest };
}

function withoutPresent(text: string, context: QuestionContext): Rest {
  const plain = text.replace(harmless, ' ');
  const past = parsePeriod(plain, momentOf(context));
  return past ? { phrases: [past.matched], rest: past.rest } : { phrases: [], rest: plain };
}
