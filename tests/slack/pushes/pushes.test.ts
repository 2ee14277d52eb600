import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { proposeOnSchedule } from '../../../src/jobs/push/scheduled.ts';
import type { BotKit } from '../../../src/slack/kit.ts';
import { pushes } from '../../../src/slack/pushes/pushes.ts';
import { openPushRounds } from '../../../src/slack/pushes/tell-pushes.ts';
import { keepSubscription } from '../../../src/store/chat-subscriptions.ts';
import { listBatches } from '../../../src/store/push-approvals.ts';
import { listStanding } from '../../../src/store/push-standing.ts';
import { type OpenDesk, openDesk } from '../../jobs/push/push-desk.ts';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { type CornerOptions, startCornerBot, wordsOf } from '../corner-bot.ts';

const { ana, ben, dora } = people;
const channel = channels.sales;

/** The bot over the real way into a local HubSpot, with a proposal of the schedule in a channel. */
async function startPushes({ showsNames = false, ...options }: CornerOptions & { showsNames?: boolean } = {}) {
  const desk = await openDesk();
  keepSubscription(desk.store, {
    channel,
    kind: 'alerts',
    timeZone: 'UTC',
    language: 'en',
    showsNames,
    createdBy: ana.id,
    createdAt: 1,
  });
  let kit: BotKit | undefined;
  const running = await startCornerBot(
    (app, given) => {
      kit = given;
      pushes(app, given);
    },
    {
      store: desk.store,
      clock: desk.time.clock,
      patron: {
        ...desk.use,
        people: (words) => Promise.resolve([{ customerId: words, orders: 1, revenue: '' }]),
      },
      ...options,
    },
  );
  if (!kit) throw new Error('The feature was not registered.');
  const round = openPushRounds(kit);
  await proposeOnSchedule(desk.desk);
  await round();
  const { slack } = running;
  const shown = await slack.until(() => slack.messages(channel).find(({ isBots }) => isBots), { what: 'a proposal' });
  return { ...running, desk, round, shown };
}

/** How the first message of the channel stands. */
const now = (slack: LocalSlack) => wordsOf(slack.messages(channel).find(({ isBots }) => isBots)?.blocks);

const until = (slack: LocalSlack, words: RegExp) =>
  slack.until(() => (words.test(now(slack)) ? slack.messages(channel).find(({ isBots }) => isBots) : undefined), {
    what: `${words}`,
  });

const alone = (slack: LocalSlack, user: string) =>
  slack.until(() => slack.messages(channel).find(({ ephemeralTo }) => ephemeralTo === user), { what: 'a word alone' });

const valueAt = ({ server, contact }: OpenDesk, place: number, field: string) =>
  server.portal.valueOf(contact(place), field);

describe.each(['socket', 'http'] as const)('pushes over %s', (mode) => {
  it('are shown with counts, examples, control group and hash, approved, and taken back', async () => {
    const { slack, shown, desk } = await startPushes({ mode });
    const [batch] = listBatches(desk.store, { limit: 1 });
    const words = wordsOf(shown.blocks);
    expect(words).toMatch(/20 contacts in HubSpot would be changed/);
    expect(words).toMatch(/Control group of 'hot'/);
    expect(words).toContain(batch?.hash.slice(0, 12));
    expect(words).toContain(desk.person(0));
    expect(words).not.toContain('Name 0');
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:approve' });
    const done = await until(slack, /changes written/);
    expect(wordsOf(done.blocks)).toContain(ana.id);
    expect(wordsOf(done.blocks)).not.toContain('push:approve');
    expect(valueAt(desk, 3, 'patron_propensity')).toBe('0.17');
    await slack.say.press({ user: ana.id, message: done, actionId: 'push:undo' });
    const undone = await until(slack, /Taken back by/);
    expect(wordsOf(undone.blocks)).not.toContain('push:undo');
    expect(valueAt(desk, 3, 'patron_propensity')).toBe('');
    expect(slack.violations).toEqual([]);
  });

  it('are proposed anew without what an approver leaves out in the window', async () => {
    const { slack, shown, desk } = await startPushes({ mode });
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:edit' });
    const modal = await slack.until(() => slack.say.modal(ana.id), { what: 'a window' });
    expect(wordsOf(modal.view)).toContain('Likely to buy');
    const nothing = await slack.say.submit({ user: ana.id, values: {} });
    expect(JSON.stringify(nothing.ackBody)).toContain('Nothing is left out');
    await slack.say.submit({ user: ana.id, values: { customers: `${desk.person(19)}\n${desk.person(18)}` } });
    await until(slack, /Replaced by a newer proposal/);
    const fresh = await slack.until(() =>
      slack.messages(channel).find(({ text }) => /^18 contacts in HubSpot would be changed/.test(text)),
    );
    await slack.say.press({ user: ana.id, message: fresh, actionId: 'push:approve' });
    await slack.until(() => (valueAt(desk, 17, 'patron_propensity') === '' ? undefined : true));
    expect(valueAt(desk, 19, 'patron_propensity')).toBe('');
    expect(slack.violations).toEqual([]);
  });
});

