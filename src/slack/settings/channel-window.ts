import type { InputBlock, ModalView } from '@slack/types';
import { formatDay } from '../../domain/calendar.ts';
import { languages } from '../../domain/language.ts';
import {
  findSubscription,
  type Subscription,
  type SubscriptionKind,
  subscriptionKinds,
} from '../../store/chat-subscriptions.ts';
import { buttons } from '../blocks/blocks.ts';
import { limits } from '../blocks/limits.ts';
import { page } from '../blocks/message.ts';
import { plain } from '../blocks/plain.ts';
import type { BotKit } from '../kit.ts';
import { type Choice, type FilledForm, optionOf, selectField } from './form.ts';
import { zoneChoices } from './zones.ts';

/** How a channel is to be written to. */
export type Manner = Pick<Subscription, 'timeZone' | 'language' | 'showsNames'>;

/** What somebody chose for a channel. */
export interface ChannelChoice extends Manner {
  readonly channel: string;
  readonly kinds: readonly SubscriptionKind[];
  /** Nothing is sent for so many days; 0: send again at once; undefined: as it is. */
  readonly muteDays?: number;
}

const kindWords: Readonly<Record<SubscriptionKind, string>> = {
  digest: 'Weekly digest: at most five things to look at',
  alerts: 'Alerts: when a customer enters a group or crosses a bound',
};

/** Id of the field of the channel: choosing another one asks for its window. */
export const channelFieldId = 'settings:channel';

/** Lets channels be chosen, those shared with other companies apart. */
function channelField(channel: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: channelFieldId,
    dispatch_action: true,
    label: plain('Channel', limits.header),
    element: {
      type: 'conversations_select',
      action_id: channelFieldId,
      placeholder: plain('Choose a channel', limits.header),
      filter: { include: ['public', 'private'], exclude_bot_users: true, exclude_external_shared_channels: true },
      ...(channel === undefined ? {} : { initial_conversation: channel }),
    },
  };
}

/** The window in which an approver says what a channel gets, and how: with what it gets now filled in. */
export function channelWindow(
  { store, timeZone, clock }: Pick<BotKit, 'store' | 'timeZone' | 'clock'>,
  channel: string | undefined,
): ModalView {
  const own =
    channel === undefined ? [] : subscriptionKinds.flatMap((kind) => findSubscription(store, channel, kind) ?? []);
  const how: Manner = own[0] ?? { timeZone, language: 'en', showsNames: false };
  // Fields keep what was typed while their ids stay the same; those of another channel must begin anew.
  const id = (name: string) => fieldId(name, channel ?? '');
  return {
    type: 'modal',
    callback_id: 'settings_channel',
    private_metadata: channel ?? '',
    title: plain('What Patron sends', limits.header),
    submit: plain('Save', limits.header),
    close: plain('Cancel', limits.header),
    blocks: page([
      channelField(channel),
      whatField(
        id('what'),
        own.map(({ kind }) => kind),
      ),
      selectField(
        { id: id('zone'), label: 'Time zone', hint: 'On whose clocks a week begins and the digest comes.' },
        { choices: zoneChoices(timeZone, how.timeZone), chosen: how.timeZone },
      ),
      selectField(
        { id: id('language'), label: 'Language' },
        {
          choices: [
            [languages[0], 'English'],
            [languages[1], '中文'],
          ],
          chosen: how.language,
        },
      ),
      selectField(
        {
          id: id('names'),
          label: 'Customers',
          hint: 'Everybody who can read the channel sees this. E-mail addresses are masked either way.',
        },
        {
          choices: [
            ['hidden', 'By id alone'],
            ['shown', 'By name'],
          ],
          chosen: how.showsNames ? 'shown' : 'hidden',
          isOpen: true,
        },
      ),
      muteField(id('mute'), own, { now: clock.now().getTime(), timeZone: how.timeZone }),
      buttons([
        ...(channel === undefined ? [] : [{ text: 'Alert rules…', actionId: 'settings:rules', value: channel }]),
        { text: 'Preview the digest', actionId: 'digest:preview', value: '' },
      ]),
    ]),
  };
}

function fieldId(name: string, channel: string): string {
  return `${name}:${channel}`;
}

function whatField(id: string, kinds: readonly SubscriptionKind[]): InputBlock {
  const options = subscriptionKinds.map((kind) => optionOf([kind, kindWords[kind]]));
  const initial = options.filter(({ value }) => kinds.some((kind) => kind === value));
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plain('What it gets', limits.header),
    hint: plain('Something new is shown to you alone first, and begins when you say so.', limits.header),
    element: {
      type: 'checkboxes',
      action_id: id,
      options,
      ...(initial.length > 0 ? { initial_options: initial } : {}),
    },
  };
}

function muteField(
  id: string,
  own: readonly Subscription[],
  { now, timeZone }: { now: number; timeZone: string },
): InputBlock {
  const until = Math.max(0, ...own.map(({ mutedUntil = 0 }) => mutedUntil));
  const muted: readonly Choice[] = until > now ? [['keep', `Muted until ${formatDay(until, timeZone)}`]] : [];
  const choices: readonly Choice[] = [
    ...muted,
    ['0', 'Not muted'],
    ['1', 'For a day'],
    ['7', 'For a week'],
    ['14', 'For two weeks'],
    ['30', 'For a month'],
  ];
  return selectField({ id, label: 'Mute' }, { choices, chosen: muted.length > 0 ? 'keep' : '0' });
}

/** Reads what was chosen; undefined where no channel was. */
export function readChannel(form: FilledForm): ChannelChoice | undefined {
  const channel = form.text(channelFieldId) ?? (form.carried === '' ? undefined : form.carried);
  if (channel === undefined) return undefined;
  const of = (name: string) => form.text(fieldId(name, form.carried));
  const kinds = form.ticked(fieldId('what', form.carried));
  const mute = of('mute');
  return {
    channel,
    kinds: subscriptionKinds.filter((kind) => kinds.includes(kind)),
    timeZone: of('zone') ?? 'UTC',
    language: languages.find((one) => one === of('language')) ?? 'en',
    showsNames: of('names') === 'shown',
    ...(mute === undefined || mute === 'keep' ? {} : { muteDays: Number(mute) }),
  };
}
