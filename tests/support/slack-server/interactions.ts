import { randomBytes } from 'node:crypto';
import { elementState, findElement, stateValues } from './elements.ts';
import { messageFields } from './methods/message-fields.ts';
import { viewFields } from './methods/views.ts';
import { type Fields, listOf } from './values.ts';
import { ids, type SlackMessage } from './workspace.ts';
import { freshId, type ShownView, type World } from './world.ts';

/** A button or menu that somebody used, in a message or a view. `actionId` may end in `*`; `value` is what a menu is set to. */
export interface Press {
  readonly user: string;
  readonly actionId: string;
  readonly message?: SlackMessage;
  readonly view?: ShownView;
  readonly value?: unknown;
}

/** A trigger id of a user, good for three seconds and one use. */
export function newTrigger({ triggers, clock }: World, user: string): string {
  const id = `${triggers.size + 1}.${randomBytes(6).toString('hex')}.${user}`;
  triggers.set(id, { at: clock.now().getTime(), isUsed: false });
  return id;
}

/** An address for answers, good for five. */
export function newResponseUrl(
  world: World,
  place: { readonly channel: string; readonly user: string; readonly threadTs?: string; readonly messageTs?: string },
): string {
  const id = randomBytes(9).toString('hex');
  world.responseUrls.set(id, { ...place, usesLeft: 5 });
  return `${world.base}/response/${ids.team}/${id}`;
}

function who(world: World, user: string): Fields {
  const name = world.workspace.people.get(user)?.name ?? user;
  return { id: user, username: name.toLowerCase(), name: name.toLowerCase(), team_id: ids.team };
}

function frame(world: World, user: string): Fields {
  return {
    user: who(world, user),
    api_app_id: ids.app,
    token: 'verification-token-is-deprecated',
    team: { id: ids.team, domain: 'corner-shop' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: newTrigger(world, user),
  };
}

function channelOf(world: World, id: string): Fields {
  return { id, name: world.workspace.channel(id).name || 'directmessage' };
}

/** `/patron ...` typed by somebody. */
export function slashCommand(
  world: World,
  said: { readonly user: string; readonly channel: string; readonly command: string; readonly text: string },
): Fields {
  const { user, channel, command, text } = said;
  return {
    token: 'verification-token-is-deprecated',
    team_id: ids.team,
    team_domain: 'corner-shop',
    channel_id: channel,
    channel_name: String(channelOf(world, channel).name),
    user_id: user,
    user_name: String(who(world, user).name),
    command,
    text,
    api_app_id: ids.app,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, { channel, user }),
    trigger_id: newTrigger(world, user),
  };
}

/** `block_actions` of a press. The payload of an ephemeral message does not carry the message. */
export function blockActions(world: World, press: Press): Fields {
  const { user, actionId, message, view, value } = press;
  const blocks = message?.blocks ?? listOf(view?.view.blocks);
  const { blockId, element } = findElement(blocks, actionId);
  const action = {
    ...elementState(element, value),
    action_id: element.action_id,
    block_id: blockId,
    action_ts: world.workspace.nextTs(),
  };
  return {
    type: 'block_actions',
    ...frame(world, user),
    actions: [action],
    ...(message ? fromMessage(world, message, user) : {}),
    ...(view ? fromView(view, isField(element) ? { [String(element.action_id)]: value } : {}) : {}),
  };
}

function fromMessage(world: World, message: SlackMessage, user: string): Fields {
  const { channel, ts, threadTs, ephemeralTo } = message;
  const isEphemeral = ephemeralTo !== undefined;
  const thread = threadTs === undefined ? {} : { threadTs };
  return {
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: isEphemeral,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    channel: channelOf(world, channel),
    ...(isEphemeral ? {} : { message: messageFields(message, true) }),
    state: { values: {} },
    response_url: newResponseUrl(world, { channel, user, messageTs: ts, ...thread }),
  };
}

/** Menus and buttons hold nothing: only fields have a state. */
function isField({ type }: Fields): boolean {
  return type !== 'button' && type !== 'overflow';
}

/** A view from which something was pressed, with what its fields hold by then; what is required need not be filled in yet. */
function fromView(view: ShownView, given: Fields): Fields {
  const state = { values: stateValues(listOf(view.view.blocks), given, { isDraft: true }) };
  return { container: { type: 'view', view_id: view.id }, view: { ...viewFields(view), state } };
}

/** `view_submission` of a window that was filled in. */
export function viewSubmission(world: World, shown: ShownView, values: Fields): Fields {
  const state = { values: stateValues(listOf(shown.view.blocks), values) };
  return {
    type: 'view_submission',
    ...frame(world, shown.user),
    view: { ...viewFields(shown), state },
    response_urls: [],
  };
}

/** `message_action`: a shortcut chosen on a message. */
export function messageAction(world: World, callbackId: string, message: SlackMessage, user: string): Fields {
  const { channel } = message;
  return {
    type: 'message_action',
    ...frame(world, user),
    action_ts: world.workspace.nextTs(),
    callback_id: callbackId,
    message_ts: message.ts,
    channel: channelOf(world, channel),
    message: messageFields(message, false),
    response_url: newResponseUrl(world, { channel, user, messageTs: message.ts }),
  };
}

/** `shortcut`: one chosen from anywhere. */
export function globalShortcut(world: World, callbackId: string, user: string): Fields {
  return { type: 'shortcut', ...frame(world, user), action_ts: world.workspace.nextTs(), callback_id: callbackId };
}

/** An id for an envelope. */
export function envelopeId(): string {
  return `${freshId('env')}-${randomBytes(4).toString('hex')}`;
}
