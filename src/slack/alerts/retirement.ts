import type { App } from '@slack/bolt';
import { dayMs } from '../../domain/clock.ts';
import type { Language } from '../../domain/language.ts';
import type { Answer } from '../../questions/answer.ts';
import { type AlertRule, findRule, setRule } from '../../store/alert-rules.ts';
import type { Subscription } from '../../store/chat-subscriptions.ts';
import { patiently } from '../../store/patiently.ts';
import { findPlannedAt } from '../../store/planned-posts.ts';
import { tellPresser } from '../asking/private-reply.ts';
import { buttons, context } from '../blocks/blocks.ts';
import { message } from '../blocks/message.ts';
import { bold, paragraph } from '../blocks/rich-text.ts';
import { chatWords } from '../digest/chat-words.ts';
import type { BotKit, ChatMessage } from '../kit.ts';
import { readPress } from '../press.ts';
import { sentence } from '../refusal.ts';
import { mayChange } from '../settings/allowed.ts';

/** A rule that was kept is asked about again after so long, ms. */
const askAgainMs = 12 * 7 * dayMs;

/**
 * Asks the channel of a rule whether it is to be kept, if it had people and weeks enough to show an effect and shows none: once, and again twelve weeks after
 * it was kept.
 */
export async function proposeRetirement(
  { patron, store, poster }: Pick<BotKit, 'patron' | 'store' | 'poster'>,
  {
    rule,
    subscription,
    fruitlessSince,
    now,
  }: { rule: AlertRule; subscription: Subscription; fruitlessSince: number | undefined; now: number },
): Promise<void> {
  const { id, keptAt, watched, channel, createdAt } = rule;
  if (fruitlessSince === undefined || (keptAt !== undefined && now - keptAt < askAgainMs)) return;
  const key = `retire:${id}:${createdAt}:${keptAt ?? 'new'}`;
  if (findPlannedAt(store, key) !== undefined) return;
  const { language } = subscription;
  const answer = await patron.alert({ watched, customerIds: [], about: 'retirement', language });
  await poster.post({ key, channel }, retirementMessage(answer, { ruleId: id, language }));
}

function retirementMessage(
  { headline, lines = [], basis }: Answer,
  { ruleId, language }: { readonly ruleId: number; readonly language: Language },
): ChatMessage {
  const { keepRule, retireRule } = chatWords[language];
  const value = String(ruleId);
  return message(headline, [
    paragraph(bold(headline), ...lines.map((line) => `\n${line}`)),
    context(basis),
    buttons([
      { text: keepRule, actionId: 'alert:keep', value },
      { text: retireRule, actionId: 'alert:retire', value },
    ]),
  ]);
}

/** What the buttons of such a message do: keep the rule, or let it keep still from now on. For approvers; the others are told why not. */
export function retirement(app: App, kit: BotKit): void {
  for (const act of ['keep', 'retire'] as const) {
    app.action(`alert:${act}`, async ({ body, respond }) => {
      const press = readPress(body);
      if (!press || !/^\d{1,9}$/.test(press.value) || !(await mayChange(kit, press, respond))) return;
      const words = await decide(kit, act, Number(press.value));
      await tellPresser(kit, press, { message: sentence(words), respond });
    });
  }
}

async function decide({ store, clock }: BotKit, act: 'keep' | 'retire', ruleId: number): Promise<string> {
  if (!findRule(store, ruleId)) return 'This rule is gone.';
  const how = act === 'keep' ? { keptAt: clock.now().getTime() } : { isMuted: true };
  await patiently(store, () => setRule(store, ruleId, how));
  return act === 'keep'
    ? 'The rule is kept. If it still shows nothing in twelve weeks, you are asked again.'
    : 'The rule is retired: it keeps still. It can tell again: Settings, Alert rules.';
}
