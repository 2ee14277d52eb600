import { Arguments } from './arguments.ts';
import type { Ack, Carrier, Envelope } from './envelope.ts';
import {
  appMention,
  eventCallback,
  functionExecuted,
  homeOpened,
  linkShared,
  messageChanged,
  messageEvent,
  sessionStopped,
} from './events.ts';
import {
  blockActions,
  envelopeId,
  globalShortcut,
  messageAction,
  type Press,
  slashCommand,
  viewSubmission,
} from './interactions.ts';
import { contentOf } from './methods/chat.ts';
import { store, viewFaults } from './methods/views.ts';
import { type Fields, fieldsOf, textOf } from './values.ts';
import { ids, type SlackMessage } from './workspace.ts';
import { freshId, type ShownView, type World } from './world.ts';

/** Something that was delivered, and how the app answered. */
export interface Delivery extends Ack {
  readonly envelope: Envelope;
  readonly channel: string;
  readonly user: string;
  /** What stands later than this came after it. */
  readonly after: string;
  /** Of the message that somebody wrote. */
  readonly ts?: string;
  /** The thread that an answer belongs to. */
  readonly threadTs?: string;
  /** Of a workflow step. */
  readonly executionId?: string;
}

interface Words {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly threadTs?: string;
}

/** What people do in a local Slack; each is delivered to the app as Slack does, and resolves when the app has answered or three seconds have gone. */
export class Say {
  private readonly world: World;
  private readonly carrier: () => Carrier;

  constructor(world: World, carrier: () => Carrier) {
    this.world = world;
    this.carrier = carrier;
  }

  /** Names the bot in a channel. */
  mention({ user, channel, text, threadTs }: Words): Promise<Delivery> {
    const message = this.write({ user, channel, text: `<@${ids.botUser}> ${text}`, ...threadOf(threadTs) });
    void this.event(messageEvent(message, this.world.workspace.channel(channel)), message, true);
    return this.event(appMention(message), message);
  }

  /** Writes in a channel without naming the bot: delivered only where the app reads along. */
  message(words: Words): Promise<Delivery> {
    const message = this.write(words);
    return this.event(messageEvent(message, this.world.workspace.channel(words.channel)), message);
  }

  /** Writes to the bot alone. */
  dm({ user, text, threadTs }: Omit<Words, 'channel'>): Promise<Delivery> {
    const channel = this.world.workspace.im(user);
    const message = this.write({ user, channel: channel.id, text, ...threadOf(threadTs) });
    return this.event(messageEvent(message, channel), message);
  }

  /** Changes a message that somebody wrote. */
  editMessage(message: SlackMessage, text: string): Promise<Delivery> {
    const after = this.world.workspace.change(message, { text, edits: message.edits + 1 });
    const channel = this.world.workspace.channel(message.channel);
    return this.event(messageChanged(message, after, channel, this.world), message);
  }

  /** Types a slash command. What the app answers at once is shown to the user alone. */
  async command({
    user,
    channel,
    text,
    command = '/patron',
  }: Words & { readonly command?: string }): Promise<Delivery> {
    const payload = slashCommand(this.world, { user, channel, text, command });
    const delivery = await this.deliver('slash_commands', payload, { user, channel });
    const said = fieldsOf(delivery.ackBody);
    if (said.text !== undefined || said.blocks !== undefined) {
      const isForAll = said.response_type === 'in_channel';
      this.world.workspace.add({
        channel,
        user: ids.botUser,
        isBots: true,
        ...contentOf(new Arguments(said), this.world),
        ...(isForAll ? {} : { ephemeralTo: user }),
      });
    }
    return delivery;
  }

  /** Presses a button or sets a menu, of a message or a view. */
  press(press: Press): Promise<Delivery> {
    const channel = press.message?.channel ?? this.world.workspace.im(press.user).id;
    const thread = threadOf(press.message?.threadTs);
    return this.deliver('interactive', blockActions(this.world, press), { user: press.user, channel, ...thread });
  }

  /** Fills in the window that a user sees, by action id, and sends it. What the app answers is done to the window. */
  async submit({ user, values }: { readonly user: string; readonly values: Fields }): Promise<Delivery> {
    const shown = this.modal(user);
    if (!shown) throw new Error('No window is open.');
    const channel = this.world.workspace.im(user).id;
    const delivery = await this.deliver('interactive', viewSubmission(this.world, shown, values), { user, channel });
    if (delivery.isAcked) this.afterSubmit(shown, fieldsOf(delivery.ackBody));
    return delivery;
  }

  /** Opens the bot's home, or the conversation with it. */
  openHome({ user, tab = 'home' }: { readonly user: string; readonly tab?: 'home' | 'messages' }): Promise<Delivery> {
    const channel = this.world.workspace.im(user).id;
    return this.event(homeOpened(user, tab, this.world, this.home(user)), { channel, user });
  }

  /** Chooses a shortcut, on a message or from anywhere. */
  shortcut(chosen: {
    readonly user: string;
    readonly callbackId: string;
    readonly message?: SlackMessage;
  }): Promise<Delivery> {
    const { user, callbackId, message } = chosen;
    const channel = message?.channel ?? this.world.workspace.im(user).id;
    const payload = message
      ? messageAction(this.world, callbackId, message, user)
      : globalShortcut(this.world, callbackId, user);
    return this.deliver('interactive', payload, { user, channel });
  }

