import type { WebClient } from '@slack/web-api';

/** The channel of direct messages with a user, opened where there is none yet. Raises what Slack answers. */
export async function directChannel(client: WebClient, userId: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: userId });
  if (channel?.id === undefined) throw new Error('Slack opened direct messages without saying where.');
  return channel.id;
}
