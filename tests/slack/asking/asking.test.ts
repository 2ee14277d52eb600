import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/domain/errors.ts';
import { asking } from '../../../src/slack/asking/asking.ts';
import { channels, ids, people } from '../../support/slack-server/workspace.ts';
import { startCornerBot, wordsOf } from '../corner-bot.ts';

const { ana, ben, cleo, dora, guest } = people;
const channel = channels.sales;

describe.each(['socket', 'http'] as const)('asking over %s', (mode) => {
  it('answers a mention in its thread, and goes on from there', async () => {
    const { slack } = await startCornerBot(asking, { mode });
    const asked = await slack.say.mention({ user: ben.id, channel, text: 'who is Anna Meier?' });
    const card = await slack.answerTo(asked);
    expect(card).toMatchObject({ threadTs: asked.ts, isBots: true });
    expect(card.text).toContain('Anna Meier');
    const followed = await slack.say.mention({ user: ben.id, channel, text: 'why?', threadTs: asked.ts ?? '' });
    const why = await slack.answerTo(followed);
    expect(why.threadTs).toBe(asked.ts);
    expect(why.text).toMatch(/Anna Meier.*81 % chance/);
    expect(slack.violations).toEqual([]);
  });

  it('streams the answer to a direct message, and marks it so that it can be found again', async () => {
    const { slack, bot } = await startCornerBot(asking, { mode });
    const asked = await slack.say.dm({ user: ana.id, text: 'who is a1' });
    const answer = await slack.answerTo(asked);
    expect(answer).toMatchObject({ threadTs: asked.ts, stream: 'done' });
    expect(answer.metadata).toMatchObject({ event_payload: { key: `answer:${asked.channel}:${asked.ts}` } });
    expect(wordsOf(answer.blocks)).toContain('Anna Meier');
    // What was streamed is known as posted: coming again, it is not answered again.
    await slack.say.redeliver(asked, { newEventId: true });
    await bot.kit.poster.post({ key: 'end', channel: asked.channel }, { text: 'end', blocks: [] });
    expect(slack.messages(asked.channel, asked.ts)).toHaveLength(1);
  });

  it('answers /patron to the asker alone, who shares it once', async () => {
    const { slack } = await startCornerBot(asking, { mode });
    const typed = await slack.say.command({ user: ben.id, channel, text: 'who is Anna Meier' });
    const alone = await slack.answerTo(typed);
    expect(alone).toMatchObject({ ephemeralTo: ben.id });
    await slack.say.press({ user: ben.id, message: alone, actionId: 'share' });
    const shared = await slack.until(() => slack.messages(channel).find((one) => one.isBots && !one.ephemeralTo));
    expect(shared.text).toContain('Anna Meier');
    await slack.say.press({ user: ben.id, message: alone, actionId: 'share' });
    const followed = await slack.say.mention({ user: ben.id, channel, text: 'why?', threadTs: shared.ts });
    expect((await slack.answerTo(followed)).text).toContain('Anna Meier');
    expect(slack.messages(channel).filter((one) => one.isBots && !one.ephemeralTo && !one.threadTs)).toHaveLength(1);
  });

  it('asks which of several people is meant, and takes the press of a button', async () => {
    const { slack } = await startCornerBot(asking, { mode });
    const asked = await slack.say.mention({ user: ben.id, channel, text: 'who is Anna' });
    const choice = await slack.answerTo(asked);
    expect(choice.text).toContain('Several people');
    const pressed = await slack.say.press({ user: ben.id, message: choice, actionId: 'ask:1' });
    const card = await slack.answerTo(pressed);
    expect(card.threadTs).toBe(asked.ts);
    expect(card.text).toMatch(/Anna M[ae]ier/);
  });

  it('takes the text of a message into a window and answers in direct messages', async () => {
    const { slack } = await startCornerBot(asking, { mode });
    const message = slack.workspace.add({ channel, user: cleo.id, text: 'what do you know about *Anna Meier*?' });
    await slack.say.shortcut({ user: ben.id, callbackId: 'ask_about_message', message });
    const shown = await slack.until(() => slack.say.modal(ben.id));
    expect(wordsOf(shown.view)).toContain('what do you know about Anna Meier?');
    await slack.say.submit({ user: ben.id, values: { text: 'who is Anna Meier' } });
    const im = slack.workspace.im(ben.id).id;
    const answer = await slack.until(() => slack.messages(im).find(({ isBots }) => isBots));
    expect(wordsOf(answer.blocks)).toMatch(/You asked: who is Anna Meier.*20 orders/s);
    expect(slack.messages(channel).filter(({ isBots }) => isBots)).toEqual([]);
  });
});

