import { createHash } from 'node:crypto';
import type { Arguments } from '../arguments.ts';
import { blockFaults } from '../blocks.ts';
import type { Methods } from '../method.ts';
import { invalidArguments, Refusal } from '../refusal.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../values.ts';
import { ids } from '../workspace.ts';
import { freshId, type ShownView, type World } from '../world.ts';

/** How long a trigger may be used, ms. */
const triggerMs = 3000;

/** Methods of the App Home and of windows. */
export const viewMethods: Methods = {
  'views.publish': {
    required: ['user_id', 'view'],
    optional: ['hash'],
    perMinute: 100,
    answer: (args, world) => {
      const user = args.need('user_id');
      if (!world.workspace.people.has(user)) throw invalidArguments('[ERROR] user_id not found');
      const before = [...world.views.values()].find((one) => one.user === user && one.view.type === 'home');
      if (args.has('hash') && args.text('hash') !== before?.hash) throw new Refusal('hash_conflict');
      return { view: viewFields(store(world, before?.id, user, checked(args, 'home'))) };
    },
  },
  'views.open': {
    required: ['view'],
    optional: ['trigger_id', 'interactivity_pointer'],
    perMinute: 100,
    answer: (args, world) => {
      const view = checked(args, 'modal');
      return { view: viewFields(store(world, undefined, spend(args, world), view)) };
    },
  },
  'views.push': {
    required: ['view'],
    optional: ['trigger_id', 'interactivity_pointer'],
    perMinute: 100,
    answer: (args, world) => {
      const view = checked(args, 'modal');
      const user = spend(args, world);
      const open = [...world.views.values()].filter((one) => one.user === user && one.view.type === 'modal');
      if (open.length >= 3) throw new Refusal('push_limit_reached');
      return { view: viewFields(store(world, undefined, user, view)) };
    },
  },
  'views.update': {
    required: ['view'],
    optional: ['view_id', 'external_id', 'hash'],
    perMinute: 100,
    answer: (args, world) => {
      const before = world.views.get(args.need('view_id'));
      if (!before) throw new Refusal('not_found');
      if (args.has('hash') && args.text('hash') !== before.hash) throw new Refusal('hash_conflict');
      return { view: viewFields(store(world, before.id, before.user, checked(args, textOf(before.view.type)))) };
    },
  },
};

/** A view that a method or an answer to a submission puts up. */
export function store(world: World, id: string | undefined, user: string, view: Fields): ShownView {
  const shown = {
    id: id ?? freshId('V'),
    user,
    view,
    hash: createHash('md5')
      .update(JSON.stringify(view) + world.clock.now().getTime())
      .digest('hex'),
  };
  world.views.set(shown.id, shown);
  return shown;
}

/** A view as payloads give it. */
export function viewFields({ id, hash, view }: ShownView): Fields {
  return {
    id,
    team_id: ids.team,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    state: { values: {} },
    ...view,
    hash,
    root_view_id: id,
    app_id: ids.app,
    bot_id: ids.bot,
  };
}

/** What Slack would refuse of a view. */
export function viewFaults(view: Fields, type: string): string[] {
  const title = textOf(fieldsOf(view.title).text);
  const parts = [
    ...(view.type === type ? [] : [`[ERROR] must be of type ${type} [json-pointer:/view/type]`]),
    ...blockFaults(view.blocks, type === 'home' ? 'home' : 'modal').map((fault) => `[ERROR] ${fault}`),
    ...(textOf(view.private_metadata).length > 3000 ? ['[ERROR] private_metadata is too long'] : []),
    ...(textOf(view.callback_id).length > 255 ? ['[ERROR] callback_id is too long'] : []),
  ];
  if (type !== 'modal') return parts;
  const long = ['title', 'submit', 'close'].filter((name) => textOf(fieldsOf(view[name]).text).length > 24);
  const hasInput = listOf(view.blocks).some((block) => fieldsOf(block).type === 'input');
  return [
    ...parts,
    ...(title === '' ? ['[ERROR] missing required field: title'] : []),
    ...long.map((name) => `[ERROR] must be less than 25 characters [json-pointer:/view/${name}/text]`),
    ...(hasInput && view.submit === undefined ? ['[ERROR] missing required field: submit'] : []),
  ];
}

function checked(args: Arguments, type: string): Fields {
  const view = args.object('view');
  if (JSON.stringify(view).length > 250_000) throw new Refusal('view_too_large');
  const faults = viewFaults(view, type);
  if (faults.length > 0) throw invalidArguments(...faults);
  return view;
}

/** Uses a trigger up; gives whose it was: a trigger id ends in the user's. */
function spend(args: Arguments, world: World): string {
  const id = args.text('trigger_id');
  if (id === undefined) throw invalidArguments('[ERROR] missing required field: trigger_id');
  const trigger = world.triggers.get(id);
  if (!trigger) throw new Refusal('invalid_trigger_id');
  if (trigger.isUsed) throw new Refusal('exchanged_trigger_id');
  if (world.clock.now().getTime() - trigger.at > triggerMs) throw new Refusal('expired_trigger_id');
  world.triggers.set(id, { ...trigger, isUsed: true });
  return id.slice(id.lastIndexOf('.') + 1);
}
