import { describe, expect, it } from 'vitest';
import { tagCustomer } from '../../../src/jobs/tag.ts';
import type { Answer } from '../../../src/questions/answer.ts';
import { asking } from '../../../src/slack/asking/asking.ts';
import { tagging } from '../../../src/slack/tagging/tagging.ts';
import { tagsOf } from '../../../src/store/customer-tags.ts';
import { customer } from '../../../src/store/schema.ts';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { type CornerOptions, startCornerBot, wordsOf } from '../corner-bot.ts';
import { startStore } from '../running-bot.ts';

const { ana, ben, dora } = people;
const channel = channels.sales;

/** Offers to tag Anna, whatever is asked. */
const offer: Answer = {
  id: 'tag',
  headline: "Tag Anna Meier as 'vip'?",
  basis: 'Tags are kept in Patron.',
  next: ['who is a1'],
  customerId: 'a1',
  offers: [{ kind: 'tag', customerId: 'a1', tag: 'vip' }],
};

/** A store with Anna in it, where tags are really kept; what is asked offers to tag her. */
async function startTagging(options: CornerOptions = {}) {
  const store = startStore();
  store.db.insert(customer).values({ publicId: 'a1', name: 'Anna Meier' }).run();
  const clock = { now: () => new Date('2026-11-24T09:30:00Z') };
  const running = await startCornerBot(
    (app, kit) => {
      asking(app, kit);
      tagging(app, kit);
    },
    {
      store,
      patron: { ask: () => Promise.resolve(offer), tag: async (asked) => tagCustomer({ store, clock }, asked) },
      ...options,
    },
  );
  const asked = await running.slack.say.mention({ user: ana.id, channel, text: 'tag Anna as vip' });
  return { ...running, asked, offered: await running.slack.answerTo(asked), tags: () => tagsOf(store, 'a1') };
}

/** The message as it stands now, once it has been changed so often. */
function changed(slack: LocalSlack, { ts }: { readonly ts: string }, edits: number) {
  return slack.until(() => slack.messages(channel).find((one) => one.ts === ts && one.edits === edits), {
    what: `change ${edits} of the message`,
  });
}

const alone = (slack: LocalSlack, user: string) =>
  slack.until(() => slack.messages(channel).find(({ ephemeralTo }) => ephemeralTo === user), { what: 'a word alone' });

describe.each(['socket', 'http'] as const)('tagging over %s', (mode) => {
  it('tags after a yes, says who did it, and takes it back', async () => {
    const { slack, offered, tags } = await startTagging({ mode });
    await slack.say.press({ user: ana.id, message: offered, actionId: 'offer:tag' });
    const done = await changed(slack, offered, 1);
    expect(tags()).toEqual(['vip']);
    expect(wordsOf(done.blocks)).toMatch(new RegExp(`Anna Meier is tagged 'vip' now\\..*${ana.id}.*Undo`, 's'));
    expect(wordsOf(done.blocks)).not.toContain('offer:tag');
    expect(wordsOf(done.blocks)).toContain('ask:0');
    await slack.say.press({ user: ana.id, message: done, actionId: 'tag:undo' });
    const undone = await changed(slack, offered, 2);
    expect(tags()).toEqual([]);
    expect(wordsOf(undone.blocks)).toMatch(/no longer tagged 'vip'/);
    expect(wordsOf(undone.blocks)).not.toMatch(/Undo|is tagged 'vip' now/);
    await slack.say.press({ user: ana.id, message: undone, actionId: 'offer:tag' });
    await changed(slack, offered, 3);
    expect(tags()).toEqual(['vip']);
    expect(slack.violations).toEqual([]);
  });

  it('takes another tag from a window, and says so in the thread', async () => {
    const { slack, asked, offered, tags } = await startTagging({ mode });
    await slack.say.press({ user: ana.id, message: offered, actionId: 'tag:edit' });
    await slack.until(() => slack.say.modal(ana.id), { what: 'a window' });
    const refused = await slack.say.submit({ user: ana.id, values: { text: '!!!' } });
    expect(JSON.stringify(refused.ackBody)).toContain('A tag has 1 to 30 letters');
    await slack.say.submit({ user: ana.id, values: { text: 'Stammkundin Süd' } });
    const told = await slack.until(() => slack.messages(channel, asked.ts).find(({ text }) => /sud/.test(text)));
    expect(tags()).toEqual(['stammkundin-sud']);
    await slack.say.press({ user: ana.id, message: told, actionId: 'tag:undo' });
    await changed(slack, told, 1);
    expect(tags()).toEqual([]);
  });
});

describe('who may tag', () => {
  it('refuses analysts and people without a role, alone', async () => {
    const { slack, offered, tags } = await startTagging();
    await slack.say.press({ user: ben.id, message: offered, actionId: 'offer:tag' });
    expect((await alone(slack, ben.id)).text).toContain('Only approvers may do this');
    await slack.say.press({ user: dora.id, message: offered, actionId: 'tag:edit' });
    expect((await alone(slack, dora.id)).text).toContain('You may not ask Patron yet');
    expect(slack.say.modal(dora.id)).toBeUndefined();
    expect(tags()).toEqual([]);
    expect(slack.messages(channel).find(({ ts }) => ts === offered.ts)?.edits).toBe(0);
  });

  it('looks at the role again when the window is sent', async () => {
    const { slack, tags } = await startTagging();
    const on = { channel, ts: '1.000001', isEphemeral: false };
    const view = {
      id: 'V1',
      callback_id: 'tag_modal',
      type: 'modal',
      private_metadata: JSON.stringify({ customerId: 'a1', on }),
      state: { values: { tag: { text: { value: 'vip' } } } },
    };
    const sent = await slack.say.raw('interactive', { type: 'view_submission', user: { id: ben.id }, view });
    expect(JSON.stringify(sent.ackBody)).toContain('Only approvers may do this');
    expect(tags()).toEqual([]);
  });
});

describe('what is done once', () => {
  it('does nothing at a second press, by anybody, and says so to the presser alone', async () => {
    const { slack, offered, tags } = await startTagging();
    await slack.say.press({ user: ana.id, message: offered, actionId: 'offer:tag' });
    const done = await changed(slack, offered, 1);
    // The message as somebody else still sees it.
    await slack.say.press({ user: ana.id, message: offered, actionId: 'offer:tag' });
    expect((await alone(slack, ana.id)).text).toContain("is tagged 'vip' already");
    expect(tags()).toEqual(['vip']);
    expect(slack.messages(channel).find(({ ts }) => ts === offered.ts)).toEqual(done);
  });

  it('says in the thread what was done where the message cannot be changed', async () => {
    const { slack, asked, offered, tags } = await startTagging();
    slack.faults.plan({ kind: 'error', error: 'cant_update_message', methods: ['chat.update'] });
    await slack.say.press({ user: ana.id, message: offered, actionId: 'offer:tag' });
    const told = await slack.until(() =>
      slack.messages(channel, asked.ts).find(({ text }) => /tagged 'vip' now/.test(text)),
    );
    expect(wordsOf(told.blocks)).toContain('Undo');
    expect(tags()).toEqual(['vip']);
  });

  it('tells why a tag cannot be given', async () => {
    const { slack, store, offered } = await startTagging();
    store.db.delete(customer).run();
    await slack.say.press({ user: ana.id, message: offered, actionId: 'offer:tag' });
    expect(wordsOf(await alone(slack, ana.id))).toContain("Nobody is exactly 'a1'.");
  });
});
