import type { App } from '@slack/bolt';
import { z } from 'zod';
import { formatDay } from '../../domain/calendar.ts';
import { dayMs } from '../../domain/clock.ts';
import type { AnswerOffer } from '../../questions/answer.ts';
import { dropSubscription, findSubscription, muteSubscription } from '../../store/chat-subscriptions.ts';
import { patiently } from '../../store/patiently.ts';
import { faultMessage } from '../asking/compose.ts';
import { tellPresser } from '../asking/private-reply.ts';
import { placeOf } from '../digest/post-digest.ts';
import type { BotKit, ChatMessage } from '../kit.ts';
import { readCarried, readPress } from '../press.ts';
import { sentence } from '../refusal.ts';
import { mayChange } from './allowed.ts';
import { previewOf } from './subscribe.ts';

type TellingOffer = Extract<AnswerOffer, { readonly to: string }>;

const to = z.enum(['digest', 'alerts']);
const tellingOffer: z.ZodType<TellingOffer> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['subscribe', 'unsubscribe']), to }),
  z.object({ kind: z.literal('mute'), to, days: z.number().int().min(1).max(365) }),
]);

/** The buttons under an answer that begin, end or mute what a channel gets. Beginning is a preview first, for the presser alone. */
export function offers(app: App, kit: BotKit): void {
  app.action(/^offer:(?:subscribe|unsubscribe|mute)$/, async ({ body, respond }) => {
    const press = readPress(body);
    const offer = readCarried(press?.value, tellingOffer);
    const channel = press?.on?.channel;
    if (!press || !offer || channel === undefined || !(await mayChange(kit, press, respond))) return;
    const message = await takeUp(kit, offer, channel).catch((error: unknown) => faultMessage(kit, error, 'private'));
    await tellPresser(kit, press, { message, respond });
  });
}

async function takeUp(kit: BotKit, offer: TellingOffer, channel: string): Promise<ChatMessage> {
  const { store, clock, timeZone } = kit;
  const what = offer.to === 'digest' ? 'the digest' : 'alerts';
  const known = findSubscription(store, channel, offer.to);
  if (offer.kind === 'subscribe') {
    if (known) return sentence(`This channel gets ${what} already.`);
    const showsNames = placeOf(channel) === 'private';
    return previewOf(kit, { channel, kind: offer.to, timeZone, language: 'en', showsNames });
  }
  if (!known) return sentence(`This channel does not get ${what}.`);
  if (offer.kind === 'mute') {
    const until = clock.now().getTime() + offer.days * dayMs;
    await patiently(store, () => muteSubscription(store, { channel, kind: offer.to, until }));
    return sentence(`This channel gets ${what} again after ${formatDay(until, known.timeZone)}.`);
  }
  await patiently(store, () => dropSubscription(store, channel, offer.to));
  return sentence(`This channel gets ${what} no longer.`);
}
