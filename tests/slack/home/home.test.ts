import { describe, expect, it } from 'vitest';
import { FatalError } from '../../../src/domain/errors.ts';
import { watchedWords } from '../../../src/domain/watched-words.ts';
import type { Answer } from '../../../src/questions/answer.ts';
import { home } from '../../../src/slack/home/home.ts';
import { addRule } from '../../../src/store/alert-rules.ts';
import { keepSubscription, type Subscription } from '../../../src/store/chat-subscriptions.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { type CornerOptions, startCornerBot, wordsOf } from '../corner-bot.ts';
import { movedClock, startStore } from '../running-bot.ts';

const { ana, ben, cleo, dora } = people;

const backtest: Answer = {
  id: 'backtest',
  headline: 'Better than recency: act on it.',
  basis: '120 orders of 14 customers before 9 November 2011.',
  next: [],
};

const digestHere: Subscription = {
  channel: channels.sales,
  kind: 'digest',
  timeZone: 'Europe/Berlin',
  language: 'zh',
  showsNames: true,
  createdBy: ana.id,
  createdAt: 1,
};

async function startHome({ patron, ...options }: CornerOptions = {}) {
  let made = 0;
  const running = await startCornerBot(home, {
    ...options,
    patron: {
      backtest: () => {
        made += 1;
        return Promise.resolve(backtest);
      },
      ...patron,
    },
  });
  const { slack } = running;
  const published = () => slack.calls.filter(({ method }) => method === 'views.publish').length;
  const open = async (user: string) => {
    const before = published();
    await slack.say.openHome({ user });
    await slack.until(() => (published() > before ? true : undefined), { what: 'a home' });
    return wordsOf(slack.say.home(user)?.view);
  };
  return { ...running, open, published, timesMade: () => made };
}

describe.each(['socket', 'http'] as const)('App Home over %s', (mode) => {
  it('tells the week, the data, the model and what is sent where', async () => {
    const store = startStore();
    keepSubscription(store, { ...digestHere, mutedUntil: Date.parse('2099-01-01T12:00:00Z') });
    const { open, slack } = await startHome({ mode, store });
    const shown = await open(ana.id);
    for (const part of [
      'act on it',
      '14 customers before 9 November 2011',
      channels.sales,
      'weekly digest, in Chinese, with names, muted until 1 Jan 2099, 13:00',
      'settings:open',
      'digest:preview',
      'ask:digest',
      'Anna Meier',
    ]) {
      expect(shown).toContain(part);
    }
    expect(slack.violations).toEqual([]);
  });
});

describe('App Home', () => {
  it('shows ids to viewers, settings to approvers alone, and one sentence to people without a role', async () => {
    const { open } = await startHome();
    expect(await open(cleo.id)).not.toMatch(/Anna|Meier|Okafor|settings:open/);
    expect(await open(ben.id)).toMatch(/Anna Meier(?!.*settings:open)/s);
    const stranger = await open(dora.id);
    expect(stranger).toContain('You may not ask Patron yet');
    expect(stranger).not.toMatch(/Anna|a1|revenue|act on it/i);
  });

  it('is made once a minute, and sent again only where it would look otherwise', async () => {
    const clock = movedClock();
    const { open, slack, store, published, timesMade } = await startHome({ clock });
    await open(ana.id);
    await slack.say.openHome({ user: ana.id });
    await open(ben.id);
    expect([timesMade(), published()]).toEqual([1, 2]);
    keepSubscription(store, digestHere);
    expect(await open(ana.id)).toContain('weekly digest, in Chinese');
    expect(timesMade()).toBe(1);
    clock.move(61_000);
    await open(ana.id);
    expect(timesMade()).toBe(2);
  });

  it('says in words what is missing, and shows the rest', async () => {
    const { open, troubles } = await startHome({
      patron: {
        backtest: () =>
          Promise.reject(new FatalError('model-missing', 'No model was trained yet.', 'Train one: patron train')),
        digest: () => Promise.reject(new TypeError('x is not a function')),
      },
    });
    const shown = await open(ana.id);
    expect(shown).toMatch(/No model was trained yet\..*Train one: patron train/s);
    expect(shown).toContain('Not available');
    expect(shown).not.toContain('not a function');
    expect(troubles).toEqual([expect.stringMatching(/^A part of App Home could not be made.*x is not a function/)]);
  });

  it('tells of each connected system, and what alerts are about', async () => {
    const store = startStore();
    keepSubscription(store, { ...digestHere, kind: 'alerts', language: 'en', showsNames: false });
    const watched = { kind: 'segment-entry', group: 'at-risk', move: 'enters', among: 'high-value' } as const;
    addRule(store, { channel: channels.sales, watched, dailyCap: 5, createdBy: ana.id, createdAt: 1, owner: ben.id });
    const state: Answer = {
      id: 'data-state',
      headline: 'All is well.',
      facts: [
        { label: 'Last order', value: 'today' },
        { label: 'Model', value: 'said below' },
      ],
      table: { columns: [], rows: [['Shopify', '9 Nov 2011', 'done']] },
      lines: ['The totals equal those of Shopify.'],
      basis: '',
      next: [],
    };
    const { open } = await startHome({ store, patron: { ask: () => Promise.resolve(state) } });
    const shown = await open(ana.id);
    expect(shown).toMatch(/Last order.*today.*Shopify.*9 Nov 2011: done.*The totals equal/s);
    expect(shown).not.toContain('said below');
    expect(shown).toMatch(new RegExp(`alerts, in English, with ids alone.*${watchedWords(watched)}.*${ben.id}`, 's'));
  });

  it('shows no view where the messages are opened', async () => {
    const { slack, open, published } = await startHome();
    await slack.say.openHome({ user: ana.id, tab: 'messages' });
    await open(ana.id);
    expect(published()).toBe(1);
  });
});
