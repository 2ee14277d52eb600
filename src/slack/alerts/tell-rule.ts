import { localDate, startOfDate } from '../../domain/calendar.ts';
import { type Arm, alertTrial } from '../../domain/control-arm.ts';
import type { Sighting } from '../../patron.ts';
import { keepToldStays, type Stay, toldBy, toldInChannel, untold } from '../../store/alert-members.ts';
import type { AlertRule } from '../../store/alert-rules.ts';
import { findSubscription, type Subscription } from '../../store/chat-subscriptions.ts';
import { armsOf, keepArms } from '../../store/control-arms.ts';
import { toldLeaving } from '../../store/digest-told.ts';
import { patiently } from '../../store/patiently.ts';
import { findPlannedAt, plannedSince } from '../../store/planned-posts.ts';
import { placeOf } from '../digest/post-digest.ts';
import type { BotKit } from '../kit.ts';
import { alertMessage } from './alert-message.ts';
import { proposeRetirement } from './retirement.ts';

/** What telling needs. */
export interface AlertDesk extends Pick<BotKit, 'patron' | 'store' | 'poster' | 'clock'> {
  /** Share of the people of a rule who are left alone; absent: the usual one. */
  readonly holdout?: number;
}

/** Alerts in a channel and day at most: past some twenty messages of a bot people stop reading. */
const mostInChannel = 20;
/** Whom another rule or the digest has told of so lately is not told of again, ms. */
const tellOnceMs = { rules: 86_400_000, digest: 7 * 86_400_000 };

/** Posts what a rule has to tell, in one message, unless it is snoozed, muted, or the channel has had enough for the day. Raises what finding it raises. */
export async function tellRule(desk: AlertDesk, rule: AlertRule, sighting: Sighting): Promise<void> {
  const { store, clock } = desk;
  const now = clock.now().getTime();
  const subscription = findSubscription(store, rule.channel, 'alerts');
  if (!subscription || isQuiet(rule, subscription, now)) return;
  const today = startOfDate(localDate(now, subscription.timeZone), subscription.timeZone);
  if (plannedSince(store, { channel: rule.channel, since: today }) >= mostInChannel) return;
  if (rule.watched.kind === 'day-revenue') {
    if (sighting.day !== undefined) await tellDay(desk, { rule, subscription, day: sighting.day });
    return;
  }
  await tellPeople(desk, { rule, subscription, sighting, now, today });
  await proposeRetirement(desk, { rule, subscription, fruitlessSince: sighting.fruitlessSince, now });
}

function isQuiet({ isMuted, snoozedUntil = 0 }: AlertRule, { mutedUntil = 0 }: Subscription, now: number): boolean {
  return isMuted || snoozedUntil > now || mutedUntil > now;
}

interface Telling {
  readonly rule: AlertRule;
  readonly subscription: Subscription;
}

/** A day is told of once: its key says which. */
async function tellDay(desk: AlertDesk, { rule, subscription, day }: Telling & { day: string }): Promise<void> {
  const key = `alert:${rule.id}:day:${day}`;
  if (findPlannedAt(desk.store, key) !== undefined) return;
  await post(desk, { rule, subscription, key, customerIds: [], more: 0, held: 0 });
}

async function tellPeople(
  desk: AlertDesk,
  { rule, subscription, sighting, now, today }: Telling & { sighting: Sighting; now: number; today: number },
): Promise<void> {
  const { store } = desk;
  const of = rule.watched.kind === 'segment-entry' && rule.watched.move === 'leaves' ? 'left' : 'entered';
  const news = untold(store, { ruleId: rule.id, createdAt: rule.createdAt, of, at: now });
  const [oldest] = news;
  if (!oldest) return;
  const key = `alert:${rule.id}:${oldest.customerId}:${oldest.enteredAt}`;
  const plannedAt = findPlannedAt(store, key);
  if (plannedAt !== undefined) {
    // The process ended between posting and noting it: the message stands, with whoever was news by then.
    const { told: reached } = byArm(news, armsFor(desk, rule, news));
    const told = reached.filter(({ enteredAt, leftAt }) => (leftAt ?? enteredAt) <= plannedAt);
    await patiently(store, () => keepToldStays(store, rule.id, { stays: told, at: plannedAt }));
    return;
  }
  const left = rule.dailyCap - toldBy(store, rule.id).filter(({ at }) => at >= today).length;
  const ranked = byWorth(withoutKnown(desk, { rule, news, now }), sighting);
  const { told, held } = upToCap(ranked, armsFor(desk, rule, ranked), left);
  // Both arms are followed from now on, also where nobody is left to tell of.
  await patiently(store, () => keepArms(store, { ...trialOf(desk, rule, [...told, ...held]), at: now }));
  if (told.length === 0) return;
  const customerIds = told.map(({ customerId }) => customerId);
  const more = news.length - told.length - held.length;
  await post(desk, { rule, subscription, key, customerIds, more, held: held.length });
  await patiently(store, () => keepToldStays(store, rule.id, { stays: told, at: now }));
}