  /** Posts links of domains that the app unfurls. */
  shareLink(shared: {
    readonly user: string;
    readonly channel: string;
    readonly urls: readonly string[];
  }): Promise<Delivery> {
    const { user, channel, urls } = shared;
    const message = this.write({ user, channel, text: urls.map((url) => `<${url}>`).join(' ') });
    return this.event(linkShared(message, urls), message);
  }

  /** Runs a step of a workflow. */
  async runStep(step: { readonly callbackId: string; readonly inputs: Fields }): Promise<Delivery> {
    const id = freshId('Fx');
    this.world.executions.set(id, { id, callbackId: step.callbackId, state: 'running' });
    const event = functionExecuted(step.callbackId, step.inputs, id);
    return { ...(await this.event(event, { channel: '', user: '' })), executionId: id };
  }

  /** Presses stop in a thread: what is streamed there ends. */
  stop({ user, channel, threadTs }: { user: string; channel: string; threadTs: string }): Promise<Delivery> {
    const streams = this.world.workspace
      .messagesIn(channel)
      .filter((one) => one.threadTs === threadTs && one.stream === 'open');
    for (const stream of streams) this.world.workspace.change(stream, { stream: 'stopped' });
    return this.event(sessionStopped(user, threadTs, streams, channel), { channel, user });
  }

  /** Delivers again: the same in all, with the next number of an attempt; or as an event of its own, as Slack sometimes does. */
  async redeliver(delivery: Delivery, { newEventId = false } = {}): Promise<Delivery> {
    const { envelope } = delivery;
    const again = newEventId
      ? { ...envelope, id: envelopeId(), payload: { ...envelope.payload, event_id: freshId('Ev') } }
      : { ...envelope, attempt: envelope.attempt + 1 };
    return { ...delivery, ...(await this.carrier().deliver(again)), envelope: again };
  }

  /** Delivers anything. */
  raw(kind: Envelope['kind'], payload: Fields): Promise<Delivery> {
    return this.deliver(kind, payload, { channel: '', user: '' });
  }

  /** Delivers an event of any kind. */
  rawEvent(event: Fields): Promise<Delivery> {
    return this.raw('events_api', eventCallback(event, this.world));
  }

  /** The window that a user sees. */
  modal(user: string): ShownView | undefined {
    return [...this.world.views.values()].findLast((one) => one.user === user && one.view.type === 'modal');
  }

  /** The home that a user sees. */
  home(user: string): ShownView | undefined {
    return [...this.world.views.values()].findLast((one) => one.user === user && one.view.type === 'home');
  }

  /** Tells the app of its own message, as Slack does where the app reads along. */
  async echo(message: SlackMessage): Promise<void> {
    await this.event(messageEvent(message, this.world.workspace.channel(message.channel)), message, true);
  }

  private write({ user, channel, text, threadTs }: Words): SlackMessage {
    return this.world.workspace.add({ user, channel, text, ...threadOf(threadTs) });
  }

  /** Delivers an event where the app is subscribed to it. `isAside`: where the subscription is not certain, it is not sent. */
  private async event(
    event: Fields,
    at: { readonly channel: string; readonly user: string; readonly ts?: string; readonly threadTs?: string },
    isAside = false,
  ): Promise<Delivery> {
    const { events } = this.world.settings;
    const name = event.type === 'message' ? `message.${channelWord(textOf(event.channel_type))}` : textOf(event.type);
    const isHeard = events === undefined ? !isAside || name === 'message.im' : events.includes(name);
    const payload = eventCallback(event, this.world);
    const where = { channel: at.channel, user: at.user, ...threadOf(at.threadTs ?? at.ts) };
    const ts = at.ts === undefined ? {} : { ts: at.ts, after: at.ts };
    if (isHeard) return { ...(await this.deliver('events_api', payload, where)), ...ts };
    const envelope = { kind: 'events_api' as const, id: envelopeId(), payload, attempt: 0 };
    return { isAcked: false, ackMs: 0, ackBody: undefined, envelope, after: '', ...where, ...ts };
  }

  private async deliver(
    kind: Envelope['kind'],
    payload: Fields,
    where: { readonly channel: string; readonly user: string; readonly threadTs?: string },
  ): Promise<Delivery> {
    const envelope = { kind, id: envelopeId(), payload, attempt: 0 };
    const after = this.world.workspace.nextTs();
    return { ...(await this.carrier().deliver(envelope)), envelope, after, ...where };
  }

  private afterSubmit(shown: ShownView, answer: Fields): void {
    const { response_action: action } = answer;
    if (action === 'errors') return;
    if (action === 'update' || action === 'push') {
      const view = fieldsOf(answer.view);
      const faults = viewFaults(view, 'modal');
      if (faults.length > 0) throw new Error(`Slack would not show the view: ${faults.join(' ')}`);
      store(this.world, action === 'update' ? shown.id : undefined, shown.user, view);
      return;
    }
    const isGone = (one: ShownView) => one.id === shown.id || (action === 'clear' && one.user === shown.user);
    for (const one of [...this.world.views.values()])
      if (one.view.type === 'modal' && isGone(one)) this.world.views.delete(one.id);
  }
}

function threadOf(threadTs: string | undefined): { threadTs?: string } {
  return threadTs === undefined ? {} : { threadTs };
}

/** `channel_type` of an event -> the name of its subscription. */
function channelWord(type: string): string {
  return { im: 'im', channel: 'channels', group: 'groups' }[type] ?? type;
}
