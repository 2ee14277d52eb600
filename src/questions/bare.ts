import { withoutShortForms } from './short-forms.ts';

/** A text without the manners around a question. */
export interface Bare {
  /** The question, in the letters that were typed. */
  readonly plain: string;
  /** It begins as a sentence that goes on: `and`, `what about`, `那`. */
  readonly isConnected: boolean;
}

const politeness =
  /^(?:please|hey|hi(?= patron|,)|hello(?=,)|hi patron|ok|okay|so|well|patron|can you|could you|would you|will you|can i get|could i get|may i (?:ask|see)|can we (?:get|see)|i want to (?:know|see)|i would like to (?:know|see)|i'd like to (?:know|see)|id like to know|i need to know|do you know(?= (?:who|what|how|why|when|which|whether|if))|i was wondering|i wonder|quick question|any idea|just|tell (?:me|us)(?! (?:about|all|everything|something|more|when|if|whenever)\b)|let me know|show (?:me|us)(?! more\b)|show(?= (?:who|what|how|sales|revenue|suspicious|risky|unusual|all|my|our|ordinary|potential))|give (?:me|us)(?= (?!alerts|more\b))|list(?! of)|a list of|list of|find(?= (?:all|out|customers|people|everyone))|look up(?= (?:all|customers who))|whether|if|please)\b[,:]?\s+/i;

const connection =
  /^(?:and|also|what about|how about|(?:the )?same (?:again )?(?:for|with|but)|or|then|now|(?:her|him|them|it)(?=,)|那么?|还有|以及)(?:\b|(?<=\p{Script=Han}))[,，]?\s*/iu;
const chineseManners = /^(?:请问|请|麻烦|帮我|告诉我|我想知道|能不能|能否|可以)\s*/;
const mark = /[?!.,;:\s？！。，；…]/u;

/** What is asked, without politeness, marks at the end and doubled spaces. */
export function bareQuestion(typed: string): Bare {
  let plain = inFullWords(withoutMarks(typed.replaceAll('’', "'").replace(/\s+/g, ' '))).replace(
    /,? (?:please|pls|thanks|thank you|(?<=\w+ \w+ )(?:then|though|by the way))$/i,
    '',
  );
  let isConnected = false;
  for (;;) {
    const next = plain.replace(politeness, '').replace(chineseManners, '');
    const joined = next.replace(connection, '');
    if (joined !== next && joined !== '') isConnected = true;
    const rest = joined === '' ? next : joined;
    if (rest === plain) break;
    plain = rest;
  }
  return {
    plain: /\p{Script=Han}/u.test(plain) ? plain.replace(/[吗呢吧啊呀嘛么]+$/u, withoutParticle) : plain,
    isConnected,
  };
}

/** Short forms in full, with an apostrophe or without: `whos`, `what's`, `hasnt`, `won't`. */
function inFullWords(text: string): string {
  return withoutShortForms(text)
    .replace(/^(who|what|how|when|where|why)(?:'s|s| s) /i, '$1 is ')
    .replace(/\b(has|have|had|did|do|does|is|are|was|were|would|could|should)n'?t\b/gi, '$1 not')
    .replace(/\bwon'?t\b/gi, 'will not')
    .replace(/\bcan'?t\b/gi, 'can not');
}

/** `什么` and `怎么` end in a sign that is no particle. */
function withoutParticle(found: string, at: number, text: string): string {
  return /[什怎那多]$/.test(text.slice(0, at)) && found.startsWith('么') ? '么' : '';
}

/** Marks and spaces at both ends taken off, in one pass each. */
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && mark.test(text.charAt(end - 1))) end--;
  let start = 0;
  while (start < end && /[\s,;:.]/.test(text.charAt(start))) start++;
  return text.slice(start, end);
}