describe('where an answer goes', () => {
  it('answers a button of a private answer alone, and one of App Home in direct messages', async () => {
    const { slack } = await startCornerBot(asking);
    const typed = await slack.say.command({ user: ben.id, channel, text: 'who is a1' });
    const alone = await slack.answerTo(typed);
    const pressed = await slack.say.press({ user: ben.id, message: alone, actionId: 'ask:0' });
    const next = await slack.answerTo(pressed);
    expect(next).toMatchObject({ ephemeralTo: ben.id });
    expect(next.text).toContain('Anna Meier');
    const view = { id: 'V1', type: 'home' };
    const actions = [{ type: 'button', action_id: 'ask:1', value: 'who is a1', action_ts: '1.1' }];
    await slack.say.raw('interactive', {
      type: 'block_actions',
      user: { id: ben.id },
      container: { type: 'view' },
      view,
      actions,
    });
    const im = slack.workspace.im(ben.id).id;
    const direct = await slack.until(() => slack.messages(im).find(({ isBots }) => isBots));
    expect(wordsOf(direct.blocks)).toMatch(/You asked: who is a1.*Anna Meier/s);
  });

  it('goes on from the last command, and from the last direct message', async () => {
    const { slack } = await startCornerBot(asking);
    await slack.answerTo(await slack.say.command({ user: ben.id, channel, text: 'who is a1' }));
    const why = await slack.answerTo(await slack.say.command({ user: ben.id, channel, text: '为什么?' }));
    expect(why.text).toMatch(/Anna Meier/);
    const others = await slack.answerTo(await slack.say.command({ user: ana.id, channel, text: 'why?' }));
    expect(others.text).not.toContain('Anna');
    await slack.answerTo(await slack.say.dm({ user: ben.id, text: 'who is c1' }));
    const offer = await slack.answerTo(await slack.say.dm({ user: ben.id, text: 'is she leaving?' }));
    expect(wordsOf(offer.blocks)).toContain('Cleo Diaz');
  });

  it('reaches the asker where the address that came with a command fails', async () => {
    const { slack } = await startCornerBot(asking);
    slack.faults.plan({ kind: 'status', status: 500, methods: ['response_url'] });
    const typed = await slack.say.command({ user: ben.id, channel, text: 'who is a1' });
    expect(await slack.answerTo(typed)).toMatchObject({ ephemeralTo: ben.id });
    expect(slack.calls.map(({ method }) => method)).toContain('chat.postEphemeral');
  });

  it('says why it could not be shared, and shares it once it can be', async () => {
    const { slack } = await startCornerBot(asking);
    const { elsewhere } = channels;
    const typed = await slack.say.command({ user: ana.id, channel: elsewhere, text: 'who is a1' });
    const alone = await slack.answerTo(typed);
    const pressed = await slack.say.press({ user: ana.id, message: alone, actionId: 'share' });
    const told = await slack.answerTo(pressed);
    expect(told).toMatchObject({ ephemeralTo: ana.id });
    expect(told.text).toContain('This could not be shared: ');
    expect(told.text).toContain('/invite');
    slack.workspace.addChannel({ id: elsewhere, name: 'elsewhere', kind: 'public', members: [ana.id, ids.botUser] });
    await slack.say.press({ user: ana.id, message: alone, actionId: 'share' });
    const shared = await slack.until(() => slack.messages(elsewhere).find((one) => one.isBots && !one.ephemeralTo));
    expect(shared.text).toContain('Anna Meier');
  });

  it('is given once, however often Slack tells of the question', async () => {
    const { slack, bot } = await startCornerBot(asking);
    const asked = await slack.say.mention({ user: ben.id, channel, text: 'who is a1' });
    await Promise.all([slack.say.redeliver(asked), slack.say.redeliver(asked, { newEventId: true })]);
    await slack.answerTo(asked);
    await slack.say.redeliver(asked, { newEventId: true });
    await bot.kit.poster.post({ key: 'end', channel }, { text: 'end', blocks: [] });
    expect(slack.messages(channel, asked.ts)).toHaveLength(1);
  });

  it('suggests whom a message is from', async () => {
    const { slack } = await startCornerBot(asking);
    const text = 'New mail from <mailto:anna@shop.example|anna@shop.example>: where is my order?';
    const message = slack.workspace.add({ channel, user: cleo.id, text });
    await slack.say.shortcut({ user: ben.id, callbackId: 'ask_about_message', message });
    const shown = await slack.until(() => slack.say.modal(ben.id));
    expect(JSON.stringify(shown.view)).toContain('"who is anna@shop.example"');
  });
});

