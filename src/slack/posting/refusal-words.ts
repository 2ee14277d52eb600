const words: Readonly<Record<string, string>> = {
  channel_not_found: 'there is no such channel, or Patron is not in it: invite it there with /invite',
  not_in_channel: 'Patron is not in the channel: invite it there with /invite',
  is_archived: 'the channel is archived',
  user_not_in_channel: 'the person is not in the channel',
  cannot_dm_bot: 'it is addressed to a bot',
  msg_too_long: 'the message is too long',
  msg_blocks_too_long: 'the message is too long',
  invalid_blocks: 'the message is not laid out as Slack wants it; please report this',
  restricted_action: 'the workspace lets no app write there',
  restricted_action_read_only_channel: 'only some people may write in the channel',
  restricted_action_thread_locked: 'the thread is locked',
  missing_scope: 'the Slack app lacks a permission: install it again from manifests/slack.json',
  message_limit_exceeded: 'the workspace has reached its limit of messages',
};

/** Why Slack refuses a message for good, in words; `error` by Slack's own name. */
export function refusalWords(error: string): string {
  return `${words[error] ?? 'Slack refuses it'} (${error})`;
}
