import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { standingCap } from '../../domain/push.ts';
import { faultMessage } from '../asking/compose.ts';
import { tellPresser } from '../asking/private-reply.ts';
import type { BotKit } from '../kit.ts';
import { type Press, readCarried, readPress } from '../press.ts';
import { approversOnly, sentence } from '../refusal.ts';
import { mayChange } from '../settings/allowed.ts';
import { readForm } from '../settings/form.ts';
import { alwaysWindow, readAlways, ruleCarried } from './always-window.ts';
import { editWindow, faultsOf, readEdit } from './edit-window.ts';
import { type PushCarried, pushCarried } from './push-message.ts';
import { postPush, refreshPush } from './show-push.ts';

/** What a press on a button of a push comes with. */
interface Pressed {
  readonly press: Press;
  readonly respond: RespondFn;
}

/** Proposals for the CRM: approved, edited, rejected and taken back by approvers, each once. Everybody else is told why not. */
export function pushes(app: App, kit: BotKit): void {
  decisions(app, kit);
  standing(app, kit);
  app.action('offer:push', async ({ body, respond }) => {
    const press = readPress(body);
    const offer = readCarried(press?.value, z.object({ rule: z.string().optional() }));
    if (!press || !offer || !(await mayChange(kit, press, respond))) return;
    await propose(kit, { press, respond }, offer.rule);
  });
  app.action('push:edit', async ({ body, client, respond }) => {
    const press = readPress(body);
    const carried = readCarried(press?.value, pushCarried);
    if (!press?.triggerId || !press.on || !carried || !(await mayChange(kit, press, respond))) return;
    const card = await kit.patron.pushCard(carried.id, { names: 'hidden' });
    if (card?.state !== 'proposed') {
      await refreshPush(kit, carried.id);
      return tellPresser(kit, press, { message: sentence('This proposal is not open any more.'), respond });
    }
    await client.views.open({ trigger_id: press.triggerId, view: editWindow(card, press.on) });
  });
  editing(app, kit);
}

/** Makes a proposal and shows it where it was asked for. */
async function propose(kit: BotKit, { press, respond }: Pressed, rule: string | undefined): Promise<void> {
  const { userId, on } = press;
  const by = `slack:${userId}`;
  await unlessItFails(kit, { press, respond }, async () => {
    const answer = await kit.patron.push({ by, names: 'hidden', ...(rule === undefined ? {} : { rule }) });
    const { id } = z.object({ id: z.string() }).parse(answer.data);
    const role = await kit.roleOf(userId);
    const channel = on && !on.isEphemeral ? on.channel : userId;
    const thread = on && !on.isEphemeral ? { threadTs: on.threadTs ?? on.ts } : {};
    await postPush(kit, id, { place: { channel, ...thread, ...(role === undefined ? {} : { role }) } });
  });
}

function decisions(app: App, kit: BotKit): void {
  app.action(/^push:(?:approve|reject|undo)$/, async ({ body, respond }) => {
    const press = readPress(body);
    const carried = readCarried(press?.value, pushCarried);
    if (!press || !carried || !(await mayChange(kit, press, respond))) return;
    const pressed = { press, respond };
    if (press.actionId === 'push:undo') await undo(kit, pressed, carried);
    else await decide(kit, pressed, { ...carried, as: press.actionId === 'push:approve' ? 'approve' : 'reject' });
  });
}

/** Writes what was approved, or turns it down. While it is being checked and written the message says so, without buttons. */
async function decide(
  kit: BotKit,
  pressed: Pressed,
  { id, hash, as }: PushCarried & { readonly as: 'approve' | 'reject' },
): Promise<void> {
  const { userId, on } = pressed.press;
  const isOpen = (await kit.patron.pushCard(id, { names: 'hidden' }))?.state === 'proposed';
  if (as === 'approve' && isOpen) {
    const words = 'said yes: Patron checks that nothing has changed, then writes.';
    await refreshPush(kit, id, { underWay: { userId, words } });
  }
  await unlessItFails(kit, pressed, async () => {
    const decided = await kit.patron.decidePush({ id, hash, as, by: `slack:${userId}` });
    if (decided.outcome !== 'changed' || !on) return;
    const { headline, lines = [] } = decided.answer;
    await postPush(kit, decided.id, { place: placeBeside(on), above: [headline, ...lines] });
  });
  await refreshPush(kit, id);
}

