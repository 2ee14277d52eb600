import { beforeEach, describe, expect, it } from 'vitest';
import type { Watched } from '../../../src/domain/watched.ts';
import { openAlertRounds } from '../../../src/jobs/chat/alert-round.ts';
import type { AlertNews, Sighting } from '../../../src/patron.ts';
import { tellRule } from '../../../src/slack/alerts/tell-rule.ts';
import type { ChatMessage, PostTarget } from '../../../src/slack/kit.ts';
import { toldBy } from '../../../src/store/alert-members.ts';
import { addRule, changeRule, findRule, type NewRule, setRule } from '../../../src/store/alert-rules.ts';
import { planPost } from '../../../src/store/chat-posts.ts';
import { keepSubscription, muteSubscription } from '../../../src/store/chat-subscriptions.ts';
import { listAssignments } from '../../../src/store/control-arms.ts';
import type { Store } from '../../../src/store/database.ts';
import { keepTold } from '../../../src/store/digest-told.ts';
import { writeFact } from '../../../src/store/facts.ts';
import { finishSyncRun, startSyncRun } from '../../../src/store/sync-runs.ts';
import { chatStore } from '../../support/chat-store.ts';
import { fakePatron } from '../../support/fake-patron.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2026-11-23T08:00:00Z');
const atRisk: Watched = { kind: 'segment-entry', group: 'at-risk', move: 'enters', among: 'all' };
const customers = Array.from({ length: 40 }, (_, index) => `c${index}`);

interface Posted {
  readonly key: string;
  readonly channel: string;
  readonly customerIds: readonly string[];
  readonly text: string;
}

/** A channel that gets alerts, whose shop finds for every rule what the test says, and a Slack that takes everything. */
class Bench {
  readonly store: Store = chatStore(customers);
  now = start;
  /** Whom each kind of rule holds for, most money first. */
  found: Sighting = { customerIds: [] };
  readonly posted: Posted[] = [];
  readonly asked: AlertNews[] = [];
  looks = 0;
  /** Share of those whom a rule meets who are left alone. */
  holdout = 0;
  /** The process ends after the message was posted, before that is noted. */
  dies = false;

  constructor() {
    const how = { timeZone: 'Europe/Berlin', language: 'en', showsNames: false } as const;
    keepSubscription(this.store, { channel: 'C1', kind: 'alerts', ...how, createdBy: 'U1', createdAt: start });
  }

  rule(watched: Watched = atRisk, given: Partial<NewRule> = {}): number {
    return addRule(this.store, { channel: 'C1', watched, dailyCap: 5, createdBy: 'U1', createdAt: this.now, ...given });
  }

  /** Looks as a process does that has just been started; what is found stands for every rule. */
  async look(found: readonly string[] | Sighting, afterMs = hour): Promise<readonly string[][]> {
    this.now += afterMs;
    this.found = Array.isArray(found) ? { customerIds: found } : (found as Sighting);
    const before = this.posted.length;
    const { store } = this;
    const clock = { now: () => new Date(this.now) };
    const patron = fakePatron({
      alert: async (news) => {
        this.asked.push(news);
        return { id: 'alert', headline: `News of ${news.customerIds.length}.`, basis: 'From files.', next: [] };
      },
    });
    const poster = { post: (target: PostTarget, message: ChatMessage) => this.post(target, message) };
    await openAlertRounds({
      store,
      clock,
      watch: async (rules) => {
        this.looks++;
        return rules.map(() => this.found);
      },
      tell: (rule, sighting) => tellRule({ patron, store, poster, clock, holdout: this.holdout }, rule, sighting),
      onTrouble: () => undefined,
    })();
    return this.posted.slice(before).map(({ customerIds }) => [...customerIds]);
  }

