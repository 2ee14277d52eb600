import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Language } from '../../domain/language.ts';
import type { Answer, AnswerItem } from '../../questions/answer.ts';
import { buttons, context, header } from '../blocks/blocks.ts';
import { maskedAnswer } from '../blocks/masked-answer.ts';
import { message } from '../blocks/message.ts';
import { bold, bullets, emoji, paragraph } from '../blocks/rich-text.ts';
import type { ChatMessage } from '../kit.ts';
import { chatWords } from './chat-words.ts';

/** How a digest is set. */
export interface DigestSetting {
  readonly language: Language;
  /** Everybody in a channel reads it, or one person alone. */
  readonly place: 'channel' | 'private';
  /** That it is late, or the data old. */
  readonly notes?: readonly string[];
  /** What stands above all, for a preview. */
  readonly above?: KnownBlock;
  /** What stands below all, instead of the way to the settings. */
  readonly below?: ActionsBlock | undefined;
  /** Channel whose settings the last button opens. */
  readonly channel?: string;
  /** Whether scores and tags can be written into a CRM: then a button shows what would be. */
  readonly canPush?: boolean;
}

/**
 * The weekly digest as a message of one screen: the week in a sentence, its figures small, then at most five things to look at, each with why and how right
 * such calls were before, what came of the last digest, how Patron knows, and last one button for each of the things (`ask:N`).
 */
export function digestMessage(answer: Answer, setting: DigestSetting): ChatMessage {
  const { language, place, notes = [], above, below, channel, canPush = false } = setting;
  const shown = place === 'channel' ? maskedAnswer(answer) : answer;
  const { headline, period, caution, basis, facts = [], items = [], lines = [] } = shown;
  const words = chatWords[language];
  const outcomes = lines.slice(items.length);
  return message(headline, [
    above,
    header(headline),
    context([period, ...facts.map(({ label, value }) => `${label} ${value}`)].filter(Boolean).join(' · ')),
    ...items.flatMap(itemBlocks),
    ...(outcomes.length > 0 ? [paragraph(bold(words.lastWeek)), bullets(outcomes)] : []),
    caution === undefined ? undefined : paragraph(emoji('warning'), ` ${words.careful}: ${caution}`),
    context(...notes, basis),
    buttons([
      ...items.map(({ ask }, index) => ({ text: ask.label, actionId: `ask:${index}`, value: ask.question })),
      ...(canPush && !below ? [{ text: words.push, actionId: 'offer:push', value: '{}' }] : []),
      ...(channel === undefined || below ? [] : [{ text: words.settings, actionId: 'settings:open', value: channel }]),
    ]),
    below,
  ]);
}

/** A thing to look at: what it is, and small beneath it why and how right that was before. */
export function itemBlocks({ title, words, why, proof }: AnswerItem): (KnownBlock | undefined)[] {
  const small = [why, proof].filter((part) => part !== undefined).join(' ');
  return [paragraph(bold(title), `\n${capital(words)}`), context(small === '' ? undefined : small)];
}

/** Words that follow a title begin as a sentence does. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
