/** Letters of a message that are read at most: a question is short, and the rest would only keep the reader busy. */
const longest = 3000;

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * What somebody typed, out of Slack's markup: the bot's own name is left out, links and addresses become their words, `&amp;` a `&`, and asterisks or
 * backticks around words go. How Slack writes markup: docs.slack.dev, messaging/formatting-message-text.
 */
export function questionText(markup: string, botUserId?: string): string {
  return markup
    .slice(0, longest)
    .replace(/<([^<>]*)>/g, (_, inside: string) => ` ${referenceWords(inside, botUserId)} `)
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/(?<![\p{L}\p{N}])([*_~`]+)(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}?!.])([*_~`]+)(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[?!.,;:](?:\s|$))/g, '')
    .trim();
}

/** What stands between angle brackets, as words: `mailto:a@b.example|a@b.example`, `@U123`, `#C123|general`, `!here`. */
function referenceWords(inside: string, botUserId: string | undefined): string {
  const bar = inside.indexOf('|');
  const [target, label] = bar === -1 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (target.startsWith('@')) return target.slice(1) === botUserId ? '' : label;
  if (target.startsWith('#')) return label === '' ? '' : `#${label}`;
  if (target.startsWith('!')) return target.startsWith('!date') ? label : '';
  return label === '' ? target.replace(/^(?:mailto|tel):/, '') : label;
}