  private async post({ key, channel }: PostTarget, message: ChatMessage) {
    const { isNew } = planPost(this.store, { key, channel, body: '{}', plannedAt: this.now });
    if (isNew) {
      const customerIds = this.asked.at(-1)?.customerIds ?? [];
      this.posted.push({ key, channel, customerIds, text: JSON.stringify(message.blocks) });
    }
    if (this.dies) {
      this.dies = false;
      throw new Error('The process was ended.');
    }
    return { ts: '1.1' };
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe('an alert', () => {
  it('tells nobody at the first look, and then who enters, once per stay', async () => {
    bench.rule();
    expect(await bench.look(['c0', 'c1'])).toEqual([]);
    expect(await bench.look(['c0', 'c1'])).toEqual([]);
    expect(await bench.look(['c2', 'c0', 'c1'])).toEqual([['c2']]);
    expect(await bench.look(['c2', 'c0', 'c1'])).toEqual([]);
    expect(bench.posted[0]?.key).toBe(`alert:1:c2:${start + 3 * hour}`);
  });

  it('tells of a new stay, but takes a return within a week for the old one', async () => {
    bench.rule();
    await bench.look([]);
    expect(await bench.look(['c0'])).toEqual([['c0']]);
    expect(await bench.look([])).toEqual([]);
    expect(await bench.look(['c0'], 6 * day)).toEqual([]);
    expect(await bench.look([])).toEqual([]);
    expect(await bench.look(['c0'], 8 * day)).toEqual([['c0']]);
  });

  it('looks hourly, and again some moments after a pull', async () => {
    bench.rule();
    await bench.look([]);
    expect(bench.looks).toBe(1);
    await bench.look([], 30 * 60_000);
    expect(bench.looks).toBe(1);
    const id = startSyncRun(bench.store, { source: 'shopify', mode: 'incremental', startedAt: bench.now });
    finishSyncRun(bench.store, id, { finishedAt: bench.now + 60_000, outcome: 'done', report: {} });
    await bench.look([], 120_000);
    expect(bench.looks).toBe(1);
    await bench.look([], 60_000);
    expect(bench.looks).toBe(2);
    await bench.look([], 60_000);
    expect(bench.looks).toBe(2);
    await bench.look([], hour);
    expect(bench.looks).toBe(3);
  });

  it('names those with the most money up to the daily cap, counts the rest in a line, and names others on the next day', async () => {
    bench.rule(atRisk, { dailyCap: 3 });
    await bench.look([]);
    expect(await bench.look(['c9', 'c8', 'c7', 'c6', 'c5'])).toEqual([['c9', 'c8', 'c7']]);
    expect(bench.posted[0]?.text).toContain('and 2 more, over the daily limit of the rule');
    // The cap is used up for today; who enters now waits until tomorrow, and those who were counted are not told again.
    expect(await bench.look(['c9', 'c8', 'c7', 'c6', 'c5', 'c4'])).toEqual([]);
    expect(await bench.look(['c3', 'c9', 'c8', 'c7', 'c6', 'c5', 'c4'], day)).toEqual([['c3', 'c4']]);
  });

  it('counts a day on the clocks of the channel', async () => {
    bench.rule(atRisk, { dailyCap: 1 });
    // 21:30 and 22:30 of Berlin, then 23:30, then half past midnight there, when it is still the same day in London.
    await bench.look([], 11.5 * hour);
    expect(await bench.look(['c0'])).toEqual([['c0']]);
    expect(await bench.look(['c0', 'c1'])).toEqual([]);
    expect(await bench.look(['c0', 'c1'], 2 * hour)).toEqual([['c1']]);
  });

  it('keeps still while it is snoozed or muted or its channel is, and does not tell afterwards of long ago', async () => {
    const id = bench.rule();
    await bench.look([]);
    setRule(bench.store, id, { snoozedUntil: bench.now + 7 * day });
    expect(await bench.look(['c0'])).toEqual([]);
    expect(await bench.look(['c0', 'c1'], 7 * day)).toEqual([['c1']]);
    setRule(bench.store, id, { isMuted: true });
    expect(await bench.look(['c0', 'c1', 'c2'])).toEqual([]);
    setRule(bench.store, id, { isMuted: false });
    muteSubscription(bench.store, { channel: 'C1', kind: 'alerts', until: bench.now + 3 * hour });
    expect(await bench.look(['c0', 'c1', 'c2', 'c3'])).toEqual([]);
    expect(await bench.look(['c0', 'c1', 'c2', 'c3'], 3 * hour)).toEqual([['c2', 'c3']]);
  });

  it('names its owner, and nobody where it has none', async () => {
    const id = bench.rule();
    await bench.look([]);
    await bench.look(['c0']);
    expect(bench.posted[0]?.text).not.toContain('"type":"user"');
    setRule(bench.store, id, { owner: 'U0ANA0001' });
    await bench.look(['c0', 'c1']);
    expect(bench.posted[1]?.text).toContain('{"type":"user","user_id":"U0ANA0001"}');
  });

  it('does not tell of somebody of whom another rule told today, or the digest of the channel this week', async () => {
    bench.rule();
    await bench.look([]);
    await bench.look(['c0']);
    bench.rule({ kind: 'silence', days: 30, among: 'all' });
    await bench.look(['c0']);
    expect(await bench.look(['c0', 'c1'])).toEqual([['c1']]);
    keepTold(bench.store, 'digest:2026-W48:C1', [{ kind: 'leaving', customerId: 'c2', at: bench.now }]);
    keepTold(bench.store, 'digest:2026-W48:C2', [{ kind: 'leaving', customerId: 'c3', at: bench.now }]);
    const told = await bench.look(['c0', 'c1', 'c2', 'c3']);
    // The rule of the segment leaves out c2; the other one is about silence, and is not.
    expect(told).toEqual([['c3'], ['c2']]);
  });

  it('posts at most twenty alerts a day in a channel', async () => {
    for (let count = 0; count < 25; count++)
      bench.rule({ kind: 'silence', days: count + 1, among: 'all' }, { dailyCap: 1 });
    await bench.look([]);
    const told = await bench.look(customers);
    expect(told).toHaveLength(20);
    expect(new Set(told.flat()).size).toBe(20);
  });

  it('is posted once where the process ends between posting and noting it', async () => {
    bench.rule();
    await bench.look([]);
    bench.dies = true;
    await bench.look(['c0', 'c1']);
    expect(bench.posted).toHaveLength(1);
    expect(toldBy(bench.store, 1)).toEqual([]);
    expect(await bench.look(['c0', 'c1'])).toEqual([]);
    expect(toldBy(bench.store, 1).map(({ customerId }) => customerId)).toEqual(['c0', 'c1']);
    expect(await bench.look(['c0', 'c1', 'c2'])).toEqual([['c2']]);
  });

  it('tells of leaving a group when the stay ends, and not of those who were never in it', async () => {
    bench.rule({ kind: 'segment-entry', group: 'high-value', move: 'leaves', among: 'all' });
    await bench.look(['c0', 'c1']);
    expect(await bench.look(['c0', 'c1', 'c2'])).toEqual([]);
    expect(await bench.look(['c1', 'c2'])).toEqual([['c0']]);
    expect(await bench.look(['c1', 'c2'])).toEqual([]);
  });

  it('tells of an unusual day once', async () => {
    bench.rule({ kind: 'day-revenue' });
    await bench.look({ customerIds: [] });
    await bench.look({ customerIds: [], day: '2026-11-22' });
    await bench.look({ customerIds: [], day: '2026-11-22' });
    await bench.look({ customerIds: [], day: '2026-11-23' }, day);
    expect(bench.posted.map(({ key }) => key)).toEqual(['alert:1:day:2026-11-22', 'alert:1:day:2026-11-23']);
  });

  it('neither ends nor begins a stay while nothing can be told for want of a model', async () => {
    bench.rule({ kind: 'chance', side: 'above', bound: 0.6, among: 'all' });
    await bench.look(['c0']);
    expect(await bench.look({})).toEqual([]);
    expect(await bench.look(['c0'])).toEqual([]);
    expect(await bench.look(['c0', 'c1'])).toEqual([['c1']]);
  });

  it('begins anew when what it watches is changed', async () => {
    const id = bench.rule();
    await bench.look(['c0']);
    const rule = findRule(bench.store, id);
    const watched: Watched = { kind: 'silence', days: 90, among: 'all' };
    if (rule) changeRule(bench.store, id, { ...rule, watched, createdAt: bench.now });
    expect(await bench.look(['c1', 'c2'])).toEqual([]);
    expect(await bench.look(['c1', 'c2', 'c3'])).toEqual([['c3']]);
  });

  it('goes without a trace with a customer who is erased', async () => {
    bench.rule();
    await bench.look([]);
    await bench.look(['c0', 'c1']);
    bench.store.sqlite.prepare("delete from customer where public_id = 'c0'").run();
    expect(bench.store.sqlite.prepare('select count(*) from alert_member').pluck().get()).toBe(1);
    expect(await bench.look(['c1', 'c2'])).toEqual([['c2']]);
  });
});

describe('the control group of an alert', () => {
  const trial = () => listAssignments(bench.store);
  const heldOut = () => trial().flatMap(({ customerId, arm }) => (arm === 'control' ? [customerId] : []));

  beforeEach(() => {
    bench.holdout = 0.3;
    writeFact(bench.store, 'control-seed', '00000000000000aa');
  });

  it('is not told of, is said to be there, and is written down with those who are told of', async () => {
    bench.rule(atRisk, { dailyCap: 40 });
    await bench.look([]);
    const [told = []] = await bench.look(customers);
    expect(heldOut().length).toBeGreaterThan(4);
    expect([...told, ...heldOut()].sort()).toEqual([...customers].sort());
    expect(trial().every(({ at, share }) => at === bench.now && share === 0.3)).toBe(true);
    expect(bench.posted[0]?.text).toContain(`${heldOut().length} more were held out as the control group`);
    expect(
      toldBy(bench.store, 1)
        .map(({ customerId }) => customerId)
        .sort(),
    ).toEqual([...told].sort());
  });

  it('is met in the order of the others, whatever its lots: the cap counts those told of, and nobody behind them is met', async () => {
    bench.rule(atRisk, { dailyCap: 3 });
    await bench.look([]);
    const [told = []] = await bench.look(customers);
    expect(told).toHaveLength(3);
    const met = customers.slice(0, customers.indexOf(told[2] ?? '') + 1);
    expect(trial().map(({ customerId }) => customerId)).toEqual(met);
    expect(bench.posted[0]?.text).toContain(`and ${customers.length - met.length} more, over the daily limit`);
  });

  it('is the same in every channel that watches the same, and when somebody comes back', async () => {
    const how = { timeZone: 'Europe/Berlin', language: 'en', showsNames: false } as const;
    keepSubscription(bench.store, { channel: 'C2', kind: 'alerts', ...how, createdBy: 'U1', createdAt: start });
    bench.rule(atRisk, { dailyCap: 40 });
    bench.rule(atRisk, { dailyCap: 40, channel: 'C2' });
    await bench.look([]);
    const [one = [], other = []] = await bench.look(customers);
    expect(other).toEqual(one);
    const before = trial();
    await bench.look([], day);
    bench.holdout = 0.9;
    const [again = []] = await bench.look(customers, 20 * day);
    expect(again).toEqual(one);
    expect(trial()).toEqual(before);
  });

  it('is counted in the next message where there was nobody to tell of', async () => {
    bench.rule();
    await bench.look([]);
    bench.holdout = 1;
    expect(await bench.look(['c0', 'c1'])).toEqual([]);
    expect(heldOut()).toEqual(['c0', 'c1']);
    bench.holdout = 0;
    expect(await bench.look(['c0', 'c1', 'c2'])).toEqual([['c2']]);
    expect(bench.posted[0]?.text).toContain('2 more were held out as the control group');
    expect(await bench.look(['c0', 'c1', 'c2', 'c3'])).toEqual([['c3']]);
    expect(bench.posted[1]?.text).not.toContain('held out');
  });

  it('is not taken for told of where the process ends between posting and noting it', async () => {
    bench.rule(atRisk, { dailyCap: 40 });
    await bench.look([]);
    bench.dies = true;
    await bench.look(customers);
    expect(await bench.look(customers)).toEqual([]);
    expect(bench.posted).toHaveLength(1);
    const told = toldBy(bench.store, 1).map(({ customerId }) => customerId);
    expect(told.filter((id) => heldOut().includes(id))).toEqual([]);
    expect(told).toHaveLength(customers.length - heldOut().length);
  });
});

describe('a rule that shows no effect', () => {
  const proposals = () => bench.posted.filter(({ key }) => key.startsWith('retire:'));

  it('is asked about once, and again twelve weeks after it was kept', async () => {
    const id = bench.rule();
    const fruitless = { customerIds: [], fruitlessSince: start };
    await bench.look({ customerIds: [] });
    await bench.look({ customerIds: [] });
    expect(proposals()).toEqual([]);
    await bench.look(fruitless);
    await bench.look(fruitless, 30 * day);
    expect(proposals()).toHaveLength(1);
    expect(bench.asked.at(-1)).toMatchObject({ about: 'retirement', watched: atRisk });
    expect(proposals()[0]?.text).toMatch(/alert:keep.*alert:retire/);
    setRule(bench.store, id, { keptAt: bench.now });
    await bench.look(fruitless, 83 * day);
    expect(proposals()).toHaveLength(1);
    await bench.look(fruitless, day);
    expect(proposals()).toHaveLength(2);
  });

  it('is left in peace while it is muted', async () => {
    const id = bench.rule();
    await bench.look({ customerIds: [] });
    setRule(bench.store, id, { isMuted: true });
    await bench.look({ customerIds: [], fruitlessSince: start });
    expect(proposals()).toEqual([]);
  });
});
