import type { AnyChunk, Block } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { postMetadata } from '../kit.ts';

/** Where a stream runs: a thread of direct messages, for the one who asked. */
export interface StreamPlace {
  readonly channel: string;
  readonly threadTs: string;
  readonly userId: string;
  readonly teamId?: string;
}

/** A message that is seen growing. */
export interface AnswerStream {
  /** Shows that something is being looked up, before there is anything to show. */
  begin(): void;
  /** Shows a message, its opening first, and ends the stream; gives its time stamp. Rejects where Slack fails: the message may then stand or not. */
  finish(blocks: readonly Block[], key: string): Promise<string>;
  /** Takes away what was begun, once it is known that the message stands elsewhere (`ts`) or will not come. */
  tidy(ts?: string): Promise<void>;
}

const looking = (status: 'in_progress' | 'complete'): AnyChunk => ({
  type: 'task_update',
  id: 'look-up',
  title: status === 'complete' ? "Looked at the shop's figures" : "Looking at the shop's figures",
  status,
});

/**
 * A stream that is not begun yet. It begins with the notice that something is looked up and never with the answer: what an unknown end of the first call leaves
 * behind says nothing twice. `client` must try each call once, as a second try could append twice.
 */
export function answerStream(client: WebClient, place: StreamPlace): AnswerStream {
  const { channel, threadTs, userId, teamId } = place;
  let begun: Promise<string> | undefined;
  const start = async (chunks: AnyChunk[]) => {
    const { ts } = await client.chat.startStream({
      channel,
      thread_ts: threadTs,
      recipient_user_id: userId,
      ...(teamId === undefined ? {} : { recipient_team_id: teamId }),
      chunks,
    });
    if (ts === undefined) throw new Error('Slack began a stream without saying which.');
    return ts;
  };
  return {
    begin() {
      begun ??= start([looking('in_progress')]);
      // Looked at in finish() and tidy(); until then a failure must not count as unhandled.
      begun.catch(() => undefined);
    },
    async finish(blocks, key) {
      const [opening, rest] = [blocks.slice(0, 1), blocks.slice(1)];
      begun ??= start([looking('in_progress')]);
      const ts = await begun;
      await client.chat.appendStream({ channel, ts, chunks: [looking('complete'), blocksChunk(opening)] });
      await client.chat.stopStream({
        channel,
        ts,
        blocks: rest,
        metadata: postMetadata(key),
        session_status: 'active',
      });
      return ts;
    },
    async tidy(posted) {
      const ts = await begun?.catch(() => undefined);
      if (ts !== undefined && ts !== posted) await client.chat.delete({ channel, ts }).catch(() => undefined);
    },
  };
}

/** @slack/types wants the blocks that it knows; Slack takes any. */
function blocksChunk(blocks: Block[]): AnyChunk {
  return { type: 'blocks', blocks };
}
