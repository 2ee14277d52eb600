import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

/** Pages of 200 messages that are looked through, at most: what was sent minutes ago is among the newest. */
const mostPages = 5;

const marked = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.literal('patron_post'), event_payload: z.object({ key: z.string() }) }),
});

/**
 * Time stamp of the message with this key where it stands in Slack, undefined where it does not. Looks by the newest, not by the clock: ours may be set to a replay. Raises what
 * Slack's client raises.
 */
export async function findPost(
  client: WebClient,
  { key, channel, threadTs }: { readonly key: string; readonly channel: string; readonly threadTs?: string },
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const options = { channel, include_all_metadata: true, limit: 200, ...(cursor ? { cursor } : {}) };
    const { messages = [], response_metadata: next } =
      threadTs === undefined
        ? await client.conversations.history(options)
        : await client.conversations.replies({ ...options, ts: threadTs });
    for (const message of messages) {
      const { data } = marked.safeParse(message);
      if (data?.metadata.event_payload.key === key) return data.ts;
    }
    cursor = next?.next_cursor;
    if (!cursor) return undefined;
  }
  return undefined;
}
