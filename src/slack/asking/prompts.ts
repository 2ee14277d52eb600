import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { BotKit } from '../kit.ts';

const opened = z.object({ channel: z.string(), user: z.string(), tab: z.literal('messages') });

/** What most begin with; Slack shows four at most. */
const prompts = [
  { title: 'Who is leaving?', message: 'who is leaving' },
  { title: 'Who will buy?', message: 'who will buy' },
  { title: 'How was last month?', message: 'revenue last month' },
  { title: 'What else can I ask?', message: 'help' },
];

/** Offers questions when somebody opens direct messages with the bot. An ornament: where Slack refuses it, the messages work without. */
export function suggestPrompts(app: App, kit: BotKit): void {
  app.event('app_home_opened', async ({ event, client }) => {
    const { data } = opened.safeParse(event);
    if (!data || (await kit.roleOf(data.user)) === undefined) return;
    await client.assistant.threads
      .setSuggestedPrompts({ channel_id: data.channel, title: 'What would you like to know?', prompts })
      .catch((error: unknown) => kit.onTrouble('Slack would not show what can be asked in direct messages.', error));
  });
}
