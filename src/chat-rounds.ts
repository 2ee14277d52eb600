import type { Config } from './config.ts';
import { openAlertRounds } from './jobs/chat/alert-round.ts';
import { openDigestRounds } from './jobs/chat/digest-round.ts';
import type { Alarm } from './jobs/schedule/alarm.ts';
import { openRounds, type Rounds } from './jobs/schedule/rounds.ts';
import { tellRule } from './slack/alerts/tell-rule.ts';
import { postDigest } from './slack/digest/post-digest.ts';
import type { BotKit } from './slack/kit.ts';
import { openPushRounds } from './slack/pushes/tell-pushes.ts';
import { followSetting } from './store/chat-subscriptions.ts';
import { patiently } from './store/patiently.ts';
import { findPlannedAt } from './store/planned-posts.ts';

/** The same trouble is told again after so long, ms. */
const tellAgainMs = 3_600_000;

/** Opens the rounds of what the bot says unasked, digests and alerts; a round raises nothing. Raises `bad-setting` for a cron line that cannot be read. */
export function openChatRounds(
  kit: Omit<BotKit, 'roleOf'>,
  { digestCron, slack, shopify, hubspot }: Pick<Config, 'digestCron' | 'slack' | 'shopify' | 'hubspot'>,
  { alarm }: { readonly alarm?: Alarm } = {},
): Rounds {
  const { store, clock, patron, timeZone } = kit;
  const onTrouble = seldom(kit);
  const sources = [...(shopify ? ['shopify'] : []), ...(hubspot ? ['hubspot'] : [])];
  const digests = openDigestRounds({
    store,
    clock,
    cron: digestCron,
    sources,
    isPlanned: (key) => findPlannedAt(store, key) !== undefined,
    post: async (subscription, errand) => void (await postDigest(kit, subscription, errand)),
    onTrouble,
  });
  const alerts = openAlertRounds({
    store,
    clock,
    watch: (rules) => patron.watch(rules),
    tell: (rule, sighting) => tellRule(kit, rule, sighting),
    onTrouble,
  });
  const pushes = openPushRounds({ ...kit, onTrouble });
  const round = async () => {
    try {
      const setting = { channel: slack?.digestChannel, timeZone, at: clock.now().getTime() };
      await patiently(store, () => followSetting(store, setting));
      // Before the first order there is nothing to tell of.
      if (!(await patron.shop()).hasOrders) return;
      await digests();
      await alerts();
      await pushes();
    } catch (error) {
      onTrouble('Digests and alerts could not be looked at; it is tried again in a minute.', error);
    }
  };
  return openRounds(round, alarm);
}

/** Tells the same trouble at most once an hour: a round comes every minute. */
function seldom({ clock, onTrouble }: Pick<BotKit, 'clock' | 'onTrouble'>): BotKit['onTrouble'] {
  const told = new Map<string, number>();
  return (note, error) => {
    const now = clock.now().getTime();
    if (now - (told.get(note) ?? -tellAgainMs) < tellAgainMs) return;
    told.set(note, now);
    onTrouble(note, error);
  };
}
