import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeekOf } from '../../../src/domain/iso-week.ts';
import { dueDigest } from '../../../src/jobs/chat/digest-due.ts';
import { type DigestErrand, openDigestRounds } from '../../../src/jobs/chat/digest-round.ts';
import {
  dropSubscription,
  keepSubscription,
  listSubscriptions,
  muteSubscription,
  type Subscription,
} from '../../../src/store/chat-subscriptions.ts';
import { finishSyncRun, startSyncRun } from '../../../src/store/sync-runs.ts';
import { chatStore } from '../../support/chat-store.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday8 = '0 8 * * 1';

const subscription = (given: Partial<Subscription> = {}): Subscription => ({
  channel: 'C1',
  kind: 'digest',
  timeZone: 'Europe/Berlin',
  language: 'en',
  showsNames: false,
  createdBy: 'U1',
  createdAt: 0,
  ...given,
});

const at = (text: string) => Date.parse(text);

describe('dueDigest', () => {
  const due = (now: string, given: Partial<Subscription> = {}, cron = monday8) =>
    dueDigest(subscription(given), { cron, now: at(now) });

  it('comes at the time of the channel, winter and summer, and not before', () => {
    expect(due('2026-11-23T06:59:59Z')).toBeUndefined();
    expect(due('2026-11-23T07:00:00Z')).toEqual({ key: 'digest:2026-W48:C1', slot: at('2026-11-23T07:00:00Z') });
    expect(due('2026-07-13T05:59:59Z')).toBeUndefined();
    expect(due('2026-07-13T06:00:00Z')).toEqual({ key: 'digest:2026-W29:C1', slot: at('2026-07-13T06:00:00Z') });
    expect(due('2026-11-23T07:00:00Z', { timeZone: 'America/New_York' })).toBeUndefined();
    expect(due('2026-11-23T13:00:00Z', { timeZone: 'America/New_York' })?.key).toBe('digest:2026-W48:C1');
  });

  it('is due for the rest of the week, and of the next week only when its time has come', () => {
    expect(due('2026-11-29T22:59:00Z')?.key).toBe('digest:2026-W48:C1');
    expect(due('2026-11-29T23:00:00Z')).toBeUndefined();
  });

  it('comes once in the week in which its hour is skipped, and once in that in which it comes twice', () => {
    // Berlin, 29 March 2026: no 02:30; 25 October 2026: 02:30 twice.
    expect(due('2026-03-29T01:29:00Z', {}, '30 2 * * 0')).toBeUndefined();
    expect(due('2026-03-29T01:30:00Z', {}, '30 2 * * 0')?.slot).toBe(at('2026-03-29T01:30:00Z'));
    expect(due('2026-10-25T00:30:00Z', {}, '30 2 * * 0')?.slot).toBe(at('2026-10-25T00:30:00Z'));
    expect(due('2026-10-25T01:30:00Z', {}, '30 2 * * 0')?.slot).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('passes over a time before the subscription, or within a mute', () => {
    expect(due('2026-11-24T10:00:00Z', { createdAt: at('2026-11-24T09:00:00Z') })).toBeUndefined();
    expect(due('2026-11-30T10:00:00Z', { createdAt: at('2026-11-24T09:00:00Z') })?.key).toBe('digest:2026-W49:C1');
    const muted = { mutedUntil: at('2026-11-24T00:00:00Z') };
    expect(due('2026-11-23T10:00:00Z', muted)).toBeUndefined();
    expect(due('2026-11-25T10:00:00Z', muted)).toBeUndefined();
    expect(due('2026-11-30T10:00:00Z', muted)?.key).toBe('digest:2026-W49:C1');
  });
});

/** A store with subscriptions, a clock that is set, and rounds that note what they post. Several rounds stand for several processes, or for one that starts anew. */
function bench(
  subscriptions: readonly Subscription[],
  { cron = monday8, sources = [] as readonly string[], store = chatStore() } = {},
) {
  for (const { channel, kind } of listSubscriptions(store)) dropSubscription(store, channel, kind);
  for (const one of subscriptions) keepSubscription(store, one);
  const time = { now: 0 };
  const posts: (DigestErrand & { readonly channel: string; readonly at: number })[] = [];
  const faults = { next: 0 };
  const process = () =>
    openDigestRounds({
      store,
      clock: { now: () => new Date(time.now) },
      cron,
      sources,
      isPlanned: (key) => posts.some((post) => post.key === key),
      post: async ({ channel }, errand) => {
        if (faults.next-- > 0) throw new Error('The shop could not be looked at.');
        posts.push({ ...errand, channel, at: time.now });
      },
      onTrouble: () => undefined,
    });
  return { store, time, posts, faults, process };
}

/** A stretch of time after which two processes look at what is due; they may have been started anew, and the first post may fail. */
interface Step {
  readonly minutes: number;
  readonly restarts: boolean;
  readonly fails: boolean;
}

async function walk(
  { time, faults, process }: ReturnType<typeof bench>,
  { start, steps }: { start: number; steps: readonly Step[] },
): Promise<void> {
  time.now = start;
  let rounds = [process(), process()];
  for (const { minutes, restarts, fails } of steps) {
    time.now += minutes * 60_000;
    if (restarts) rounds = [process(), process()];
    faults.next = fails ? 1 : 0;
    for (const round of rounds) await round();
  }
}

describe('the rounds of the digest', () => {
  it('posts once a week and channel, whatever is slept through, restarted, shared by two processes, or fails at first', async () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Auckland',
    ];
    // Steps of some minutes up to three days, from before a change of the clocks to after it: at each a process may be started anew.
    const step = fc.record({
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 3 * 24 * 60 })),
      restarts: fc.boolean(),
      fails: fc.boolean(),
    });
    const store = chatStore();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 20, maxLength: 60 }),
        fc.constantFrom(...zones),
        fc.constantFrom(monday8, '30 2 * * 0', '0 0 * * 1', '45 23 * * 0', '0 9 * * *'),
        fc.constantFrom('2026-03-20T00:00:00Z', '2026-10-15T00:00:00Z', '2026-12-20T12:00:00Z'),
        async (steps, timeZone, cron, start) => {
          const walked = bench([subscription({ timeZone, createdAt: at(start) })], { cron, store });
          const { posts } = walked;
          await walk(walked, { start: at(start), steps });
          const weeks = posts.map((post) => isoWeekOf(post.at, timeZone).name);
          expect(new Set(weeks).size).toBe(weeks.length);
          for (const post of posts) {
            expect(post.key).toBe(`digest:${isoWeekOf(post.at, timeZone).name}:C1`);
            expect(post.at).toBeGreaterThanOrEqual(post.slot);
            expect(isoWeekOf(post.slot, timeZone).name).toBe(isoWeekOf(post.at, timeZone).name);
          }
        },
      ),
      { seed: 2026, numRuns: 80 },
    );
  });

  it('leaves no week out in which it looked after the time', async () => {
    const { time, posts, process } = bench([subscription({ createdAt: at('2026-03-01T00:00:00Z') })]);
    const round = process();
    for (time.now = at('2026-03-02T00:00:00Z'); time.now < at('2026-12-28T00:00:00Z'); time.now += 17 * hour)
      await round();
    // 2 March 2026 is a Monday of week 10; 27 December, the last look, is in week 52.
    expect(posts.map(({ key }) => key)).toEqual(
      Array.from({ length: 43 }, (_, index) => `digest:2026-W${index + 10}:C1`),
    );
  });

  it('says that it is late after the hour was slept through, and nothing after some minutes', async () => {
    const { time, posts, process } = bench([subscription()]);
    time.now = at('2026-11-23T07:20:00Z');
    await process()();
    time.now = at('2026-12-02T13:00:00Z');
    await process()();
    expect(posts[0]).not.toHaveProperty('lateMs');
    expect(posts[1]?.lateMs).toBe(2 * day + 6 * hour);
  });

  it('waits for a fresh pull at most two hours, and then says how old the data are', async () => {
    const { store, time, posts, process } = bench([subscription()], { sources: ['shopify'] });
    const pull = (ended: string) => {
      const id = startSyncRun(store, { source: 'shopify', mode: 'incremental', startedAt: at(ended) - 60_000 });
      finishSyncRun(store, id, { finishedAt: at(ended), outcome: 'done', report: {} });
    };
    const round = process();
    pull('2026-11-23T01:17:00Z');
    for (const now of ['07:00', '08:59']) {
      time.now = at(`2026-11-23T${now}:00Z`);
      await round();
    }
    expect(posts).toEqual([]);
    time.now = at('2026-11-23T09:00:00Z');
    await round();
    expect(posts[0]?.staleMs).toBe(7 * hour + 43 * 60_000);
    // The week after a pull comes in while it waits.
    time.now = at('2026-11-30T07:00:00Z');
    await round();
    pull('2026-11-30T07:18:00Z');
    time.now = at('2026-11-30T07:19:00Z');
    await round();
    expect(posts).toHaveLength(2);
    expect(posts[1]).not.toHaveProperty('staleMs');
  });

  it('sees what is subscribed, ended and muted while it runs', async () => {
    const { store, time, posts, process } = bench([]);
    const round = process();
    time.now = at('2026-11-23T08:00:00Z');
    await round();
    keepSubscription(store, subscription({ createdAt: at('2026-11-24T00:00:00Z') }));
    time.now = at('2026-11-30T08:00:00Z');
    await round();
    muteSubscription(store, { channel: 'C1', kind: 'digest', until: at('2026-12-08T00:00:00Z') });
    for (const now of ['2026-12-07T08:00:00Z', '2026-12-14T08:00:00Z']) {
      time.now = at(now);
      await round();
    }
    expect(posts.map(({ key }) => key)).toEqual(['digest:2026-W49:C1', 'digest:2026-W51:C1']);
  });

  it('tries again in the next round what could not be made, and lets no other channel wait for it', async () => {
    const { time, posts, faults, process } = bench([subscription(), subscription({ channel: 'C2' })]);
    time.now = at('2026-11-23T08:00:00Z');
    faults.next = 1;
    const round = process();
    await round();
    expect(posts.map(({ channel }) => channel)).toEqual(['C2']);
    await round();
    expect(posts.map(({ channel }) => channel)).toEqual(['C2', 'C1']);
  });
});
