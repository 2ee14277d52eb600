import type { Arguments } from '../arguments.ts';
import type { Methods } from '../method.ts';
import { Refusal } from '../refusal.ts';
import type { Fields } from '../values.ts';
import { type Channel, ids, type Person, type SlackMessage } from '../workspace.ts';
import type { World } from '../world.ts';
import { messageFields } from './message-fields.ts';

const paged = ['cursor', 'limit'];
const span = ['latest', 'oldest', 'inclusive', 'include_all_metadata', ...paged];

/** Methods that read conversations and people. */
export const conversationMethods: Methods = {
  'conversations.history': {
    scopes: ['*:history'],
    required: ['channel'],
    optional: span,
    perMinute: 50,
    answer: (args, world) => {
      const channel = world.workspace.joined(args.text('channel'));
      const roots = world.workspace
        .messagesIn(channel.id)
        .filter(({ ephemeralTo, threadTs, ts }) => ephemeralTo === undefined && (threadTs ?? ts) === ts);
      return page(args, roots.toReversed());
    },
  },
  'conversations.replies': {
    scopes: ['*:history'],
    required: ['channel', 'ts'],
    optional: span,
    perMinute: 50,
    answer: (args, world) => {
      const channel = world.workspace.joined(args.text('channel'));
      const ts = args.need('ts');
      const thread = world.workspace
        .messagesIn(channel.id)
        .filter((one) => one.ephemeralTo === undefined && (one.ts === ts || one.threadTs === ts));
      if (thread.length === 0) throw new Refusal('thread_not_found');
      return page(args, thread);
    },
  },
  'conversations.info': {
    scopes: ['*:read'],
    required: ['channel'],
    optional: ['include_locale', 'include_num_members'],
    perMinute: 50,
    answer: (args, world) => ({ channel: channelFields(world.workspace.channel(args.text('channel'))) }),
  },
  'conversations.members': {
    scopes: ['*:read'],
    required: ['channel'],
    optional: paged,
    perMinute: 100,
    answer: (args, world) => ({
      members: [...world.workspace.joined(args.text('channel')).members],
      response_metadata: { next_cursor: '' },
    }),
  },
  'conversations.open': {
    scopes: ['im:write'],
    required: [],
    optional: ['users', 'channel', 'return_im', 'prevent_creation'],
    perMinute: 50,
    answer: (args, world) => {
      const user = args.need('users');
      if (!world.workspace.people.has(user)) throw new Refusal('user_not_found');
      return { channel: { id: world.workspace.im(user).id } };
    },
  },
  'users.info': {
    scopes: ['users:read'],
    required: ['user'],
    optional: ['include_locale'],
    perMinute: 100,
    answer: (args, world) => {
      const person = world.workspace.people.get(args.need('user'));
      if (!person) throw new Refusal('user_not_found');
      return { user: personFields(person, world) };
    },
  },
  'users.list': {
    scopes: ['users:read'],
    required: [],
    optional: [...paged, 'include_locale', 'team_id'],
    perMinute: 20,
    answer: (_, world) => ({
      members: [...world.workspace.people.values()].map((person) => personFields(person, world)),
      response_metadata: { next_cursor: '' },
    }),
  },
};

/** A stretch of messages; `oldest` and `latest` are left out unless `inclusive`. */
function page(args: Arguments, messages: readonly SlackMessage[]): Fields {
  const oldest = Number(args.text('oldest') ?? 0);
  const latest = Number(args.text('latest') ?? Number.POSITIVE_INFINITY);
  const isIn = (ts: number) =>
    (ts > oldest && ts < latest) || (args.flag('inclusive') && (ts === oldest || ts === latest));
  const found = messages.filter(({ ts }) => isIn(Number(ts)));
  const from = Number(args.text('cursor') ?? 0);
  const until = from + args.count('limit', 100);
  const hasMore = until < found.length;
  return {
    messages: found.slice(from, until).map((message) => messageFields(message, args.flag('include_all_metadata'))),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? String(until) : '' },
  };
}

function channelFields({ id, name, kind, members, isArchived }: Channel): Fields {
  const isMember = members.has(ids.botUser);
  if (kind === 'im') return { id, is_im: true, user: [...members].find((one) => one !== ids.botUser) };
  return {
    id,
    name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_archived: isArchived,
    is_member: isMember,
    is_ext_shared: false,
  };
}

function personFields(person: Person, { settings }: World): Fields {
  const { id, name, email, timeZone = 'UTC', isBot, isDeleted, isGuest, isStranger } = person;
  const mayReadEmail = settings.scopes?.includes('users:read.email') ?? true;
  return {
    id,
    team_id: isStranger ? 'T0OTHER001' : ids.team,
    name: name.toLowerCase(),
    real_name: name,
    deleted: isDeleted === true,
    tz: timeZone,
    is_bot: isBot === true,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: isGuest === true,
    is_ultra_restricted: false,
    ...(isStranger ? { is_stranger: true } : {}),
    profile: {
      real_name: name,
      display_name: name,
      team: isStranger ? 'T0OTHER001' : ids.team,
      ...(email !== undefined && mayReadEmail ? { email } : {}),
    },
  };
}
