import type { WebClient } from '@slack/web-api';

/** Shown under the message box of whoever waits: `Patron is looking at the figures…`. */
const statusText = 'is looking at the figures…';

/** Shows that an answer is being looked for. */
export interface Progress {
  /** Shows the status, and in direct messages Slack's own stop button. */
  show(): void;
  /** Takes it back. */
  end(): Promise<void>;
}

/**
 * The status of a thread. It is an ornament: an answer neither waits for it nor fails with it, so what Slack says to it is not looked at. `canStop`: a thread of
 * direct messages, which is an agent's session (docs.slack.dev, ai/agent-sessions).
 */
export function threadProgress(
  client: WebClient,
  { channel, threadTs, canStop }: { channel: string; threadTs: string; canStop: boolean },
): Progress {
  const thread = { channel_id: channel, thread_ts: threadTs };
  let shown: Promise<unknown> | undefined;
  const set = (status: string) => client.assistant.threads.setStatus({ ...thread, status });
  const session = (status: string) => client.agents.sessions.setStatus({ ...thread, status });
  return {
    show() {
      shown ??= Promise.allSettled([set(statusText), ...(canStop ? [session('processing')] : [])]);
    },
    async end() {
      if (shown === undefined) return;
      // Only once it stands: taken back before, it would come after the answer and stay.
      await shown;
      await Promise.allSettled([set(''), ...(canStop ? [session('active')] : [])]);
    },
  };
}
