import type { KnownBlock, ModalView } from '@slack/types';
import { formatDay } from '../../domain/calendar.ts';
import { watchedWords } from '../../domain/watched-words.ts';
import { type AlertRule, listRules } from '../../store/alert-rules.ts';
import { findSubscription } from '../../store/chat-subscriptions.ts';
import { buttons, context, divider } from '../blocks/blocks.ts';
import { limits } from '../blocks/limits.ts';
import { page } from '../blocks/message.ts';
import { plain } from '../blocks/plain.ts';
import { bold, channelLink, mention, paragraph } from '../blocks/rich-text.ts';
import type { BotKit } from '../kit.ts';
import { type Choice, optionOf } from './form.ts';

/** Rules of a channel at most: more of them nobody reads. */
export const mostRules = 15;

/** The rules of a channel, each with what can be done about it (`rule:do`, value `ACT:RULE`). */
export function rulesWindow(
  { store, clock, timeZone }: Pick<BotKit, 'store' | 'clock' | 'timeZone'>,
  channel: string,
): ModalView {
  const rules = listRules(store, channel);
  const now = clock.now().getTime();
  const alerts = findSubscription(store, channel, 'alerts');
  const zone = alerts?.timeZone ?? timeZone;
  return {
    type: 'modal',
    callback_id: 'settings_rules',
    private_metadata: channel,
    title: plain('Alert rules', limits.header),
    close: plain('Close', limits.header),
    blocks: page([
      paragraph('Rules for ', channelLink(channel)),
      alerts
        ? undefined
        : context('This channel gets no alerts yet: tick them in the settings. Rules are kept meanwhile.'),
      rules.length === 0 ? paragraph('There is no rule.') : undefined,
      ...rules.flatMap((rule) => ruleBlocks(rule, { now, timeZone: zone })),
      divider(),
      rules.length < mostRules ? buttons([{ text: 'Add a rule', actionId: 'rule:add', value: channel }]) : undefined,
    ]),
  };
}

function ruleBlocks(rule: AlertRule, { now, timeZone }: { now: number; timeZone: string }): (KnownBlock | undefined)[] {
  const { id, watched, isMuted, snoozedUntil = 0, dailyCap, owner } = rule;
  const isSnoozed = snoozedUntil > now;
  const state = isMuted ? 'Muted' : isSnoozed ? `Snoozed until ${formatDay(snoozedUntil, timeZone)}` : 'On';
  const acts: readonly Choice[] = [
    [`edit:${id}`, 'Change…'],
    isMuted || isSnoozed ? [`wake:${id}`, 'Tell again'] : [`mute:${id}`, 'Mute'],
    [`remove:${id}`, 'Remove'],
  ];
  return [
    divider(),
    paragraph(
      bold(watchedWords(watched)),
      `\n${state}; at most ${dailyCap} customers a day`,
      ...(owner === undefined ? [] : ['; ', mention(owner)]),
    ),
    {
      type: 'actions',
      block_id: `rule:${id}`,
      elements: [{ type: 'overflow', action_id: 'rule:do', options: acts.map(optionOf) }],
    },
  ];
}
