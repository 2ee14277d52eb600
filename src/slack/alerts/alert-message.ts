import type { ActionsBlock } from '@slack/types';
import type { Language } from '../../domain/language.ts';
import type { Answer } from '../../questions/answer.ts';
import { buttons, context } from '../blocks/blocks.ts';
import { maskedAnswer } from '../blocks/masked-answer.ts';
import { message } from '../blocks/message.ts';
import { cut, plain } from '../blocks/plain.ts';
import { bold, mention, paragraph } from '../blocks/rich-text.ts';
import { chatWords } from '../digest/chat-words.ts';
import { itemBlocks } from '../digest/digest-message.ts';
import type { ChatMessage } from '../kit.ts';

/** How an alert is set. */
interface AlertSetting {
  readonly ruleId: number;
  readonly language: Language;
  readonly place: 'channel' | 'private';
  /** A user whom a person has set to be named: told by Slack. */
  readonly owner?: string | undefined;
  /** How many more there are than the message names. */
  readonly more: number;
  /** How many are not named because they are left alone, so that the others can be held against them. */
  readonly held: number;
}

/** What can be done about a rule from its message. */
export const ruleActs = ['snooze-day', 'snooze-week', 'mute', 'own'] as const;
export type RuleAct = (typeof ruleActs)[number];

/** An alert: who, why, one thing to do for each, how right the rule was before; at its end what can be done about the rule itself (`alert:rule`). */
export function alertMessage(
  answer: Answer,
  { ruleId, language, place, owner, more, held }: AlertSetting,
): ChatMessage {
  const shown = place === 'channel' ? maskedAnswer(answer) : answer;
  const { headline, items = [], basis } = shown;
  const words = chatWords[language];
  const title = cut(headline, 200);
  return message(headline, [
    paragraph(bold(title), ...(owner === undefined ? [] : [`\n${words.for} `, mention(owner)])),
    ...items.flatMap((item, index) => [
      ...itemBlocks(item),
      buttons([{ text: item.ask.label, actionId: `ask:${index}`, value: item.ask.question }]),
    ]),
    context(more > 0 ? words.more(more) : undefined, held > 0 ? words.heldOut(held) : undefined),
    context(basis),
    ruleMenu(ruleId, language),
  ]);
}

function ruleMenu(ruleId: number, language: Language): ActionsBlock {
  const { snoozeDay, snoozeWeek, mute, own } = chatWords[language];
  const labels = { 'snooze-day': snoozeDay, 'snooze-week': snoozeWeek, mute, own };
  return {
    type: 'actions',
    elements: [
      {
        type: 'overflow',
        action_id: 'alert:rule',
        options: ruleActs.map((act) => ({ text: plain(labels[act], 75), value: `${act}:${ruleId}` })),
      },
    ],
  };
}
