import type { QuestionContext } from './context.ts';

const beside = [
  /["“'#]([^"”'\s]+)["”']?/,
  /\b(?:tag|label)(?: of)? (?!on\b|from\b|to\b|for\b|off\b|as\b|list\b)([\p{Letter}\d_-]+)/iu,
  /\b(?:as|with|a|an|the)\s+([\p{Letter}\d_-]+)(?: (?:tag|label))?$/iu,
  /(?:^|\s)(?!(?:the|an?|by|with|this|which|what)\b)([\p{Letter}\d_-]+) (?:tag|label)\b/iu,
  /标签(?:为|是|叫)?\s*([\p{Letter}\d_-]+)/u,
  /(?:打上?|加上?|标记为|标为|标记)\s*([\p{Letter}\d_-]+?)\s*(?:标签)?$/u,
  /([a-z\d_-]+)\s*(?:的)?标签/iu,
];

/** The tag that a text names: one that is in use, else what stands in quotation marks or beside the word tag. */
export function tagIn(plain: string, who: string | undefined, context: QuestionContext): string | undefined {
  const at = who === undefined ? -1 : plain.toLowerCase().indexOf(who.toLowerCase());
  const rest = at < 0 || who === undefined ? plain : `${plain.slice(0, at)}${plain.slice(at + who.length)}`.trim();
  const words = rest.toLowerCase();
  const used = context.tagsInUse().find(({ tag }) => ` ${words} `.includes(` ${tag} `));
  return (
    used?.tag ?? beside.map((pattern) => pattern.exec(rest)?.[1]).find((tag) => tag !== undefined) ?? onlyWord(rest)
  );
}

/** The one word that is left beside those of telling to tag: `remove vip`. */
function onlyWord(rest: string): string | undefined {
  const words = rest.split(/\s+/).filter((word) => word !== '' && !telling.test(word));
  return words.length === 1 ? words[0] : undefined;
}

const telling =
  /^(?:tag|label|add|put|set|give|make|mark|flag|remove|delete|drop|clear|take|off|from|to|of|on|for|as|is|no|longer|not|a|an|the|please|now|去掉|加上?|设为|标|不要给?|给)$/i;
