import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { movedClock, parrot, runReadyBot, startSlack, startStore } from '../running-bot.ts';

const ana = people.ana.id;
const { sales } = channels;

describe.each(['socket', 'http'] as const)('the bot over %s', (mode) => {
  it('answers a mention, a direct message, a command and a press, and acknowledges each at once', async () => {
    const slack = await startSlack({ mode });
    const { feature, heard } = parrot();
    await runReadyBot(slack, { features: [feature] });
    const mention = await slack.say.mention({ user: ana, channel: sales, text: 'who is best' });
    const answer = await slack.answerTo(mention);
    expect(answer).toMatchObject({ threadTs: mention.ts, metadata: { event_type: 'patron_post' } });
    expect(answer.text).toContain('who is best');
    expect((await slack.answerTo(await slack.say.dm({ user: ana, text: 'hello' }))).text).toBe('You said: hello');
    const command = await slack.say.command({ user: ana, channel: sales, text: 'help' });
    expect(await slack.answerTo(command)).toMatchObject({ text: 'You said: help', ephemeralTo: ana });
    const press = await slack.say.press({ user: ana, message: answer, actionId: 'why' });
    await slack.until(() => heard.includes('pressed why') || undefined);
    for (const { isAcked, ackMs } of [mention, command, press]) {
      expect(isAcked).toBe(true);
      expect(ackMs).toBeLessThan(500);
    }
    expect(slack.violations).toEqual([]);
  });

  it('answers once, however often and under whatever id the same thing comes', async () => {
    const slack = await startSlack({ mode });
    const { feature, heard } = parrot();
    await runReadyBot(slack, { features: [feature] });
    const mention = await slack.say.mention({ user: ana, channel: sales, text: 'once' });
    const command = await slack.say.command({ user: ana, channel: sales, text: 'typed' });
    const answer = await slack.answerTo(mention);
    const press = await slack.say.press({ user: ana, message: answer, actionId: 'why' });
    for (let time = 0; time < 3; time++) {
      const again = await slack.say.redeliver(mention);
      expect(again.isAcked).toBe(true);
      await slack.say.redeliver(mention, { newEventId: true });
      await slack.say.redeliver(command);
      await slack.say.redeliver(press);
    }
    await slack.until(() => heard.length === 3 || undefined);
    await pause(30);
    expect(heard.length).toBe(3);
    expect(slack.messages(sales).filter(({ isBots }) => isBots).length).toBe(3);
  });

  it('answers once across a restart', async () => {
    const slack = await startSlack({ mode });
    const store = startStore();
    const first = parrot();
    const before = await runReadyBot(slack, { store, features: [first.feature] });
    const mention = await slack.say.mention({ user: ana, channel: sales, text: 'once' });
    await slack.answerTo(mention);
    await before.stop();
    const second = parrot();
    await runReadyBot(slack, { store, features: [second.feature] });
    expect((await slack.say.redeliver(mention)).isAcked).toBe(true);
    await slack.answerTo(await slack.say.mention({ user: ana, channel: sales, text: 'another' }));
    expect(second.heard.length).toBe(1);
  });

  it('answers after a crash what the process that died had acknowledged', async () => {
    const clock = movedClock();
    const slack = await startSlack({ mode, clock });
    const store = startStore();
    const mention = await crashOver(slack, { store, clock });
    expect(mention.isAcked).toBe(true);
    clock.move(60_000);
    const { feature, heard } = parrot();
    await runReadyBot(slack, { store, clock, features: [feature] });
    expect((await slack.answerTo(mention)).text).toContain('lost?');
    await pause(60);
    expect(heard.length).toBe(1);
    const kept = store.sqlite.prepare('select count(*) from chat_seen where body is not null').pluck().get();
    expect(kept).toBe(0);
  });

  it('gives up over what ends every process that takes it up', async () => {
    const clock = movedClock();
    const slack = await startSlack({ mode, clock });
    const store = startStore();
    await crashOver(slack, { store, clock });
    for (let death = 0; death < 3; death++) {
      clock.move(60_000);
      const stuck = await runReadyBot(slack, {
        store,
        clock,
        features: [(app) => app.event('app_mention', () => new Promise(() => {}))],
      });
      await pause(40);
      void stuck.stop();
    }
    const kept = store.sqlite.prepare('select count(*) from chat_seen where body is not null').pluck().get();
    expect(kept).toBe(0);
  });

  it('goes on after a listener that fails, and tells it', async () => {
    const slack = await startSlack({ mode });
    const { feature } = parrot();
    const failing = [
      (app: Parameters<typeof feature>[0]) => app.message(() => Promise.reject(new Error('listener fault'))),
    ];
    const { troubles } = await runReadyBot(slack, { features: [...failing, feature] });
    const dm = await slack.say.dm({ user: ana, text: 'still there?' });
    expect((await slack.answerTo(dm)).text).toContain('still there?');
    await slack.until(() => troubles.join().includes('listener fault') || undefined);
  });

  it('closes a window whose listener is late, and passes on what one says in time', async () => {
    const slack = await startSlack({ mode });
    await runReadyBot(slack, {
      features: [(app) => app.view('quick', ({ ack }) => ack({ response_action: 'errors', errors: { a: 'No.' } }))],
    });
    const submission = (id: string) => ({
      type: 'view_submission',
      trigger_id: `t-${id}`,
      user: { id: ana },
      team: { id: 'T0CORNER1' },
      view: { id: `V-${id}`, callback_id: id, type: 'modal' },
    });
    const quick = await slack.say.raw('interactive', submission('quick'));
    expect(quick.ackBody).toMatchObject({ response_action: 'errors' });
    const unknown = await slack.say.raw('interactive', submission('nobody'));
    expect(unknown).toMatchObject({ isAcked: true });
  });
});

/** Delivers a mention to a bot that never comes to an answer, as if its process died over it. */
async function crashOver(
  slack: Awaited<ReturnType<typeof startSlack>>,
  { store, clock }: { store: ReturnType<typeof startStore>; clock: ReturnType<typeof movedClock> },
) {
  const stuck = await runReadyBot(slack, {
    store,
    clock,
    features: [(app) => app.event('app_mention', () => new Promise(() => {}))],
  });
  const mention = await slack.say.mention({ user: ana, channel: sales, text: 'lost?' });
  await slack.until(() => store.sqlite.prepare('select 1 from chat_seen where body is not null').get());
  void stuck.stop();
  return mention;
}
