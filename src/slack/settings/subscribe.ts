import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { languages } from '../../domain/language.ts';
import { watchedWords } from '../../domain/watched-words.ts';
import { addRule, listRules } from '../../store/alert-rules.ts';
import {
  findSubscription,
  keepSubscription,
  type SubscriptionKind,
  subscriptionKinds,
} from '../../store/chat-subscriptions.ts';
import { patiently } from '../../store/patiently.ts';
import { buttons } from '../blocks/blocks.ts';
import { message } from '../blocks/message.ts';
import { bold, bullets, channelLink, mention, paragraph } from '../blocks/rich-text.ts';
import { digestMessage, itemBlocks } from '../digest/digest-message.ts';
import { digestFor, placeOf } from '../digest/post-digest.ts';
import type { BotKit, ChatMessage } from '../kit.ts';
import type { Manner } from './channel-window.ts';
import { defaultRules, usualCap } from './default-rules.ts';

/** A subscription that waits for a yes. */
export interface Wish extends Manner {
  readonly channel: string;
  readonly kind: SubscriptionKind;
}

/** What the button of a yes carries. */
export const wishShape: z.ZodType<Wish> = z.object({
  channel: z.string().regex(/^[CDG][A-Z0-9]+$/),
  kind: z.enum(subscriptionKinds),
  timeZone: z.string(),
  language: z.enum(languages),
  showsNames: z.boolean(),
});

/** What a channel would get, as it would get it, for whoever wants to subscribe it: with a button to begin, and one to say how. Raises what finding it raises. */
export async function previewOf(kit: Pick<BotKit, 'patron' | 'store' | 'clock'>, wish: Wish): Promise<ChatMessage> {
  return wish.kind === 'digest' ? previewDigest(kit, wish) : previewAlerts(kit, wish);
}

async function previewDigest(kit: Pick<BotKit, 'patron' | 'store' | 'clock'>, wish: Wish): Promise<ChatMessage> {
  const answer = await digestFor(kit, wish);
  return digestMessage(answer, {
    language: wish.language,
    place: placeOf(wish.channel),
    above: aboveOf(wish, ' would get this once a week:'),
    below: yesRow(wish, 'Send it every week'),
  });
}

/** The rules with how many they hold for now, and one alert as it would look. */
async function previewAlerts({ patron, store }: Pick<BotKit, 'patron' | 'store'>, wish: Wish): Promise<ChatMessage> {
  const own = listRules(store, wish.channel).map(({ watched }) => watched);
  const rules = own.length > 0 ? own : defaultRules;
  const sightings = await patron.watch(rules);
  const lines = rules.map((watched, index) => {
    const count = sightings[index]?.customerIds?.length;
    const now = watched.kind === 'day-revenue' ? '' : count === undefined ? ': needs a model first' : `: ${count} now`;
    return `${watchedWords(watched, wish.language)}${now}`;
  });
  const sample = rules
    .map((watched, index) => ({ watched, customerIds: sightings[index]?.customerIds?.slice(0, 1) ?? [] }))
    .find(({ customerIds }) => customerIds.length > 0);
  const names = wish.showsNames ? 'shown' : 'hidden';
  const answer = sample && (await patron.alert({ ...sample, language: wish.language, names }));
  const title = 'Alerts, each once, for those who enter from now on. Whoever is in already is not told of.';
  return message(title, [
    aboveOf(wish, ' would be told:'),
    paragraph(bold(title)),
    bullets(lines),
    ...(answer ? [paragraph('An alert looks like this:'), ...(answer.items ?? []).flatMap(itemBlocks)] : []),
    yesRow(wish, 'Send these alerts'),
  ]);
}

function aboveOf({ channel }: Wish, words: string): KnownBlock {
  return paragraph(
    'Only you see this. ',
    placeOf(channel) === 'private' ? 'This conversation' : channelLink(channel),
    words,
  );
}

function yesRow(wish: Wish, text: string) {
  return buttons([
    { text, actionId: 'settings:subscribe', value: JSON.stringify(wish), style: 'primary' },
    { text: 'Settings…', actionId: 'settings:open', value: wish.channel },
  ]);
}

/**
 * Says in the channel what it gets from now on, and begins; gives why not, in words, where Patron may not write there. `pressId` names the yes: taken up again
 * after a fault, it says nothing twice.
 */
export async function subscribe(
  kit: BotKit,
  wish: Wish,
  yes: { readonly userId: string; readonly pressId: string },
): Promise<string | undefined> {
  const { store, clock, poster } = kit;
  if (findSubscription(store, wish.channel, wish.kind) === undefined) {
    const target = { key: `subscribed:${yes.pressId}`, channel: wish.channel };
    const { failure } = await poster.post(target, welcome(wish, yes.userId));
    if (failure !== undefined) return failure;
  }
  await patiently(store, () => keepWish(kit, wish, { userId: yes.userId, at: clock.now().getTime() }));
  return undefined;
}

/** What everybody in the channel is told when it begins. */
function welcome({ kind, showsNames, channel }: Wish, userId: string): ChatMessage {
  const what = kind === 'digest' ? 'the weekly digest' : 'alerts';
  const who = showsNames ? 'Customers are called by name.' : 'Customers are called by id.';
  return message(`From now on ${what} will come here.`, [
    paragraph('From now on ', bold(what), ' will come here; ', mention(userId), ` asked for it. ${who}`),
    buttons([{ text: 'Settings…', actionId: 'settings:open', value: channel }]),
  ]);
}

/** Keeps a subscription, and for alerts the rules to begin with. */
function keepWish({ store }: BotKit, wish: Wish, { userId, at }: { userId: string; at: number }): void {
  const { channel, kind } = wish;
  keepSubscription(store, { ...wish, createdBy: userId, createdAt: at });
  if (kind !== 'alerts' || listRules(store, channel).length > 0) return;
  for (const watched of defaultRules)
    addRule(store, { channel, watched, dailyCap: usualCap, createdBy: userId, createdAt: at });
}
