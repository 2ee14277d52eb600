import type { PlainTextElement } from '@slack/types';

/** Stands where there is nothing to show: Slack refuses empty texts. */
const nothing = '–';

/**
 * Text that is safe to send and never empty. Taken out: control letters, letters that turn the direction of the line, halves of letters. Line feeds and tabs
 * stay.
 */
export function clean(text: string): string {
  const kept = text.replace(/(?![\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
  const whole = kept
    .replace(/\p{Surrogate}/gu, '\ufffd')

    .trim();
  // Spaces of no width, alone, are as empty to Slack as nothing.
  return /[^\s\u200b-\u200d\u2060]/.test(whole) ? whole : nothing;
}

/** A text of at most `limit` UTF-16 units: cut at a word where one ends near, with `…`. Never between the halves of a letter. */
export function cut(text: string, limit: number): string {
  // What is far past the limit is not looked at: a name may be a novel.
  const near = text.slice(0, 2 * limit + 100);
  const whole = clean(near);
  if (whole.length <= limit && near.length === text.length) return whole;
  const space = whole.slice(0, limit).replace(/\s/g, ' ').lastIndexOf(' ');
  const room = whole.slice(0, space > limit / 2 ? space : limit - 1);
  return `${room.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

/** A text within a limit as blocks show it: a number keeps its per cent sign on its line. */
export function typeset(text: string, limit: number): string {
  return cut(text, limit).replace(/(\d) %/g, '$1\u00a0%');
}

/**
 * A text object that Slack shows letter by letter: no markup, no mention, no emoji, no link. What customers typed goes here or into rich text, which is
 * verbatim too, and never into `mrkdwn`.
 */
export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: typeset(text, limit), emoji: false };
}
