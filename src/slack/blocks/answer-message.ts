import type { Answer } from '../../questions/answer.ts';
import type { ChatMessage } from '../kit.ts';
import { context, header } from './blocks.ts';
import { maskedAnswer } from './masked-answer.ts';
import { message } from './message.ts';
import { nextSteps, offerRows } from './next-steps.ts';
import { bold, bullets, emoji, facts, paragraph } from './rich-text.ts';
import { table } from './table.ts';

/**
 * An answer as a message: what was found first, then why to be careful, then the details, then small how Patron knows, last what to do. In a channel e-mail
 * addresses are masked. Buttons: `ask:N` with the question as its value, `offer:KIND` with the offer as JSON.
 */
export function answerMessage(answer: Answer, { place }: { readonly place: 'channel' | 'private' }): ChatMessage {
  const shown = place === 'channel' ? maskedAnswer(answer) : answer;
  const { headline, caution, basis, period, lines = [] } = shown;
  return message(
    headline,
    [
      ...opening(shown),
      period === undefined ? undefined : context(sentence(period)),
      caution === undefined ? undefined : paragraph(emoji('warning'), ` Careful: ${caution}`),
      facts(shown.facts ?? []),
      bullets(lines),
      shown.table === undefined ? [] : table(shown.table),
      context(basis),
      ...offerRows(shown.offers ?? []),
      ...nextSteps(shown),
    ],
    shown.chart,
  );
}

/** A person's card has the name as its title; everything else begins with its sentence. */
function opening({ id, headline }: Answer) {
  const [, name, rest] = id === 'who-is' ? (/^(.{1,120}?): (.+)$/s.exec(headline) ?? []) : [];
  return name !== undefined && rest !== undefined
    ? [header(name), paragraph(sentence(rest))]
    : [paragraph(bold(headline))];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
