import type { Arguments } from '../arguments.ts';
import { blockFaults } from '../blocks.ts';
import type { Methods } from '../method.ts';
import { invalidArguments, Refusal } from '../refusal.ts';
import { type Fields, fieldsOf, textOf } from '../values.ts';
import { ids } from '../workspace.ts';
import type { World } from '../world.ts';
import { viewFaults } from './views.ts';

const look = ['icon_emoji', 'icon_url', 'username'];

/** Methods of the agent's conversation, of workflow steps, and of the app itself. */
export const agentMethods: Methods = {
  'assistant.threads.setStatus': {
    scopes: ['chat:write'],
    required: ['channel_id', 'thread_ts'],
    optional: ['status', 'loading_messages', ...look],
    perMinute: 100,
    answer: (args, world) => {
      const { id } = world.workspace.joined(args.text('channel_id'));
      setStatus(world, `${id} ${args.need('thread_ts')}`, args.text('status') ?? '');
      return {};
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    scopes: ['assistant:write'],
    required: ['channel_id', 'prompts'],
    optional: ['thread_ts', 'title'],
    perMinute: 100,
    answer: (args, world) => {
      const { id, kind } = world.workspace.joined(args.text('channel_id'));
      const prompts = args.list('prompts').map(fieldsOf);
      if (kind !== 'im') throw new Refusal('channel_not_found');
      if (prompts.length === 0 || prompts.length > 4) throw invalidArguments('[ERROR] 1 to 4 prompts are allowed');
      if (prompts.some(({ title, message }) => textOf(title) === '' || textOf(message) === ''))
        throw invalidArguments('[ERROR] missing required field: title or message');
      // With thread_ts the call does nothing for an app with agent_view, and does not say so.
      if (!args.has('thread_ts')) world.prompts.set(id, prompts);
      return {};
    },
  },
  'assistant.threads.setTitle': {
    scopes: ['assistant:write'],
    required: ['channel_id', 'thread_ts', 'title'],
    optional: [],
    perMinute: 100,
    answer: (args, world) => {
      world.workspace.joined(args.text('channel_id'));
      return {};
    },
  },
  'agents.sessions.setStatus': {
    scopes: ['chat:write'],
    required: ['channel_id', 'status'],
    optional: ['thread_ts', 'title', 'initiator_user_id', ...look],
    perMinute: 50,
    answer: sessionStatus,
  },
  'agents.sessions.rename': {
    scopes: ['chat:write'],
    required: ['channel_id', 'title'],
    optional: ['thread_ts'],
    perMinute: 50,
    answer: () => ({}),
  },
  'functions.completeSuccess': {
    required: ['function_execution_id', 'outputs'],
    optional: [],
    perMinute: 50,
    answer: (args, world) => {
      finish(args, world, { state: 'done', outputs: args.object('outputs') });
      return {};
    },
  },
  'functions.completeError': {
    required: ['function_execution_id', 'error'],
    optional: [],
    perMinute: 50,
    answer: (args, world) => {
      finish(args, world, { state: 'failed', error: args.need('error') });
      return {};
    },
  },
  'blocks.validate': {
    required: [],
    optional: ['blocks', 'message', 'view'],
    perMinute: 50,
    answer: (args) => {
      const view = args.object('view');
      const blocks = args.has('message') ? args.object('message').blocks : args.fields.blocks;
      const faults = args.has('view') ? viewFaults(view, textOf(view.type)) : blockFaults(blocks, 'message');
      if (faults.length > 0) throw new Refusal('invalid_blocks', { response_metadata: { messages: faults } });
      return {};
    },
  },
  'auth.test': {
    required: [],
    optional: [],
    perMinute: 100,
    answer: (_, world) => ({
      url: `${world.base}/`,
      team: 'Corner Shop',
      user: 'patron',
      team_id: ids.team,
      user_id: ids.botUser,
      bot_id: ids.bot,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    scopes: ['team:read'],
    required: [],
    optional: ['team', 'domain'],
    perMinute: 50,
    answer: () => ({ team: { id: ids.team, name: 'Corner Shop', domain: 'corner-shop' } }),
  },
  'bots.info': {
    scopes: ['users:read'],
    required: [],
    optional: ['bot', 'team_id'],
    perMinute: 50,
    answer: () => ({ bot: { id: ids.bot, app_id: ids.app, user_id: ids.botUser, name: 'Patron', deleted: false } }),
  },
};

function setStatus({ statuses }: World, place: string, status: string): void {
  if (status === '') statuses.delete(place);
  else statuses.set(place, status);
}

function sessionStatus(args: Arguments, world: World): Fields {
  const { id } = world.workspace.joined(args.text('channel_id'));
  const status = args.need('status');
  if (!['active', 'processing', 'suspended', 'closed'].includes(status))
    throw invalidArguments('[ERROR] unknown status [json-pointer:/status]');
  if (!args.has('thread_ts')) throw new Refusal('missing_thread_ts');
  setStatus(world, `${id} ${args.need('thread_ts')}`, status === 'processing' ? status : '');
  const { events } = world.settings;
  const isDeaf = events !== undefined && !events.includes('agent_session_stopped');
  return {
    status,
    agent_status: status,
    title: args.text('title') ?? '',
    ...(isDeaf ? { warning: 'missing_agent_session_stopped_event_subscription' } : {}),
  };
}

function finish(
  args: Arguments,
  { executions }: World,
  end: { state: 'done'; outputs: Fields } | { state: 'failed'; error: string },
): void {
  const execution = executions.get(args.need('function_execution_id'));
  if (!execution) throw new Refusal('function_execution_not_found');
  if (execution.state !== 'running') throw new Refusal('execution_not_in_running_state');
  executions.set(execution.id, { ...execution, ...end });
}
