import { clean } from './plain.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Look-alikes: Slack has no way to escape these. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ', ':': '꞉' };

/**
 * A text for the places where Slack knows `mrkdwn` alone (the text of a notification): nothing in it can become a mention, link, emoji, quote or formatting.
 * Formatting begins and ends at the edge of a word only, so the letters of `a_b@example.com` are left as they are; a letter that could format is replaced by
 * its look-alike. `@here` and addresses stay words, as the message is sent with `parse: 'none'` and without `link_names`.
 */
export function escapeMrkdwn(text: string): string {
  return clean(text)
    .replace(/(?<=^|\n)(\s*)>/g, '$1›')
    .replace(/`|:(?=[\w+-]+:)|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (letter) => lookAlikes[letter] ?? letter)
    .replace(/[&<>]/g, (letter) => entities[letter] ?? '');
}
