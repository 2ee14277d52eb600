import { listSubscriptions, type Subscription } from '../../store/chat-subscriptions.ts';
import type { Store } from '../../store/database.ts';
import { pushPostKey, pushPosts } from '../../store/push-posts.ts';
import { placeOf } from '../digest/post-digest.ts';
import type { BotKit, Role } from '../kit.ts';
import { type PushSetting, pushMessage } from './push-message.ts';

/** What showing a push needs. */
export type PushBoard = Pick<BotKit, 'patron' | 'store' | 'poster' | 'oneTry' | 'onTrouble'>;

/** Where a push is to be shown: in a channel, or in a thread of it. */
export interface PushPlace {
  readonly channel: string;
  readonly threadTs?: string;
  /** Who asked, where one person alone reads it. */
  readonly role?: Role;
}

/** Posts a push once in a place; does nothing where it stands there already. */
export async function postPush(
  { patron, store, poster }: PushBoard,
  id: string,
  { place, ...setting }: PushSetting & { readonly place: PushPlace },
): Promise<void> {
  const { channel, threadTs } = place;
  const card = await patron.pushCard(id, { names: namesIn(store, place) });
  if (!card) return;
  const target = { key: pushPostKey(id, channel), channel, ...(threadTs === undefined ? {} : { threadTs }) };
  await poster.post(target, pushMessage(card, setting));
}

/** Brings every message about a push to how it stands now. What Slack refuses is tried again by the next round. True where all were changed. */
export async function refreshPush(board: PushBoard, id: string, setting: PushSetting = {}): Promise<boolean> {
  const { patron, store, oneTry, onTrouble } = board;
  let isAll = true;
  for (const { channel, ts } of pushPosts(store, id)) {
    const card = await patron.pushCard(id, { names: namesIn(store, { channel }) });
    if (!card) return true;
    const { text, blocks } = pushMessage(card, setting);
    await oneTry.chat.update({ channel, ts, text, blocks: [...blocks] }).catch((error: unknown) => {
      isAll = false;
      onTrouble('A message about a push could not be changed; it is tried again.', error);
    });
  }
  return isAll;
}

/** Channels that are told of pushes that nobody in Slack has asked for: those that get alerts, else those that get the digest. */
export function pushChannels(store: Store): string[] {
  const all = listSubscriptions(store);
  const of = (kind: Subscription['kind']) => all.filter((one) => one.kind === kind).map(({ channel }) => channel);
  const alerted = of('alerts');
  return [...new Set(alerted.length > 0 ? alerted : of('digest'))];
}

/** People are named where a channel was set to show names, and to one person alone who may see them. */
function namesIn(store: Store, { channel, role }: PushPlace): 'shown' | 'hidden' {
  if (placeOf(channel) === 'private') return role === 'viewer' ? 'hidden' : 'shown';
  return listSubscriptions(store).some((one) => one.channel === channel && one.showsNames) ? 'shown' : 'hidden';
}
