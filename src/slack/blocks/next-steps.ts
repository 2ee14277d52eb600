import type { ActionsBlock, RichTextBlock } from '@slack/types';
import type { Answer, AnswerOffer } from '../../questions/answer.ts';
import { type ButtonWords, buttons } from './blocks.ts';
import { limits } from './limits.ts';
import { code, paragraph, type Span } from './rich-text.ts';

/** Buttons that a phone shows without filling its screen. */
const stepsShown = 6;

/** What to ask next, as buttons (`ask:N`, the question as value), and what only a terminal does, as text. */
export function nextSteps(answer: Answer): (ActionsBlock | RichTextBlock | undefined)[] {
  const typed = answer.next.filter(isTyped);
  const asked = answer.next.filter((step) => !isTyped(step) && step.length <= limits.buttonValue);
  const row = asked.slice(0, stepsShown).map((question, index) => ({
    text: labelOf(question, index, answer),
    actionId: `ask:${index}`,
    value: question,
  }));
  return [buttons(row), typed.length === 0 ? undefined : paragraph('In a terminal: ', ...joined(typed))];
}

/** A step that is a command, and no question. */
function isTyped(step: string): boolean {
  return /^patron(\s|$)/.test(step);
}

function joined(steps: readonly string[]): Span[] {
  return steps.flatMap((step, index) => (index === 0 ? [code(step)] : [' or ', code(step)]));
}

/** Short words for the questions that stand under a person's card, where it is plain who is meant. */
const aboutPerson: readonly (readonly [RegExp, string])[] = [
  [/^why\b/i, 'Why?'],
  [/\boffer/i, 'What to offer'],
  [/\b(history|orders)\b/i, 'History'],
  [/\b(would|what if)\b/i, 'What would change it'],
  [/\bleaving\b/i, 'Leaving?'],
  [/^who is\b/i, 'Card'],
];

function labelOf(question: string, index: number, { id, customerId, lines = [], next }: Answer): string {
  if (id === 'several' && next.every((step) => !isTyped(step)) && lines.length >= next.length) {
    // Each person is a line, `Anna Meier (17850): 20 orders`, and the question of the same place.
    return lines[index]?.replace(/: [^:]*$/, '') ?? question;
  }
  const short = customerId !== undefined && question.includes(customerId);
  const words = short ? aboutPerson.find(([pattern]) => pattern.test(question))?.[1] : undefined;
  return words ?? question.charAt(0).toUpperCase() + question.slice(1);
}

/** Offers as buttons that ask before they do it. Action ids must differ within a row, so that a second offer of a kind begins another. */
export function offerRows(offers: readonly AnswerOffer[]): (ActionsBlock | undefined)[] {
  const rows: ButtonWords[][] = [];
  for (const offer of offers) {
    const made = [offerButton(offer), ...otherTag(offer)];
    const free = rows.find((row) => row.every(({ actionId }) => made.every((button) => actionId !== button.actionId)));
    if (free) free.push(...made);
    else rows.push(made);
  }
  return rows.slice(0, stepsShown).map(buttons);
}

function offerButton(offer: AnswerOffer): ButtonWords {
  const { title, text, yes } = offerWords(offer);
  return {
    text: title,
    actionId: `offer:${offer.kind}`,
    value: JSON.stringify(offer),
    ...(offer.kind === 'tag' || offer.kind === 'subscribe' ? { style: 'primary' as const } : {}),
    confirm: { title: `${title}?`, text, yes, no: 'Not now' },
  };
}

/** A tag that is offered can be another one: `tag:edit` opens a window for it. */
function otherTag(offer: AnswerOffer): ButtonWords[] {
  return offer.kind === 'tag' ? [{ text: 'Other tag…', actionId: 'tag:edit', value: JSON.stringify(offer) }] : [];
}

function offerWords(offer: AnswerOffer): { readonly title: string; readonly text: string; readonly yes: string } {
  switch (offer.kind) {
    case 'tag':
      return {
        title: `Tag as ${offer.tag}`,
        text: `The tag '${offer.tag}' is kept in Patron, and can be taken back. It reaches HubSpot only with a push that an approver said yes to.`,
        yes: 'Tag',
      };
    case 'untag':
      return {
        title: `Remove tag ${offer.tag}`,
        text: `The tag '${offer.tag}' is removed in Patron. HubSpot follows with the next push that an approver says yes to.`,
        yes: 'Remove',
      };
    case 'push':
      return {
        title: offer.rule === undefined ? 'Show what would be written' : `Tag as ${offer.rule} in HubSpot`,
        text: 'Patron works out what it would write into HubSpot and shows it here. Nothing is written before an approver says yes to that.',
        yes: 'Show it',
      };
    case 'subscribe':
      return {
        title: offer.to === 'digest' ? 'Send the digest here' : 'Send alerts here',
        text: `Everybody in this channel will see ${offer.to === 'digest' ? 'the weekly digest' : 'alerts'}. It can be ended at any time.`,
        yes: 'Send here',
      };
    case 'unsubscribe':
      return {
        title: offer.to === 'digest' ? 'End the digest here' : 'End alerts here',
        text: `Nobody in this channel will be sent ${offer.to === 'digest' ? 'the weekly digest' : 'alerts'} any more.`,
        yes: 'End',
      };
    case 'mute':
      return {
        title: `Mute for ${offer.days === 1 ? 'a day' : `${offer.days} days`}`,
        text: `No ${offer.to === 'digest' ? 'digest' : 'alerts'} in this channel until then.`,
        yes: 'Mute',
      };
  }
}
