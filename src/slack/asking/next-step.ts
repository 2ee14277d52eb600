import type { App } from '@slack/bolt';
import { directChannel } from '../direct-channel.ts';
import { type Press, readPress } from '../press.ts';
import { answerAlone } from './command.ts';
import { type Asked, answerQuestion, type Desk } from './desk.ts';
import { inPassing, inThread } from './memory.ts';

/**
 * A button that asks: what to ask next, or which of several people is meant. Answered where it was pressed: in the thread of its message, alone where the
 * message was for one person, in direct messages from App Home.
 */
export function answerNextSteps(app: App, desk: Desk): void {
  const { kit } = desk;
  app.action(/^ask:/, async ({ body, client, context, respond }) => {
    const press = readPress(body);
    if (!press || press.value === '') return;
    const { userId, pressId, value: text, on } = press;
    if (on?.isEphemeral) {
      const target = { key: `answer:${pressId}`, channel: on.channel, ephemeralTo: userId };
      await answerAlone(kit, { text, userId, conversations: [inPassing(on.channel, userId)], target, respond });
      return;
    }
    const asked = on ? askedOn(press, on) : askedElsewhere(press, await directChannel(client, userId));
    await answerQuestion(desk, { ...asked, teamId: context.teamId });
  });
}

type Where = NonNullable<Press['on']>;

/** In the thread of the message that holds the button. */
function askedOn({ userId, pressId, value: text }: Press, { channel, ts, threadTs = ts }: Where): Asked {
  const isDirect = channel.startsWith('D');
  return {
    text,
    userId,
    place: isDirect ? 'private' : 'channel',
    conversations: [inThread(channel, threadTs), ...(isDirect ? [inPassing(channel, userId)] : [])],
    target: { key: `answer:${pressId}`, channel, threadTs },
  };
}

/** In direct messages, as App Home holds no answers. */
function askedElsewhere({ userId, pressId, value: text }: Press, channel: string): Asked {
  const target = { key: `answer:${pressId}`, channel };
  return { text, userId, place: 'private', conversations: [inPassing(channel, userId)], target };
}
