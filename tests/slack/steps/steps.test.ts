import { describe, expect, it } from 'vitest';
import { tagCustomer } from '../../../src/jobs/tag.ts';
import type { PersonSummary } from '../../../src/patron.ts';
import { steps } from '../../../src/slack/steps/steps.ts';
import { tagsOf } from '../../../src/store/customer-tags.ts';
import { customer } from '../../../src/store/schema.ts';
import { people } from '../../support/slack-server/workspace.ts';
import { startCornerBot } from '../corner-bot.ts';
import { startStore } from '../running-bot.ts';

const { ana, ben, cleo, dora } = people;

const known: readonly (PersonSummary & { readonly words: readonly string[] })[] = [
  {
    words: ['a1', 'Anna Meier'],
    customerId: 'a1',
    isExact: true,
    name: 'Anna Meier',
    orders: 20,
    revenue: '850 EUR',
    segment: 'high-value',
    propensity: 0.81,
  },
  { words: ['twins'], customerId: 'b1', isExact: true, name: 'Twin', orders: 1, revenue: '1 EUR' },
  { words: ['twins'], customerId: 'b2', isExact: true, name: 'Twin', orders: 1, revenue: '1 EUR' },
  { words: ['anna'], customerId: 'a1', isExact: false, name: 'Anna Meier', orders: 20, revenue: '850 EUR' },
];

async function startSteps(mode: 'socket' | 'http' = 'socket') {
  const store = startStore();
  store.db.insert(customer).values({ publicId: 'a1', name: 'Anna Meier', email: 'anna@shop.example' }).run();
  const clock = { now: () => new Date('2026-11-24T09:30:00Z') };
  const running = await startCornerBot(steps, {
    mode,
    store,
    patron: {
      people: (words) => Promise.resolve(known.filter((one) => one.words.includes(words))),
      tag: async (asked) => tagCustomer({ store, clock }, asked),
    },
  });
  const { slack } = running;
  const run = async (callbackId: string, inputs: Record<string, unknown>) => {
    const delivery = await slack.say.runStep({ callbackId, inputs });
    const execution = await slack.until(() => {
      const one = slack.world.executions.get(delivery.executionId ?? '');
      return one?.state === 'running' ? undefined : one;
    });
    return { ...execution, delivery };
  };
  return { ...running, run, tags: () => tagsOf(store, 'a1') };
}

describe.each(['socket', 'http'] as const)('steps of a workflow over %s', (mode) => {
  it('score a customer, by id alone', async () => {
    const { run } = await startSteps(mode);
    const scored = await run('score_customer', { customer: ' Anna Meier ', user: cleo.id });
    expect(scored).toMatchObject({
      state: 'done',
      outputs: {
        found: true,
        customer_id: 'a1',
        chance: 0.81,
        chance_text: '81 % chance of an order within 30 days',
        segment: 'high-value',
      },
    });
    expect(JSON.stringify(scored.outputs)).toMatch(/a1.*20 orders/i);
    expect(JSON.stringify(scored.outputs)).not.toContain('Anna');
  });

  it('tag a customer for an approver, once', async () => {
    const { run, tags, slack } = await startSteps(mode);
    const inputs = { customer: 'anna@shop.example', tag: 'VIP', user: ana.id };
    const tagged = await run('tag_customer', inputs);
    expect(tagged).toMatchObject({
      state: 'done',
      outputs: { customer_id: 'a1', tag: 'vip', done: true, message: "a1 is tagged 'vip' now." },
    });
    await slack.say.redeliver(tagged.delivery, { newEventId: true });
    expect((await run('tag_customer', inputs)).outputs).toMatchObject({
      done: true,
      message: "a1 is tagged 'vip' already.",
    });
    expect(tags()).toEqual(['vip']);
  });
});

describe('a step', () => {
  it('finds nobody in words', async () => {
    const { run } = await startSteps();
    const scored = await run('score_customer', { customer: 'Nobody', user: ben.id });
    expect(scored).toMatchObject({ state: 'done', outputs: { found: false, customer_id: '' } });
    expect(scored.outputs).not.toHaveProperty('chance');
  });

  it.each([
    ['several people', 'score_customer', { customer: 'twins', user: ana.id }, /Several customers.*b1, b2/],
    ['nobody exactly', 'score_customer', { customer: 'anna', user: ana.id }, /Nobody is called exactly so.*a1/],
    ['no customer', 'score_customer', { customer: ' ', user: ana.id }, /Say which customer/],
    ['no user', 'score_customer', { customer: 'a1' }, /who runs the workflow/],
    ['somebody without a role', 'score_customer', { customer: 'a1', user: dora.id }, /SLACK_VIEWERS/],
    ['an analyst who tags', 'tag_customer', { customer: 'a1', tag: 'vip', user: ben.id }, /SLACK_APPROVERS/],
    ['no tag', 'tag_customer', { customer: 'a1', tag: '!!', user: ana.id }, /Cannot use '!!' as a tag/],
    ['an unknown customer', 'tag_customer', { customer: 'zz', tag: 'vip', user: ana.id }, /Nobody is exactly 'zz'/],
  ])('fails in words: %s', async (_, callbackId, inputs, words) => {
    const { run, tags } = await startSteps();
    const failed = await run(callbackId, inputs);
    expect(failed.state).toBe('failed');
    expect(failed.error).toMatch(words);
    expect(failed.error).not.toMatch(/Anna|Twin/);
    expect(tags()).toEqual([]);
  });
});
