import { message } from './blocks/message.ts';
import { paragraph } from './blocks/rich-text.ts';
import type { ChatMessage } from './kit.ts';

/** What somebody without a role is told: what to do about it, and nothing of the shop. */
export const refusal: ChatMessage = sentence(
  'You may not ask Patron yet. Whoever runs it can let you: they add your member ID to SLACK_VIEWERS, SLACK_ANALYSTS or SLACK_APPROVERS.',
);

/** What somebody is told who may ask, but not change anything. */
export const approversOnly: ChatMessage = sentence(
  'Only approvers may do this. Whoever runs Patron can make you one: they add your member ID to SLACK_APPROVERS.',
);

/** A message of one sentence. */
export function sentence(text: string): ChatMessage {
  return message(text, [paragraph(text)]);
}
