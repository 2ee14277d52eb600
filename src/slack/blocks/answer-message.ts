import type { Answer } from '../../questions/answer.ts';
import type { ChatMessage } from '../kit.ts';
import { context } from './blocks.ts';
import { maskedAnswer } from './masked-answer.ts';
import { message, type Parts } from './message.ts';
import { nextSteps, offerRows } from './next-steps.ts';
import { personCard } from './person-card.ts';
import { bold, bullets, emoji, facts, paragraph } from './rich-text.ts';
import { table } from './table.ts';

/**
 * An answer as a message: what was found first, then why to be careful, then the details, then what to do, and small at its end how Patron knows. In a
 * channel e-mail addresses are masked. Buttons: `ask:N` with the question as its value, `offer:KIND` with the offer as JSON.
 */
export function answerMessage(answer: Answer, { place }: { readonly place: 'channel' | 'private' }): ChatMessage {
  const shown = place === 'channel' ? maskedAnswer(answer) : answer;
  const parts = personCard(shown) ?? plainParts(shown);
  return message(
    shown.headline,
    [
      ...parts,
      ...(shown.table === undefined ? [] : table(shown.table)),
      ...offerRows(shown.offers ?? []),
      ...nextSteps(shown),
      context(shown.basis),
    ],
    shown.chart,
  );
}

function plainParts({ headline, period, caution, facts: values = [], lines = [] }: Answer): Parts {
  const [only, ...others] = lines;
  return [
    paragraph(bold(headline)),
    context(period === undefined ? undefined : period.charAt(0).toUpperCase() + period.slice(1)),
    caution === undefined ? undefined : paragraph(emoji('warning'), ` ${caution}`),
    facts(values),
    only !== undefined && others.length === 0 ? paragraph(only) : bullets(lines),
  ];
}