async function undo(kit: BotKit, pressed: Pressed, { id }: PushCarried): Promise<void> {
  const { userId } = pressed.press;
  await refreshPush(kit, id, {
    underWay: { userId, words: 'takes it back: Patron restores what nobody has edited since.' },
  });
  await unlessItFails(kit, pressed, async () => {
    await kit.patron.undoPush({ id, by: `slack:${userId}` });
  });
  await refreshPush(kit, id);
}

/** Does it; what goes wrong, and that somebody else was first, is told to whoever pressed alone. */
async function unlessItFails(kit: BotKit, { press, respond }: Pressed, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await tellPresser(kit, press, { message: faultMessage(kit, error, 'private'), respond });
  }
}

/** Beside a message: in its thread where it stands in one, else in the channel. */
function placeBeside({ channel, threadTs }: { channel: string; threadTs?: string | undefined }) {
  return { channel, ...(threadTs === undefined ? {} : { threadTs }) };
}

function editing(app: App, kit: BotKit): void {
  app.view('push_edit', async ({ ack, body }) => {
    const form = readForm(body);
    const edit = form && readEdit(form);
    if (!form || !edit) return ack();
    if ((await kit.roleOf(form.userId)) !== 'approver') {
      return ack({ response_action: 'errors', errors: { customers: approversOnly.text } });
    }
    const faults = await faultsOf(edit, (customerId) => isKnown(kit, customerId));
    if (faults) return ack({ response_action: 'errors', errors: faults });
    await ack();
    await proposeAnew(kit, { userId: form.userId, viewId: form.viewId, ...edit });
  });
}

async function isKnown({ patron }: BotKit, customerId: string): Promise<boolean> {
  const found = await patron.people(customerId, { limit: 5 });
  return found.some((one) => one.customerId === customerId);
}

async function proposeAnew(
  kit: BotKit,
  edited: { readonly userId: string; readonly viewId: string } & NonNullable<ReturnType<typeof readEdit>>,
): Promise<void> {
  const { userId, viewId, carried, leaveOut } = edited;
  const place = placeBeside(carried);
  try {
    const answer = await kit.patron.push({
      by: `slack:${userId}`,
      names: 'hidden',
      instead: { id: carried.id, leaveOut },
    });
    const { id } = z.object({ id: z.string() }).parse(answer.data);
    await postPush(kit, id, { place, above: ['Without what was left out:'] });
  } catch (error) {
    const target = { key: `push-edit:${viewId}`, channel: carried.channel, ephemeralTo: userId };
    await kit.poster.post(target, faultMessage(kit, error, 'private'));
  }
  await refreshPush(kit, carried.id);
}

function standing(app: App, kit: BotKit): void {
  app.action(/^push:(?:always|never)$/, async ({ body, client, respond }) => {
    const press = readPress(body);
    const carried = readCarried(press?.value, ruleCarried);
    if (!press || !carried || !(await mayChange(kit, press, respond))) return;
    if (press.actionId === 'push:always') return openAlways(client, press, carried.rule);
    await unlessItFails(kit, { press, respond }, async () => {
      const { headline } = await kit.patron.standingPush({
        rule: carried.rule,
        revoke: true,
        by: `slack:${press.userId}`,
      });
      await tellPresser(kit, press, { message: sentence(headline), respond });
    });
  });
  app.view('push_always', async ({ ack, body }) => {
    const form = readForm(body);
    const allowed = form && readAlways(form);
    if (!form || !allowed) {
      return ack(
        form
          ? { response_action: 'errors', errors: { cap: `A whole number from 1 to ${standingCap.most}.` } }
          : undefined,
      );
    }
    if ((await kit.roleOf(form.userId)) !== 'approver') {
      return ack({ response_action: 'errors', errors: { cap: approversOnly.text } });
    }
    await ack();
    const { rule, dailyCap, channel, threadTs } = allowed;
    const told = await kit.patron
      .standingPush({ rule, dailyCap, by: `slack:${form.userId}` })
      .then(({ headline }) => sentence(headline))
      .catch((error: unknown) => faultMessage(kit, error, 'channel'));
    await kit.poster.post({ key: `push-always:${form.viewId}`, channel, threadTs }, told);
  });
}

async function openAlways(client: WebClient, { triggerId, on }: Press, rule: string): Promise<void> {
  if (triggerId !== undefined && on) await client.views.open({ trigger_id: triggerId, view: alwaysWindow(rule, on) });
}