/** A rule and those whom it meets, as its control group knows them. */
function trialOf({ holdout }: AlertDesk, { watched }: AlertRule, stays: readonly Stay[]) {
  const customerIds = stays.map(({ customerId }) => customerId);
  return { rule: alertTrial(watched), customerIds, ...(holdout === undefined ? {} : { share: holdout }) };
}

function armsFor(desk: AlertDesk, rule: AlertRule, stays: readonly Stay[]): ReadonlyMap<string, Arm> {
  return armsOf(desk.store, trialOf(desk, rule, stays));
}

function byArm(
  stays: readonly Stay[],
  arms: ReadonlyMap<string, Arm>,
): { told: readonly Stay[]; held: readonly Stay[] } {
  const isHeld = ({ customerId }: Stay) => arms.get(customerId) === 'control';
  return { told: stays.filter((stay) => !isHeld(stay)), held: stays.filter(isHeld) };
}

/**
 * Those who are told of, down to the last for whom there is room today, and those who are held out from among them. Whether somebody is met at all hangs on
 * who stands before them, never on their own lot: otherwise the two arms would be no comparison.
 */
function upToCap(ranked: readonly Stay[], arms: ReadonlyMap<string, Arm>, room: number) {
  if (room <= 0) return { told: [], held: [] };
  const last = byArm(ranked, arms).told[room - 1];
  return byArm(last ? ranked.slice(0, ranked.indexOf(last) + 1) : ranked, arms);
}

/** News without those of whom another rule has told today, or the digest of the channel this week. */
function withoutKnown(
  { store }: AlertDesk,
  { rule, news, now }: { rule: AlertRule; news: readonly Stay[]; now: number },
): readonly Stay[] {
  const { channel, watched } = rule;
  const known = new Set(toldInChannel(store, { channel, since: now - tellOnceMs.rules }));
  if (watched.kind === 'segment-entry' && watched.group === 'at-risk') {
    for (const id of toldLeaving(store, { channel, since: now - tellOnceMs.digest })) known.add(id);
  }
  return news.filter(({ customerId }) => !known.has(customerId));
}

/** Those with the most money first, as the sighting of the rule has them; whoever is in it no longer comes last, oldest first. */
function byWorth(news: readonly Stay[], { customerIds = [] }: Sighting): readonly Stay[] {
  const ranks = new Map(customerIds.map((id, rank) => [id, rank] as const));
  const rankOf = ({ customerId }: Stay) => ranks.get(customerId) ?? ranks.size;
  return [...news].sort((one, other) => rankOf(one) - rankOf(other));
}

async function post(
  { patron, store, poster }: AlertDesk,
  {
    rule,
    subscription,
    key,
    customerIds,
    more,
    held,
  }: Telling & { key: string; customerIds: readonly string[]; more: number; held: number },
): Promise<void> {
  const { channel, language, showsNames } = subscription;
  const answer = await patron.alert({
    watched: rule.watched,
    customerIds,
    told: toldBy(store, rule.id),
    language,
    names: showsNames ? 'shown' : 'hidden',
  });
  const setting = { ruleId: rule.id, language, place: placeOf(channel), owner: rule.owner, more, held };
  await poster.post({ key, channel }, alertMessage(answer, setting));
}
