import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Language } from '../../domain/language.ts';
import type { Answer, AnswerItem } from '../../questions/answer.ts';
import { buttons, context, divider, header } from '../blocks/blocks.ts';
import { maskedAnswer } from '../blocks/masked-answer.ts';
import { message } from '../blocks/message.ts';
import { bold, bullets, emoji, facts, paragraph } from '../blocks/rich-text.ts';
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
}

/**
 * The weekly digest as a message of one screen: the week in a sentence and some figures, then at most five things to look at, each with why, how right such
 * calls were before and one button (`ask:N`), what came of the last digest, and small how Patron knows.
 */
export function digestMessage(answer: Answer, setting: DigestSetting): ChatMessage {
  const { language, place, notes = [], above, below, channel } = setting;
  const shown = place === 'channel' ? maskedAnswer(answer) : answer;
  const { headline, period, caution, basis, items = [], lines = [] } = shown;
  const words = chatWords[language];
  const outcomes = lines.slice(items.length);
  return message(headline, [
    above,
    header(period === undefined ? words.digestTitle : `${words.digestTitle} · ${period}`),
    paragraph(bold(headline)),
    facts(shown.facts ?? []),
    ...items.flatMap((item, index) => itemBlocks(item, index)),
    ...(outcomes.length > 0 ? [divider(), paragraph(bold(words.lastWeek)), bullets(outcomes)] : []),
    caution === undefined ? undefined : paragraph(emoji('warning'), ` ${words.careful}: ${caution}`),
    context(...notes, basis),
    below ?? settingsRow(channel, words.settings),
  ]);
}

/** A thing to look at: what, why, how right that was before, and what to ask. */
export function itemBlocks({ title, words, why, proof, ask }: AnswerItem, index: number): (KnownBlock | undefined)[] {
  const spans = [bold(title), `\n${words}`, ...(why === undefined ? [] : [` ${why}`])];
  return [
    divider(),
    paragraph(...spans),
    context(proof),
    buttons([{ text: ask.label, actionId: `ask:${index}`, value: ask.question }]),
  ];
}

function settingsRow(channel: string | undefined, text: string): ActionsBlock | undefined {
  return channel === undefined ? undefined : buttons([{ text, actionId: 'settings:open', value: channel }]);
}
