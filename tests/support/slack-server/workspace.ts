import { performance } from 'node:perf_hooks';
import type { Clock } from '../../../src/domain/clock.ts';
import { Refusal } from './refusal.ts';
import type { Fields } from './values.ts';

/** Somebody in the workspace. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly timeZone?: string;
  readonly isBot?: boolean;
  readonly isDeleted?: boolean;
  readonly isGuest?: boolean;
  /** Of another workspace, met in a shared channel. */
  readonly isStranger?: boolean;
}

/** A conversation; `members` are user ids. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: ReadonlySet<string>;
  readonly isArchived: boolean;
}

/** A message as it stands. */
export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  /** Whether the bot under test wrote it. */
  readonly isBots: boolean;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly threadTs?: string;
  readonly metadata?: Fields;
  /** How often it was changed. */
  readonly edits: number;
  readonly isDeleted: boolean;
  /** Only this user sees it. */
  readonly ephemeralTo?: string;
  /** Where it is streamed: still open, or how it ended. */
  readonly stream?: 'open' | 'done' | 'stopped';
  /** Link -> what is shown beneath it. */
  readonly unfurls?: Fields;
  /** Milliseconds of a clock that only runs on: when it came to stand here. */
  readonly stoodAt: number;
}

/** What a message starts with; the rest is filled in. */
export type NewMessage = Pick<SlackMessage, 'channel' | 'user' | 'text'> & Partial<SlackMessage>;

/** The workspace's and the app's ids. */
export const ids = { team: 'T0CORNER1', app: 'A0PATRON1', bot: 'B0PATRON1', botUser: 'U0PATRON1', enterprise: null };

/** People whom every workspace has. */
export const people = {
  ana: { id: 'U0ANA0001', name: 'Ana', email: 'ana@shop.example', timeZone: 'Europe/Berlin' },
  ben: { id: 'U0BEN0001', name: 'Ben', email: 'ben@shop.example', timeZone: 'Europe/Berlin' },
  cleo: { id: 'U0CLEO001', name: 'Cleo', email: 'cleo@shop.example', timeZone: 'America/New_York' },
  dora: { id: 'U0DORA001', name: 'Dora', email: 'dora@shop.example' },
  guest: { id: 'U0GUEST01', name: 'Guest', isGuest: true },
  stranger: { id: 'U0STRANGE', name: 'Stranger', isStranger: true },
  gone: { id: 'U0GONE001', name: 'Gone', isDeleted: true },
  robot: { id: 'U0ROBOT01', name: 'Robot', isBot: true },
} satisfies Readonly<Record<string, Person>>;

/** Channels that every workspace has. The bot is in all but `elsewhere`. */
export const channels = {
  general: 'C0GENERAL',
  sales: 'C0SALES01',
  secret: 'G0SECRET1',
  elsewhere: 'C0ELSEWHR',
  archived: 'C0ARCHIVE',
};

/** People, channels and messages of a local Slack. */
export class Workspace {
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  private readonly messages = new Map<string, SlackMessage>();
  private readonly clock: Clock;
  private lastTs = 0;

  constructor(clock: Clock) {
    this.clock = clock;
    this.addPerson({ id: ids.botUser, name: 'Patron', isBot: true });
    for (const person of Object.values(people)) this.addPerson(person);
    const everybody = [...this.people.keys()];
    const { general, sales, secret, elsewhere, archived } = channels;
    this.addChannel({ id: general, name: 'general', kind: 'public', members: everybody });
    this.addChannel({ id: sales, name: 'sales', kind: 'public', members: everybody });
    this.addChannel({ id: secret, name: 'secret', kind: 'private', members: everybody });
    this.addChannel({ id: elsewhere, name: 'elsewhere', kind: 'public', members: [people.ana.id] });
    this.addChannel({ id: archived, name: 'archived', kind: 'public', members: everybody, isArchived: true });
  }

  addPerson(person: Person): Person {
    this.people.set(person.id, person);
    return person;
  }

  addChannel({
    id,
    name,
    kind,
    members,
    isArchived = false,
  }: {
    id: string;
    name: string;
    kind: Channel['kind'];
    members: readonly string[];
    isArchived?: boolean;
  }): Channel {
    const channel = { id, name, kind, members: new Set(members), isArchived };
    this.channels.set(id, channel);
    return channel;
  }

  /** The bot's conversation with a user, made on first use. */
  im(user: string): Channel {
    const id = `D${user.slice(1)}`;
    return this.channels.get(id) ?? this.addChannel({ id, name: '', kind: 'im', members: [user, ids.botUser] });
  }

  /** The channel, or Slack's refusal. A user's id stands for the conversation with that user. */
  channel(id: string | undefined): Channel {
    const found = id !== undefined && this.people.has(id) ? this.im(id) : this.channels.get(id ?? '');
    if (!found) throw new Refusal('channel_not_found');
    return found;
  }

  /** The channel, where the bot may write and read; else Slack's refusal. */
  joined(id: string | undefined): Channel {
    const channel = this.channel(id);
    if (channel.isArchived) throw new Refusal('is_archived');
    if (!channel.members.has(ids.botUser))
      throw new Refusal(channel.kind === 'public' ? 'not_in_channel' : 'channel_not_found');
    return channel;
  }

  /** A time stamp that no other message has: seconds, six more digits. */
  nextTs(): string {
    this.lastTs = Math.max(this.lastTs + 1, this.clock.now().getTime() * 1000);
    return `${Math.floor(this.lastTs / 1e6)}.${String(this.lastTs % 1e6).padStart(6, '0')}`;
  }

  add(message: NewMessage): SlackMessage {
    const whole = {
      ts: this.nextTs(),
      isBots: false,
      blocks: [],
      edits: 0,
      isDeleted: false,
      stoodAt: performance.now(),
      ...message,
    };
    this.messages.set(`${whole.channel} ${whole.ts}`, whole);
    return whole;
  }

  change(message: SlackMessage, change: Partial<SlackMessage>): SlackMessage {
    const changed = { ...message, ...change };
    this.messages.set(`${message.channel} ${message.ts}`, changed);
    return changed;
  }

  /** The message as it stands now; undefined where there is none or it was deleted. */
  message(channel: string, ts: string | undefined): SlackMessage | undefined {
    const found = this.messages.get(`${channel} ${ts}`);
    return found?.isDeleted ? undefined : found;
  }

  /** Messages of a channel, oldest first, those that only one person sees included. */
  messagesIn(channel: string): SlackMessage[] {
    return [...this.messages.values()].filter((message) => message.channel === channel && !message.isDeleted);
  }

  /** Every message that stands, oldest first. */
  all(): SlackMessage[] {
    return [...this.messages.values()].filter(({ isDeleted }) => !isDeleted);
  }
}
