import type { App } from '@slack/bolt';
import type { LinkUnfurls } from '@slack/web-api';
import { z } from 'zod';
import { answerMessage } from '../blocks/answer-message.ts';
import type { BotKit, Role } from '../kit.ts';
import { personLinkOf } from './person-link.ts';

const shared = z.object({
  channel: z.string(),
  user: z.string(),
  message_ts: z.string(),
  unfurl_id: z.string().nullish(),
  source: z.enum(['composer', 'conversations_history']).nullish(),
  links: z.array(z.object({ url: z.string() })),
});

/** Cards under one message at most. */
const mostCards = 5;

/**
 * A link to a customer in HubSpot or Shopify gets their card, for all in the channel: by the rules of a channel, and with the names that whoever shared it may
 * see. Unknown people, and links of people without a role, stay as they are.
 */
export function unfurl(app: App, kit: BotKit): void {
  app.event('link_shared', async ({ event, client }) => {
    const { data } = shared.safeParse(event);
    const role = data && (await kit.roleOf(data.user));
    if (!data || !role) return;
    const unfurls = await cardsOf(kit, data.links.slice(0, mostCards), role);
    if (Object.keys(unfurls).length === 0) return;
    const { channel, message_ts: ts, unfurl_id, source } = data;
    await client.chat.unfurl({ unfurls, ...(unfurl_id && source ? { unfurl_id, source } : { channel, ts }) });
  });
}

async function cardsOf(kit: BotKit, links: readonly { readonly url: string }[], role: Role): Promise<LinkUnfurls> {
  const cards = await Promise.all(
    links.map(async ({ url }) => {
      const link = personLinkOf(url);
      const customerId = link && (await kit.patron.personOf(link));
      return customerId === undefined ? [] : [[url, await cardOf(kit, customerId, role)] as const];
    }),
  );
  return Object.fromEntries(cards.flat());
}

/** Without what is offered: the message is somebody else's, and could not tell what was done. */
async function cardOf({ patron }: BotKit, customerId: string, role: Role): Promise<LinkUnfurls[string]> {
  const answer = await patron.ask(`who is ${customerId}`, { names: role === 'viewer' ? 'hidden' : 'shown' });
  const { blocks } = answerMessage({ ...answer, offers: [] }, { place: 'channel' });
  return { blocks: [...blocks] };
}
