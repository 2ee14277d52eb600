import { describe, expect, it } from 'vitest';
import { linkedPerson } from '../../../src/jobs/linked-person.ts';
import { unfurl } from '../../../src/slack/unfurl/unfurl.ts';
import { writeFact } from '../../../src/store/facts.ts';
import { customer, identity } from '../../../src/store/schema.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { startCornerBot, wordsOf } from '../corner-bot.ts';
import { startStore } from '../running-bot.ts';

const channel = channels.sales;
const anna = 'https://app.hubspot.com/contacts/4711/record/0-1/99';
const annaInShop = 'https://admin.shopify.com/store/corner-shop/customers/77';

/** A store that knows Anna at both systems, by the accounts that are synced. */
async function startUnfurling(mode: 'socket' | 'http' = 'socket') {
  const store = startStore();
  const { id } = store.db.insert(customer).values({ publicId: 'a1' }).returning().get();
  store.db
    .insert(identity)
    .values([
      { customerId: id, source: 'hubspot', sourceId: '99' },
      { customerId: id, source: 'shopify', sourceId: '77' },
    ])
    .run();
  const access = (account: string) => JSON.stringify({ checkedAt: 1, access: { account, missing: [], limits: [] } });
  writeFact(store, 'access:hubspot', access('portal 4711'));
  writeFact(store, 'access:shopify', access('Corner-Shop.myshopify.com'));
  return startCornerBot(unfurl, { mode, store, patron: { personOf: async (link) => linkedPerson(store, link) } });
}

async function cardsUnder(
  urls: readonly string[],
  { user = people.ana.id, mode = 'socket' as 'socket' | 'http' } = {},
) {
  const { slack, bot } = await startUnfurling(mode);
  const shared = await slack.say.shareLink({ user, channel, urls });
  // The listener is done when a second link of somebody who may share is shown.
  const last = await slack.say.shareLink({ user: people.ana.id, channel, urls: [annaInShop] });
  const message = (ts: string | undefined) => slack.messages(channel).find((one) => one.ts === ts);
  await slack.until(() => message(last.ts)?.unfurls);
  expect(bot.kit).toBeDefined();
  expect(slack.violations).toEqual([]);
  return message(shared.ts)?.unfurls ?? {};
}

describe.each(['socket', 'http'] as const)('a link over %s', (mode) => {
  it('to a contact or a customer gets the card of the person', async () => {
    const cards = await cardsUnder([anna, annaInShop, 'https://app.hubspot.com/contacts/4711'], { mode });
    expect(Object.keys(cards)).toEqual([anna, annaInShop]);
    expect(wordsOf(cards[anna])).toMatch(/Anna Meier.*20 orders/s);
    expect(wordsOf(cards[annaInShop])).toContain('Anna Meier');
  });
});

describe('a link', () => {
  it('shows ids where whoever shared it may not see names', async () => {
    const cards = await cardsUnder([anna], { user: people.cleo.id });
    expect(wordsOf(cards)).toMatch(/a1.*20 orders/s);
    expect(wordsOf(cards)).not.toMatch(/Anna|Meier/);
  });

  it.each([
    ['of somebody without a role', anna, people.dora.id],
    ['to an unknown person', 'https://app.hubspot.com/contacts/4711/record/0-1/100', people.ana.id],
    ['into another portal', 'https://app.hubspot.com/contacts/4712/record/0-1/99', people.ana.id],
    ['into another shop', 'https://admin.shopify.com/store/other-shop/customers/77', people.ana.id],
  ])('%s stays as it is', async (_, url, user) => {
    expect(await cardsUnder([url], { user })).toEqual({});
  });
});
