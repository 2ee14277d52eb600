import type { Answer } from '../../questions/answer.ts';
import { toldInChannel } from '../../store/alert-members.ts';
import type { Subscription } from '../../store/chat-subscriptions.ts';
import { keepTold } from '../../store/digest-told.ts';
import { readFact } from '../../store/facts.ts';
import { patiently } from '../../store/patiently.ts';
import type { BotKit, Posted } from '../kit.ts';
import { chatWords } from './chat-words.ts';
import { digestMessage } from './digest-message.ts';

/** What posting a digest needs. */
export interface DigestDesk extends Pick<BotKit, 'store' | 'poster' | 'clock'> {
  readonly patron: Pick<BotKit['patron'], 'digest'>;
}

/** How late a digest is and how old its data, ms; absent where there is nothing to say. */
interface Errand {
  readonly key: string;
  readonly lateMs?: number;
  readonly staleMs?: number;
}

/** Alerts of so long ago are counted in the digest rather than told again, ms. */
const knownMs = 7 * 86_400_000;
const hourMs = 3_600_000;

/** The digest as a channel reads it: in its language, by name or by id. */
export function digestFor(
  { patron, store, clock }: Pick<DigestDesk, 'patron' | 'store' | 'clock'>,
  { channel, language, showsNames }: Pick<Subscription, 'channel' | 'language' | 'showsNames'>,
): Promise<Answer> {
  const known = toldInChannel(store, { channel, since: clock.now().getTime() - knownMs });
  return patron.digest({ language, names: showsNames ? 'shown' : 'hidden', known });
}

/** Posts the digest of a channel under its key, and keeps whom it named for the next one. Raises what finding it raises. */
export async function postDigest(desk: DigestDesk, subscription: Subscription, errand: Errand): Promise<Posted> {
  const { channel, language } = subscription;
  const answer = await digestFor(desk, subscription);
  const posted = await desk.poster.post(
    { key: errand.key, channel },
    digestMessage(answer, {
      language,
      place: placeOf(channel),
      channel,
      notes: notesOf(subscription, errand),
      canPush: readFact(desk.store, 'access:hubspot') !== undefined,
    }),
  );
  if (posted.failure === undefined) await keepNamed(desk, errand.key, answer);
  return posted;
}

/** Whether one person alone reads what stands there. */
export function placeOf(channel: string): 'channel' | 'private' {
  return /^[DU]/.test(channel) ? 'private' : 'channel';
}

function notesOf({ language }: Subscription, { lateMs, staleMs }: Errand): string[] {
  const words = chatWords[language];
  return [
    ...(lateMs === undefined ? [] : [words.late(lateMs / hourMs)]),
    ...(staleMs === undefined ? [] : [words.stale(staleMs / hourMs)]),
  ];
}

async function keepNamed({ store, clock }: DigestDesk, key: string, { items = [] }: Answer): Promise<void> {
  const at = clock.now().getTime();
  const told = items.flatMap(({ kind, customerIds }) => customerIds.map((customerId) => ({ kind, customerId, at })));
  await patiently(store, () => keepTold(store, key, told));
}
