import type { App } from '@slack/bolt';
import { z } from 'zod';
import { formatDay } from '../../domain/calendar.ts';
import { dayMs } from '../../domain/clock.ts';
import { findRule, setRule } from '../../store/alert-rules.ts';
import { findSubscription } from '../../store/chat-subscriptions.ts';
import { patiently } from '../../store/patiently.ts';
import { tellPresser } from '../asking/private-reply.ts';
import type { BotKit } from '../kit.ts';
import { readPress } from '../press.ts';
import { sentence } from '../refusal.ts';
import { mayChange } from '../settings/allowed.ts';
import { type RuleAct, ruleActs } from './alert-message.ts';

/** What the menu of an alert does about its rule: snooze, mute, take over. For approvers; the others are told why not. */
export function alerts(app: App, kit: BotKit): void {
  app.action('alert:rule', async ({ body, respond }) => {
    const press = readPress(body);
    const chosen = readChosen(body);
    if (!press || !chosen || !(await mayChange(kit, press, respond))) return;
    const words = await actOn(kit, chosen, press.userId);
    await tellPresser(kit, press, { message: sentence(words), respond });
  });
}

const chosenAct = z.object({
  actions: z.tuple([z.object({ selected_option: z.object({ value: z.string() }) })]),
});

function readChosen(body: unknown): { act: RuleAct; ruleId: number } | undefined {
  const value = chosenAct.safeParse(body).data?.actions[0].selected_option.value ?? '';
  const [, name, id] = /^([a-z-]+):(\d{1,9})$/.exec(value) ?? [];
  const act = ruleActs.find((one) => one === name);
  return act === undefined ? undefined : { act, ruleId: Number(id) };
}

/** Does it, and says what was done. */
async function actOn(
  { store, clock, timeZone }: BotKit,
  { act, ruleId }: { act: RuleAct; ruleId: number },
  userId: string,
): Promise<string> {
  const rule = findRule(store, ruleId);
  if (!rule) return 'This rule is gone.';
  const days = { 'snooze-day': 1, 'snooze-week': 7, mute: undefined, own: undefined }[act];
  const until = days === undefined ? undefined : clock.now().getTime() + days * dayMs;
  await patiently(store, () => {
    if (act === 'own') setRule(store, ruleId, { owner: userId });
    else setRule(store, ruleId, until === undefined ? { isMuted: true } : { snoozedUntil: until });
  });
  if (act === 'own') return 'Alerts of this rule name you from now on.';
  if (until === undefined) return 'This rule is muted. It can tell again: Settings, Alert rules.';
  const zone = findSubscription(store, rule.channel, 'alerts')?.timeZone ?? timeZone;
  return `This rule keeps still until ${formatDay(until, zone)}.`;
}
