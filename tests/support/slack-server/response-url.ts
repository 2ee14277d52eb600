import type { Arguments } from './arguments.ts';
import { contentOf } from './methods/chat.ts';
import type { Fields } from './values.ts';
import { ids } from './workspace.ts';
import type { ResponseUrl, World } from './world.ts';

interface Reply {
  readonly status: number;
  readonly body: Fields;
}

/** What is sent to a response address: a message for its user or the channel, a new face or the end of the message whose button was pressed. Five times each. */
export function answerResponseUrl(world: World, { args }: { readonly args: Arguments }): Reply {
  const id = args.need('response_id');
  const place = world.responseUrls.get(id);
  if (!place) return { status: 404, body: { ok: false, error: 'no_such_url' } };
  if (place.usesLeft === 0) return { status: 404, body: { ok: false, error: 'used_url' } };
  world.responseUrls.set(id, { ...place, usesLeft: place.usesLeft - 1 });
  const original = place.messageTs === undefined ? undefined : world.workspace.message(place.channel, place.messageTs);
  if (args.flag('delete_original') && original) {
    world.workspace.change(original, { isDeleted: true });
    return { status: 200, body: { ok: true } };
  }
  const said = contentOf(args, world);
  if (args.flag('replace_original') && original) {
    world.workspace.change(original, { ...said, edits: original.edits + 1 });
  } else addMessage(world, place, { ...said, isForAll: args.text('response_type') === 'in_channel' });
  return { status: 200, body: { ok: true } };
}

function addMessage(
  world: World,
  { channel, user, threadTs }: ResponseUrl,
  { isForAll, ...said }: ReturnType<typeof contentOf> & { readonly isForAll: boolean },
): void {
  world.workspace.add({
    channel,
    user: ids.botUser,
    isBots: true,
    ...said,
    ...(isForAll ? {} : { ephemeralTo: user }),
    ...(threadTs === undefined ? {} : { threadTs }),
  });
}
