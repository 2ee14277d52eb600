import type { App } from '@slack/bolt';
import { faultMessage } from '../asking/compose.ts';
import { tellPresser } from '../asking/private-reply.ts';
import { directChannel } from '../direct-channel.ts';
import type { BotKit } from '../kit.ts';
import { readCarried, readPress } from '../press.ts';
import { sentence } from '../refusal.ts';
import { isInWindow, mayChange, openWindow } from './allowed.ts';
import { channelFieldId, channelWindow, readChannel } from './channel-window.ts';
import { readForm } from './form.ts';
import { offers } from './offers.ts';
import { rules } from './rules.ts';
import { saveChannel } from './save-channel.ts';
import { previewOf, subscribe, type Wish, wishShape } from './subscribe.ts';

/** What Patron sends where: the window of a channel, its alert rules, and subscriptions that begin after a preview and a yes. For approvers. */
export function settings(app: App, kit: BotKit): void {
  app.action('settings:open', async ({ body, client }) => {
    const press = readPress(body);
    if (!press) return;
    const channel = press.value === '' ? undefined : press.value;
    await openWindow(kit, client, { press, isStacked: isInWindow(body), view: () => channelWindow(kit, channel) });
  });
  app.action(channelFieldId, async ({ body, client }) => {
    const form = readForm(body);
    if (!form || (await kit.roleOf(form.userId)) !== 'approver') return;
    await client.views.update({ view_id: form.viewId, view: channelWindow(kit, form.text(channelFieldId)) });
  });
  app.view('settings_channel', async ({ ack, body, client }) => {
    await ack();
    const form = readForm(body);
    const choice = form && readChannel(form);
    if (!form || !choice || (await kit.roleOf(form.userId)) !== 'approver') return;
    const channel = await directChannel(client, form.userId);
    await saveChannel(kit, choice, { userId: form.userId, tellIn: channel, saveId: form.viewId });
  });
  confirmations(app, kit);
  offers(app, kit);
  rules(app, kit);
}

/** The yes under a preview. */
function confirmations(app: App, kit: BotKit): void {
  app.action('settings:subscribe', async ({ body, respond }) => {
    const press = readPress(body);
    const wish = readCarried(press?.value, wishShape);
    if (!press || !wish || !(await mayChange(kit, press, respond))) return;
    const failure = await subscribe(kit, wish, press);
    await tellPresser(kit, press, {
      message: sentence(failure === undefined ? begunWords(wish) : `It did not begin: ${failure}`),
      respond,
    });
  });
  app.action('digest:preview', async ({ body, client, respond }) => {
    const press = readPress(body);
    const role = press && (await kit.roleOf(press.userId));
    if (!press || role === undefined) return;
    const channel = press.on?.channel ?? (await directChannel(client, press.userId));
    const wish: Wish = {
      channel,
      kind: 'digest',
      timeZone: kit.timeZone,
      language: 'en',
      showsNames: role !== 'viewer',
    };
    const message = await previewOf(kit, wish).catch((error: unknown) => faultMessage(kit, error, 'private'));
    const target = { key: `preview:${press.pressId}`, channel, ...(press.on ? { ephemeralTo: press.userId } : {}) };
    if (press.on) await tellPresser(kit, press, { message, respond });
    else await kit.poster.post(target, message);
  });
}

function begunWords({ kind }: Wish): string {
  return kind === 'digest' ? 'The digest comes once a week from now on.' : 'Alerts come from now on.';
}
