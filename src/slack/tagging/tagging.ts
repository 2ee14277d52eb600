import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { faultMessage } from '../asking/compose.ts';
import { tellPresser } from '../asking/private-reply.ts';
import { message } from '../blocks/message.ts';
import { escapeMrkdwn } from '../blocks/mrkdwn.ts';
import type { BotKit, ChatMessage } from '../kit.ts';
import { type Press, readCarried, readPress } from '../press.ts';
import { approversOnly, refusal, sentence } from '../refusal.ts';
import { blocksAfter, type Done, doneBlocks } from './done-blocks.ts';
import { type TagOffer, tagOffer } from './offer.ts';
import { noTag, readTagSubmission, type TagSubmission, tagWindow } from './tag-window.ts';

/** Buttons that tag a customer or take a tag away, for approvers: the message then says who did it and when, with a button to undo it. */
export function tagging(app: App, kit: BotKit): void {
  app.action(/^(?:offer:tag|offer:untag|tag:undo)$/, async ({ body, client, respond }) => {
    const press = readPress(body);
    const offer = readCarried(press?.value, tagOffer);
    if (press && offer && (await isAllowed(kit, press, respond)))
      await takeUp(kit, { press, offer, body, client, respond });
  });
  app.action('tag:edit', async ({ body, client, respond }) => {
    const press = readPress(body);
    const offer = readCarried(press?.value, tagOffer);
    if (!press?.triggerId || !offer || !(await isAllowed(kit, press, respond))) return;
    await client.views.open({ trigger_id: press.triggerId, view: tagWindow(offer, press.on) });
  });
  tagFromWindow(app, kit);
}

async function isAllowed(kit: BotKit, press: Press, respond: RespondFn): Promise<boolean> {
  const role = await kit.roleOf(press.userId);
  if (role === 'approver') return true;
  await tellPresser(kit, press, { message: role === undefined ? refusal : approversOnly, respond });
  return false;
}

interface Taken {
  readonly press: Press;
  readonly offer: TagOffer;
  readonly body: unknown;
  readonly client: WebClient;
  readonly respond: RespondFn;
}

/** Does what a button offers. Where it was done already, by whomever, the presser alone is told so. */
async function takeUp(kit: BotKit, { press, offer, body, client, respond }: Taken): Promise<void> {
  const done = await change(kit, { offer, userId: press.userId, isUndo: press.actionId === 'tag:undo' });
  if ('fault' in done) return tellPresser(kit, press, { message: faultMessage(kit, done.fault, 'private'), respond });
  if (!done.hasChanged) return tellPresser(kit, press, { message: sentence(done.headline), respond });
  const { on } = press;
  const told = message(done.headline, doneBlocks(done));
  if (!on || on.isEphemeral) return tellPresser(kit, press, { message: told, respond });
  const blocks = blocksAfter(messageOf(body)?.blocks, done);
  const text = messageOf(body)?.text ?? escapeMrkdwn(done.headline);
  const isUpdated =
    blocks !== undefined &&
    (await client.chat.update({ channel: on.channel, ts: on.ts, text, blocks }).then(
      () => true,
      // It was done all the same: what follows says so in the thread.
      () => false,
    ));
  if (!isUpdated) {
    const target = { key: `tagged:${press.pressId}`, channel: on.channel, threadTs: on.threadTs ?? on.ts };
    await kit.poster.post(target, told);
  }
}

/** The tag is the truth: giving it twice changes it once, whoever presses and however often Slack tells of it. */
async function change(
  { patron, clock }: BotKit,
  { offer, userId, isUndo }: Pick<Done, 'offer' | 'userId' | 'isUndo'>,
): Promise<(Done & { readonly hasChanged: boolean }) | { readonly fault: unknown }> {
  const { kind, customerId, tag } = offer;
  try {
    const answer = await patron.tag({ customer: customerId, tag, by: `slack:${userId}`, remove: kind === 'untag' });
    const hasChanged = z.object({ hasChanged: z.boolean() }).parse(answer.data).hasChanged;
    return { offer, userId, isUndo, headline: answer.headline, at: clock.now(), hasChanged };
  } catch (fault) {
    return { fault };
  }
}

const heldMessage = z.object({ message: z.object({ text: z.string().optional(), blocks: z.unknown() }) });

function messageOf(body: unknown): z.infer<typeof heldMessage>['message'] | undefined {
  return heldMessage.safeParse(body).data?.message;
}

/** Another tag than the one that is offered. What was done is said in the thread of the message that the window was opened from. */
function tagFromWindow(app: App, kit: BotKit): void {
  app.view('tag_modal', async ({ ack, body }) => {
    const submitted = readTagSubmission(body);
    if (submitted?.tag === undefined) {
      await ack(submitted ? { response_action: 'errors', errors: { tag: noTag } } : undefined);
      return;
    }
    const { userId, tag, on } = submitted;
    const role = await kit.roleOf(userId);
    if (role !== 'approver') {
      await ack({ response_action: 'errors', errors: { tag: approversOnly.text } });
      return;
    }
    await ack();
    if (on) await tagAsSubmitted(kit, { ...submitted, tag, on });
  });
}

async function tagAsSubmitted(
  kit: BotKit,
  { userId, viewId, customerId, tag, on }: TagSubmission & Required<Pick<TagSubmission, 'tag' | 'on'>>,
): Promise<void> {
  const done = await change(kit, { offer: { kind: 'tag', customerId, tag }, userId, isUndo: false });
  const place = on.isEphemeral ? { ephemeralTo: userId } : { threadTs: on.threadTs ?? on.ts };
  await kit.poster.post({ key: `tagged:${viewId}`, channel: on.channel, ...place }, toldOf(kit, done));
}

function toldOf(kit: BotKit, done: Awaited<ReturnType<typeof change>>): ChatMessage {
  if ('fault' in done) return faultMessage(kit, done.fault, 'channel');
  return done.hasChanged ? message(done.headline, doneBlocks(done)) : sentence(done.headline);
}