describe('who may see what', () => {
  it('calls people by their ids where the asker may not see names', async () => {
    const { slack } = await startCornerBot(asking);
    for (const text of ['who is a1', 'who is leaving', 'top customers']) {
      const answer = await slack.answerTo(await slack.say.mention({ user: cleo.id, channel, text }));
      expect(wordsOf(answer.blocks) + answer.text).not.toMatch(/Anna|Meier|Okafor|Cleo Diaz|张伟/);
      expect(wordsOf(answer.blocks)).toMatch(/a1|b1/);
    }
  });

  it('tells whoever has no role so alone, and nothing of the shop', async () => {
    const { slack } = await startCornerBot(asking);
    const mention = await slack.answerTo(await slack.say.mention({ user: dora.id, channel, text: 'top customers' }));
    expect(mention).toMatchObject({ ephemeralTo: dora.id });
    const direct = await slack.answerTo(await slack.say.dm({ user: guest.id, text: 'top customers' }));
    const command = await slack.answerTo(await slack.say.command({ user: dora.id, channel, text: 'top customers' }));
    for (const { text, blocks } of [mention, direct, command]) {
      expect(text).toMatch(/^You may not ask Patron yet/);
      expect(wordsOf(blocks)).not.toMatch(/Anna|a1|order/);
    }
  });

  it('masks e-mail addresses in a channel and shows them in private', async () => {
    const answer = { id: 'who-is', headline: 'Anna: anna.meier@shop.example.', basis: 'From 3 orders.', next: [] };
    const { slack } = await startCornerBot(asking, { patron: { ask: () => Promise.resolve(answer) } });
    const seen = async (delivery: Promise<Parameters<typeof slack.answerTo>[0]>) => {
      const { text, blocks } = await slack.answerTo(await delivery);
      return `${text} ${wordsOf(blocks)}`;
    };
    const inChannel = await seen(slack.say.mention({ user: ana.id, channel, text: 'who is Anna' }));
    expect(inChannel).toContain('a…@shop.example');
    expect(inChannel).not.toContain('anna.meier');
    expect(await seen(slack.say.dm({ user: ana.id, text: 'who is Anna' }))).toContain('anna.meier@shop.example');
  });
});

describe('what is not a question to the bot', () => {
  it('leaves edits, other bots, its own messages and channels where it is not named alone', async () => {
    const { slack, bot } = await startCornerBot(asking, {
      patron: { ask: () => Promise.reject(new Error('Nobody asked.')) },
    });
    const im = slack.workspace.im(ana.id).id;
    const written = slack.workspace.add({ channel: im, user: ana.id, text: 'help' });
    await slack.say.editMessage(written, 'who is leaving');
    const event = { type: 'message', channel: im, channel_type: 'im', ts: '1.000001', text: 'who is leaving' };
    await slack.say.rawEvent({ ...event, user: people.robot.id, bot_id: 'B2' });
    await slack.say.rawEvent({ ...event, user: ids.botUser });
    await slack.say.rawEvent({ ...event, user: ana.id, subtype: 'message_deleted' });
    await slack.say.rawEvent({ ...event, user: ana.id, channel, channel_type: 'channel' });
    await bot.kit.poster.post({ key: 'end', channel }, { text: 'end', blocks: [] });
    expect(slack.messages(im).filter(({ isBots }) => isBots)).toEqual([]);
    expect(slack.messages(channel).filter(({ isBots }) => isBots)).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it('says why and what to do where it is known', async () => {
    const refuse = () =>
      Promise.reject(new ConfigError('no-data', 'There is no order yet.', 'Import some: patron import'));
    const { slack } = await startCornerBot(asking, { patron: { ask: refuse } });
    const answer = await slack.answerTo(await slack.say.mention({ user: ana.id, channel, text: 'revenue' }));
    expect(wordsOf(answer.blocks)).toMatch(/There is no order yet\..*Import some: patron import/s);
  });

  it('says one sentence of a fault of its own, and writes the rest into the log', async () => {
    const fail = () => Promise.reject(new TypeError('x is not a function'));
    const { slack, troubles } = await startCornerBot(asking, { patron: { ask: fail } });
    const answer = await slack.answerTo(await slack.say.mention({ user: ana.id, channel, text: 'revenue' }));
    expect(wordsOf(answer)).not.toMatch(/TypeError|not a function|\.ts:/);
    expect(answer.text).toMatch(/could not answer this/);
    expect(troubles).toEqual([
      expect.stringMatching(/^A question from Slack could not be answered.*x is not a function/),
    ]);
  });
});

it('offers questions when direct messages are opened, to those who may ask', async () => {
  const { slack } = await startCornerBot(asking);
  const prompts = () => slack.calls.filter(({ method }) => method === 'assistant.threads.setSuggestedPrompts');
  await slack.say.openHome({ user: dora.id, tab: 'messages' });
  await slack.say.openHome({ user: ana.id, tab: 'messages' });
  await slack.until(() => prompts()[0]);
  expect(prompts()).toHaveLength(1);
  expect(JSON.stringify(prompts()[0])).toContain(slack.workspace.im(ana.id).id);
});