describe('who may decide', () => {
  it('is an approver alone; others are told so, and nothing is written', async () => {
    const { slack, shown, desk } = await startPushes();
    for (const actionId of ['push:approve', 'push:reject', 'push:edit']) {
      await slack.say.press({ user: ben.id, message: shown, actionId });
    }
    expect((await alone(slack, ben.id)).text).toContain('Only approvers may do this');
    await slack.say.press({ user: dora.id, message: shown, actionId: 'push:approve' });
    expect((await alone(slack, dora.id)).text).toContain('You may not ask Patron yet');
    expect(desk.writes()).toBe(0);
    expect(listBatches(desk.store, { limit: 5 }).map(({ state }) => state)).toEqual(['proposed']);
  });
});

describe('a decision', () => {
  it('works once: a second press says who did it', async () => {
    const { slack, shown, desk } = await startPushes();
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:reject' });
    await until(slack, /Rejected/);
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:approve' });
    expect(wordsOf(await alone(slack, ana.id))).toContain(`rejected by slack:${ana.id}`);
    expect(desk.writes()).toBe(0);
  });

  it('about a plan that has changed writes nothing, and shows the new one', async () => {
    const { slack, shown, desk } = await startPushes();
    desk.raiseChances(0.1);
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:approve' });
    await until(slack, /Replaced by a newer proposal/);
    const fresh = await slack.until(() =>
      slack.messages(channel).find(({ blocks }) => wordsOf(blocks).includes('not what was shown any more')),
    );
    expect(desk.writes()).toBe(0);
    await slack.say.press({ user: ana.id, message: fresh, actionId: 'push:approve' });
    await slack.until(() => (valueAt(desk, 0, 'patron_propensity') === '0.15' ? true : undefined));
  });

  it('at the terminal shows in Slack with the next round, and so does the end of its time', async () => {
    const { slack, desk, round } = await startPushes();
    const [batch] = listBatches(desk.store, { limit: 1 });
    await desk.use.decidePush({ id: batch?.id ?? '', as: 'approve', by: 'cli' });
    await round();
    expect(wordsOf((await until(slack, /changes written/)).blocks)).toContain('somebody at the terminal');
    const other = await startPushes();
    other.desk.time.advance(86_400_000);
    await other.round();
    await until(other.slack, /Nobody said yes in time/);
  });

  it('says what went wrong to the presser, and the message stays open', async () => {
    const { slack, shown, desk } = await startPushes();
    desk.server.portal.settings.scopes.delete('crm.schemas.contacts.write');
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:approve' });
    expect(wordsOf(await alone(slack, ana.id))).toContain('crm.schemas.contacts.write');
    await until(slack, /push:approve/);
    expect(desk.writes()).toBe(0);
  });
});

describe('names', () => {
  it('are shown where the channel shows names', async () => {
    const { shown } = await startPushes({ showsNames: true });
    expect(wordsOf(shown.blocks)).toContain('Name 0');
    expect(wordsOf(shown.blocks)).not.toContain('@example.com');
  });
});

describe('a standing approval', () => {
  it('is given in a window below a push of one rule, told of each time, and ended by a button', async () => {
    const { slack, desk, round } = await startPushes();
    const { id } = z.object({ id: z.string() }).parse((await desk.use.push({ by: 'schedule', rule: 'hot' })).data);
    await round();
    const ofRule = await slack.until(() => slack.messages(channel).find(({ text }) => /of the rule 'hot'/.test(text)));
    await slack.say.press({ user: ana.id, message: ofRule, actionId: 'push:approve' });
    const done = await slack.until(() =>
      slack.messages(channel).find(({ ts, blocks }) => ts === ofRule.ts && wordsOf(blocks).includes('push:always')),
    );
    await slack.say.press({ user: ana.id, message: done, actionId: 'push:always' });
    await slack.until(() => slack.say.modal(ana.id), { what: 'a window' });
    await slack.say.submit({ user: ana.id, values: { cap: '5' } });
    await slack.until(() => (listStanding(desk.store).length > 0 ? true : undefined));
    expect(listStanding(desk.store)).toMatchObject([{ rule: 'hot', dailyCap: 5, setBy: `slack:${ana.id}` }]);
    await desk.use.undoPush({ id, by: 'cli' });
    desk.raiseChances(0.2);
    await proposeOnSchedule(desk.desk);
    await round();
    const told = await slack.until(() =>
      slack.messages(channel).find(({ blocks }) => wordsOf(blocks).includes("the standing approval of 'hot'")),
    );
    await slack.say.press({ user: ana.id, message: told, actionId: 'push:never' });
    await slack.until(() => (listStanding(desk.store).length === 0 ? true : undefined));
  });
});
