/** A word of a rule and where it stands. Columns count from 1. */
export interface RuleWord {
  readonly kind: 'word' | 'number' | 'text' | 'sign' | 'end';
  /** As it is meant: a quoted text without its quotes. */
  readonly text: string;
  /** As it is written. */
  readonly written: string;
  readonly column: number;
}

/** A place in a line that cannot be read. */
export class UnreadableRule extends Error {
  readonly column: number;
  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

const patterns = [
  ['space', /\s+/y],
  ['comment', /#.*/y],
  ['text', /"([^"]*)"|'([^']*)'|\u201c([^\u201d]*)\u201d/y],
  ['number', /-?(?:\d+(?:\.\d+)?|\.\d+)%?(?![\p{L}\d_-])/uy],
  ['word', /[\p{L}\d_][\p{L}\d_-]*/uy],
  ['sign', /<=|>=|!=|==|[=<>(),]|\u2264|\u2265|\u2260/y],
] as const;

/** Signs that people type or paste for others. */
const meant = new Map([
  ['==', '='],
  ['\u2264', '<='],
  ['\u2265', '>='],
  ['\u2260', '!='],
]);

/** The words of a line; the last one is its end. What follows `#` outside quotes is left out. Raises UnreadableRule at a sign that means nothing. */
export function wordsOfRule(line: string): RuleWord[] {
  const words: RuleWord[] = [];
  let at = 0;
  while (at < line.length) {
    const found = nextWord(line, at);
    if (found.kind !== 'space' && found.kind !== 'comment')
      words.push({ kind: found.kind, text: found.text, written: found.written, column: at + 1 });
    at += found.written.length;
  }
  const end = line.replace(/\s*(#.*)?$/, '').length;
  return [...words, { kind: 'end', text: '', written: '', column: Math.min(end, line.length) + 1 }];
}

function nextWord(line: string, at: number): { kind: (typeof patterns)[number][0]; text: string; written: string } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (!found) continue;
    const [written, ...quoted] = found;
    const text =
      kind === 'text' ? (quoted.find((part) => part !== undefined) ?? '').trim() : (meant.get(written) ?? written);
    return { kind, text, written };
  }
  const sign = String.fromCodePoint(line.codePointAt(at) ?? 0);
  const hint = /["'\u201c]/.test(sign) ? 'this quote is never closed' : `'${sign}' means nothing here`;
  throw new UnreadableRule(at + 1, hint);
}
