import type { QuestionContext } from './context.ts';

const beside = [
  /["“'#]([^"”'\s]+)["”']?/,
  /\b(?:tag|label)(?: of)? (?!on\b|from\b|to\b|for\b|off\b|as\b|list\b)([\p{Letter}\d_-]+)/iu,
  /\b(?:as|with|a|an|the)\s+([\p{Letter}\d_-]+)(?: (?:tag|label))?$/iu,
  /(?:^|\s)(?!the\b|a\b|an\b)([\p{Letter}\d_-]+) (?:tag|label)\b/iu,
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
  return used?.tag ?? beside.map((pattern) => pattern.exec(rest)?.[1]).find((tag) => tag !== undefined);
}
