import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { addRule, changeRule, findRule, listRules, removeRule, setRule } from '../../store/alert-rules.ts';
import { patiently } from '../../store/patiently.ts';
import type { BotKit } from '../kit.ts';
import { readPress } from '../press.ts';
import { isInWindow, openWindow } from './allowed.ts';
import { readForm } from './form.ts';
import { readRule, ruleWindow, shapeFieldId } from './rule-window.ts';
import { mostRules, rulesWindow } from './rules-window.ts';

/** The alert rules of a channel: a window with all of them, and one to add or change a rule. */
export function rules(app: App, kit: BotKit): void {
  app.action('settings:rules', async ({ body, client }) => {
    const press = readPress(body);
    if (!press || press.value === '') return;
    await openWindow(kit, client, { press, isStacked: isInWindow(body), view: () => rulesWindow(kit, press.value) });
  });
  app.action('rule:add', async ({ body, client }) => {
    const press = readPress(body);
    const listId = readView(body);
    if (!press || press.value === '' || listId === undefined) return;
    await openWindow(kit, client, { press, isStacked: true, view: () => ruleWindow({ channel: press.value, listId }) });
  });
  app.action('rule:do', async ({ body, client }) => {
    const chosen = readChosen(body);
    if (chosen) await doToRule(kit, client, chosen);
  });
  app.action(shapeFieldId, async ({ body, client }) => {
    const form = readForm(body);
    const filled = form && readRule(form);
    if (!form || !filled || (await kit.roleOf(form.userId)) !== 'approver') return;
    const rule = filled.ruleId === undefined ? undefined : findRule(kit.store, filled.ruleId);
    await client.views.update({
      view_id: form.viewId,
      view: ruleWindow({ channel: filled.channel, rule, listId: filled.listId }, filled.shape),
    });
  });
  saveRules(app, kit);
}

/** A rule that is sent: what is no rule is said in the window, else the list below shows it. */
function saveRules(app: App, kit: BotKit): void {
  const { store, clock } = kit;
  app.view('settings_rule', async ({ ack, body, client }) => {
    const form = readForm(body);
    const filled = form && readRule(form);
    if (!form || !filled || (await kit.roleOf(form.userId)) !== 'approver') {
      await ack();
      return;
    }
    const { watched, channel, ruleId, listId, owner, dailyCap } = filled;
    if (!watched) {
      await ack({
        response_action: 'errors',
        errors: { [shapeFieldId]: 'Nobody can ever be in it: choose another group or bound.' },
      });
      return;
    }
    await ack();
    const rule = { channel, watched, owner, dailyCap, createdBy: form.userId, createdAt: clock.now().getTime() };
    await patiently(store, () => {
      if (ruleId !== undefined) changeRule(store, ruleId, rule);
      else if (listRules(store, channel).length < mostRules) addRule(store, rule);
    });
    await showRules(kit, client, { viewId: listId, channel });
  });
}

/** The window that a button stands in. */
function readView(body: unknown): string | undefined {
  return z.object({ view: z.object({ id: z.string() }) }).safeParse(body).data?.view.id;
}

const chosenAct = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  view: z.object({ id: z.string(), private_metadata: z.string() }),
  actions: z.tuple([
    z.object({ selected_option: z.object({ value: z.string().regex(/^(edit|wake|mute|remove):\d+$/) }) }),
  ]),
});

interface Chosen {
  readonly act: string;
  readonly ruleId: number;
  readonly userId: string;
  readonly viewId: string;
  readonly channel: string;
  readonly triggerId: string;
}

function readChosen(body: unknown): Chosen | undefined {
  const { data } = chosenAct.safeParse(body);
  if (!data) return undefined;
  const [act = '', id = ''] = data.actions[0].selected_option.value.split(':');
  const { id: viewId, private_metadata: channel } = data.view;
  return { act, ruleId: Number(id), userId: data.user.id, viewId, channel, triggerId: data.trigger_id };
}

async function doToRule(
  kit: BotKit,
  client: WebClient,
  { act, ruleId, userId, viewId, channel, triggerId }: Chosen,
): Promise<void> {
  const { store } = kit;
  const rule = findRule(store, ruleId);
  if (rule?.channel !== channel || (await kit.roleOf(userId)) !== 'approver') return;
  if (act === 'edit') {
    await client.views.push({ trigger_id: triggerId, view: ruleWindow({ channel, rule, listId: viewId }) });
    return;
  }
  await patiently(store, () => {
    if (act === 'remove') removeRule(store, ruleId);
    else setRule(store, ruleId, { isMuted: act === 'mute', snoozedUntil: null });
  });
  await showRules(kit, client, { viewId, channel });
}

async function showRules(
  kit: BotKit,
  client: WebClient,
  { viewId, channel }: { viewId: string; channel: string },
): Promise<void> {
  await client.views.update({ view_id: viewId, view: rulesWindow(kit, channel) });
}
