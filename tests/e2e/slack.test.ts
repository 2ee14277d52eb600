import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Captured, typeFaults } from '../support/payload-types.ts';
import { runPatron } from '../support/run-patron.ts';
import { fieldsOf, objectsIn, textOf } from '../support/slack-server/values.ts';
import { channels, people, type SlackMessage } from '../support/slack-server/workspace.ts';
import { hostileName, letDaysPass, makeSlackShop, shopPeople } from '../support/slack-shop.ts';
import { onBothStages } from '../support/slack-stage.ts';

const { ana, ben, cleo, dora, guest, stranger } = people;
const { anna, firstMaria, odd } = shopPeople;

let folder = '';
let shop = '';
let annasRecord = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patron-slack-shop-'));
  shop = join(folder, 'home');
  annasRecord = await makeSlackShop(shop, folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every text of a message, as people read it. */
function words({ text, blocks }: Pick<SlackMessage, 'text' | 'blocks'>): string {
  return [text, ...objectsIn(blocks).flatMap((one) => [textOf(one.text), textOf(one.alt_text)])].join('\n');
}

function actionIds(message: SlackMessage): string[] {
  return objectsIn(message.blocks).flatMap(({ action_id: id }) => (textOf(id) === '' ? [] : [textOf(id)]));
}

const captured: Captured[] = [];

describe('Patron in Slack, over a socket and over HTTP', () => {
  const everywhere = onBothStages(
    () => shop,
    ({ slack }) => captured.push(...slack.calls.filter(({ answer }) => answer?.ok === true)),
  );

  everywhere(
    'sends alerts to a channel when an approver has seen them and said yes',
    async ({ slack, say, channel, answerTo }) => {
      const offered = await answerTo(await say.mention({ user: ana.id, channel, text: 'send alerts here' }));
      const refused = await say.press({ user: ben.id, message: offered, actionId: 'offer:subscribe' });
      expect(await answerTo(refused)).toMatchObject({ ephemeralTo: ben.id });
      const preview = await answerTo(await say.press({ user: ana.id, message: offered, actionId: 'offer:subscribe' }));
      expect(preview.ephemeralTo).toBe(ana.id);
      await say.press({ user: ana.id, message: preview, actionId: 'settings:subscribe' });
      const begun = await slack.until(() => slack.messages(channel).find(({ text }) => /alerts will/.test(text)));
      expect(begun.ephemeralTo).toBeUndefined();
    },
  );

  everywhere(
    'answers once, whatever is delivered again: the same, as a new event, or to the next process',
    async ({ scene, slack, say, left, mention, answerTo, botsIn }) => {
      const asked = await mention(ben.id, 'top customers');
      await Promise.all([say.redeliver(asked), say.redeliver(asked, { newEventId: true })]);
      await answerTo(asked);
      const cut = await mention(ben.id, 'segments');
      left.set('cut', cut);
      await scene.restart({ signal: 'SIGKILL' });
      await say.redeliver(asked);
      await say.redeliver(cut, { newEventId: true });
      await slack.settled();
      expect(botsIn(asked)).toHaveLength(1);
    },
  );

  everywhere(
    'answers a mention in its thread, and a follow-up from what was asked before',
    async ({ say, mention, answerTo }) => {
      const asked = await mention(ben.id, `who is ${anna.email}?`);
      expect(asked).toMatchObject({ isAcked: true });
      expect(asked.ackMs).toBeLessThan(3000);
      const card = await answerTo(asked);
      expect(card.threadTs).toBe(asked.ts);
      expect(words(card)).toContain(anna.name);
      expect(words(card)).toContain('15 May 2026');
      const why = await answerTo(
        await say.mention({ user: ben.id, channel: asked.channel, text: 'why?', threadTs: card.threadTs ?? '' }),
      );
      expect(words(why)).toMatch(/Anna|anna-1/);
    },
  );

  everywhere(
    'offers several people as buttons, and answers the one that is pressed',
    async ({ say, mention, answerTo }) => {
      const several = await answerTo(await mention(ben.id, 'who is maria'));
      expect(words(several)).toContain('Several people');
      const asks = actionIds(several).filter((id) => id.startsWith('ask:'));
      expect(asks.length).toBeGreaterThanOrEqual(2);
      const pressed = await say.press({ user: ben.id, message: several, actionId: asks[0] ?? '' });
      expect(pressed.isAcked).toBe(true);
      expect(words(await answerTo(pressed))).toContain(firstMaria.name);
    },
  );

  everywhere('answers a direct message in its thread, streamed, once', async ({ slack, say, answerTo, botsIn }) => {
    const asked = await say.dm({ user: ben.id, text: 'revenue last month' });
    const answer = await answerTo(asked);
    expect(words(answer)).toMatch(/Revenue .*\d/);
    expect(answer).toMatchObject({ threadTs: asked.ts, stream: 'done' });
    await slack.settled();
    expect(botsIn(asked)).toHaveLength(1);
  });

  everywhere(
    'draws a chart itself where Slack does not, with its numbers in words',
    async ({ slack, mention, answerTo }) => {
      const native = await answerTo(await mention(ben.id, 'revenue in the last 90 days'));
      expect(native.blocks.map((block) => fieldsOf(block).type)).toContain('data_visualization');
      slack.settings.nativeCharts = false;
      const drawn = await answerTo(await mention(ben.id, 'revenue in the last 60 days'));
      const picture = objectsIn(drawn.blocks).find(({ slack_file: file }) => file !== undefined);
      expect(textOf(picture?.alt_text)).toMatch(/\d/);
      const file = slack.world.files.get(textOf(fieldsOf(picture?.slack_file).id));
      expect(file?.bytes?.subarray(1, 4).toString()).toBe('PNG');
      slack.settings.nativeCharts = true;
    },
  );

  everywhere(
    'answers a slash command to its asker alone, and shares it when asked to',
    async ({ scene, slack, say, answerTo }) => {
      const typed = await say.command({ user: ben.id, channel: channels.sales, text: 'who is leaving' });
      const answer = await answerTo(typed);
      expect(answer.ephemeralTo).toBe(ben.id);
      const shared = await say.press({ user: ben.id, message: answer, actionId: 'share' });
      expect(shared.isAcked).toBe(true);
      const posted = await slack.until(() =>
        scene.slack
          .messages(channels.sales)
          .find(({ isBots, ephemeralTo, ts }) => isBots && ephemeralTo === undefined && Number(ts) > Number(answer.ts)),
      );
      expect(posted.text).toBe(answer.text);
    },
  );

  everywhere('asks about a message through the shortcut', async ({ slack, say, answerTo }) => {
    const message = slack.workspace.add({ channel: channels.sales, user: ana.id, text: `call ${anna.email}` });
    await say.shortcut({ user: ben.id, callbackId: 'ask_about_message', message });
    await slack.until(() => say.modal(ben.id));
    const sent = await say.submit({ user: ben.id, values: { text: `who is ${anna.email}` } });
    expect(sent.isAcked).toBe(true);
    expect(words(await answerTo(sent))).toContain(anna.name);
    expect(say.modal(ben.id)).toBeUndefined();
  });

  everywhere('shows a home to those with a role, and what can be asked in direct messages', async ({ slack, say }) => {
    await say.openHome({ user: ana.id });
    const home = await slack.until(() => say.home(ana.id));
    expect(JSON.stringify(home.view)).toMatch(/digest/i);
    await say.openHome({ user: dora.id });
    const closed = await slack.until(() => say.home(dora.id));
    expect(JSON.stringify(closed.view).length).toBeLessThan(JSON.stringify(home.view).length / 2);
    const opened = await say.openHome({ user: ana.id, tab: 'messages' });
    await slack.until(() => slack.world.prompts.get(opened.channel));
  });

  everywhere(
    'puts a card under a link to a customer of HubSpot, and nothing under an unknown one',
    async ({ slack, say }) => {
      const unknown = annasRecord.replace(/\d+$/, '99999');
      const shared = await say.shareLink({ user: ben.id, channel: channels.sales, urls: [annasRecord, unknown] });
      const { unfurls } = await slack.until(() => {
        const message = slack.workspace.message(shared.channel, shared.ts);
        return message?.unfurls ? message : undefined;
      });
      expect(Object.keys(unfurls ?? {})).toEqual([annasRecord]);
      expect(JSON.stringify(unfurls)).toContain(anna.name);
      expect(JSON.stringify(unfurls)).not.toContain(anna.email);
    },
  );

  everywhere('runs its steps in a workflow, and tags only for an approver', async ({ slack, say }) => {
    const run = async (callbackId: string, inputs: Record<string, string>) => {
      const step = await say.runStep({ callbackId, inputs });
      return slack.until(() => {
        const at = slack.world.executions.get(step.executionId ?? '');
        return at && at.state !== 'running' ? at : undefined;
      });
    };
    const scored = await run('score_customer', { customer: anna.email, user: ben.id });
    expect(scored).toMatchObject({ state: 'done', outputs: { found: true, customer_id: anna.id } });
    expect(await run('tag_customer', { customer: anna.id, tag: 'vip', user: ben.id })).toMatchObject({
      state: 'failed',
    });
    expect(await run('tag_customer', { customer: anna.id, tag: 'vip', user: ana.id })).toMatchObject({
      state: 'done',
      outputs: { done: true },
    });
  });

  everywhere(
    'tags by a button after a yes of an approver, once, and takes it back',
    async ({ slack, say, mention, answerTo }) => {
      const offered = await answerTo(await mention(ana.id, `tag ${firstMaria.id} as wholesale`));
      const refused = await say.press({ user: ben.id, message: offered, actionId: 'offer:tag' });
      expect(await answerTo(refused)).toMatchObject({ ephemeralTo: ben.id });
      await say.press({ user: ana.id, message: offered, actionId: 'offer:tag' });
      const done = await slack.until(() => {
        const now = slack.workspace.message(offered.channel, offered.ts);
        return now && actionIds(now).includes('tag:undo') ? now : undefined;
      });
      expect(JSON.stringify(done.blocks)).toContain(ana.id);
      expect(words(await answerTo(await mention(ben.id, 'who is tagged wholesale')))).toContain(firstMaria.name);
      await say.press({ user: ana.id, message: done, actionId: 'tag:undo' });
      await slack.until(() => {
        const now = slack.workspace.message(offered.channel, offered.ts);
        return now && !actionIds(now).includes('tag:undo') ? now : undefined;
      });
    },
  );

  everywhere(
    'shows a viewer ids and no names, and refuses guests, strangers and people without a role',
    async ({ mention, answerTo }) => {
      const seen = await answerTo(await mention(cleo.id, `who is ${anna.id}`));
      expect(words(seen)).toContain(anna.id);
      expect(words(seen)).not.toContain(anna.name);
      for (const user of [dora, guest, stranger]) {
        const asked = await mention(user.id, `who is ${anna.id}`);
        const refused = await answerTo(asked);
        expect(words(refused), user.name).not.toContain('15 May 2026');
        expect(words(refused), user.name).toMatch(/not|may/);
      }
    },
  );

  everywhere('never lets a name call anybody, link anywhere or look like markup', async ({ mention, answerTo }) => {
    const card = await answerTo(await mention(ben.id, `who is ${odd.id}`));
    const raw = objectsIn(card.blocks).filter(({ type }) => type === 'mrkdwn');
    for (const text of [card.text, ...raw.map((one) => textOf(one.text))]) {
      expect(text).not.toMatch(/<!|<https|\*Bob\*/);
    }
    expect(words(card)).toContain('Bob');
    expect(hostileName).toContain('<!channel>');
    expect(words(card)).not.toContain(odd.email);
  });

  everywhere('posts the digest to its channel once a week, whoever asks for it', async ({ scene, slack }) => {
    const before = slack.messages(channels.general).length;
    const first = await runPatron(scene.home, ['digest', '--send'], scene.env);
    expect(first.code, first.err).toBe(0);
    const posted = await slack.until(() => slack.messages(channels.general)[before], { timeoutMs: 15_000 });
    expect(words(posted)).toMatch(/week/i);
    await runPatron(scene.home, ['digest', '--send'], scene.env);
    await slack.settled();
    expect(slack.messages(channels.general)).toHaveLength(before + 1);
  });

  everywhere('answers the question that it was killed over, once', async ({ slack, say, left, botsIn }) => {
    const cut = left.get('cut');
    if (!cut) throw new Error('Nothing was asked.');
    expect(words(await slack.answerTo(cut, 60_000))).toMatch(/segment|high-value/i);
    await say.redeliver(cut);
    await slack.settled();
    expect(botsIn(cut)).toHaveLength(1);
  });

  everywhere('tells of those who entered a group since, once each', async ({ scene, slack, channel }) => {
    const before = slack.messages(channel).length;
    await letDaysPass(scene.home);
    await scene.restart({ daysLater: 45 });
    const alert = await slack.until(() => slack.messages(channel)[before], { timeoutMs: 45_000 });
    expect(actionIds(alert).some((id) => id.startsWith('ask:'))).toBe(true);
    expect(JSON.stringify(alert.blocks)).not.toContain('@example');
  });

  everywhere('calls Slack by its book, and writes no personal data to the terminal', async ({ scene, slack }) => {
    expect(slack.violations).toEqual([]);
    const refusals = slack.calls
      .filter(({ answer }) => answer?.ok === false)
      .map(({ method, answer }) => [method, answer?.error]);
    expect(refusals.filter(([, error]) => error !== 'invalid_blocks')).toEqual([]);
    expect(scene.output()).not.toMatch(/@example|Anna|Maria|Bob/);
    expect(scene.end()).toBeUndefined();
  });
});

describe('what was sent to Slack', () => {
  it('is what @slack/types and @slack/web-api say it is', () => {
    expect(captured.length).toBeGreaterThan(50);
    expect(typeFaults(captured)).toBe('');
  });

  it('would not pass with a planted fault', () => {
    const header = { type: 'header', text: { type: 'mrkdwn', text: 'x' } };
    expect(typeFaults([{ method: 'chat.postMessage', args: { channel: 'C1', text: 'x', blocks: [header] } }])).toMatch(
      /TS2322/,
    );
    expect(typeFaults([{ method: 'views.open', args: { trigger_id: 'x', view: { type: 'modal' } } }])).toMatch(/TS\d+/);
  });
});
