import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { composeAlert, findWatched } from '../../../src/questions/alert.ts';
import type { AnswerOffer } from '../../../src/questions/answer.ts';
import { composeRetirement } from '../../../src/questions/lift.ts';
import { alertMessage } from '../../../src/slack/alerts/alert-message.ts';
import { alerts } from '../../../src/slack/alerts/alerts.ts';
import { proposeRetirement, retirement } from '../../../src/slack/alerts/retirement.ts';
import { answerMessage } from '../../../src/slack/blocks/answer-message.ts';
import { digestMessage } from '../../../src/slack/digest/digest-message.ts';
import type { BotKit, ChatMessage } from '../../../src/slack/kit.ts';
import { settings } from '../../../src/slack/settings/settings.ts';
import { addRule, findRule, listRules } from '../../../src/store/alert-rules.ts';
import { findSubscription, keepSubscription, listSubscriptions } from '../../../src/store/chat-subscriptions.ts';
import { cornerContext } from '../../support/corner-context.ts';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { channels, people, type SlackMessage } from '../../support/slack-server/workspace.ts';
import { type CornerOptions, startCornerBot, wordsOf } from '../corner-bot.ts';
import { movedClock } from '../running-bot.ts';

const { ana, ben, cleo, dora } = people;
const channel = channels.sales;
const context = cornerContext();
const now = Date.UTC(2026, 10, 24, 9);
const day = 86_400_000;

/** The corner shop's bot with its settings, and a message of its own in the channel. */
async function start(said: ChatMessage, options: CornerOptions = {}) {
  let held: BotKit | undefined;
  const running = await startCornerBot(
    (app: App, kit: BotKit) => {
      held = kit;
      settings(app, kit);
      alerts(app, kit);
      retirement(app, kit);
    },
    {
      patron: {
        watch: async (rules) => rules.map((watched) => findWatched(watched, context)),
        alert: async (news) => composeAlert(context, news),
      },
      clock: movedClock(now),
      ...options,
    },
  );
  if (!held) throw new Error('The bot has no kit.');
  await held.poster.post({ key: 'said', channel }, said);
  const [message] = running.slack.messages(channel);
  if (!message) throw new Error('Nothing was said.');
  return { ...running, kit: held, message };
}

const withSettings = digestMessage(
  { id: 'digest', headline: 'A quiet week.', basis: '', next: [] },
  { language: 'en', place: 'channel', channel },
);

const offering = (offer: AnswerOffer) =>
  answerMessage({ id: 'telling', headline: 'Shall I?', basis: '', next: [], offers: [offer] }, { place: 'channel' });

const alone = (slack: LocalSlack, user: string, says: string) =>
  slack.until(
    () =>
      slack.messages(channel).find((one) => one.ephemeralTo === user && wordsOf([one.text, one.blocks]).includes(says)),
    { what: `'${says}', said to ${user} alone` },
  );

/** The conversation of the bot with a user, as the local Slack names it. */
const directly = (user: string) => `D${user.slice(1)}`;

const inPrivate = (slack: LocalSlack, user: string, says: string) =>
  slack.until(() => slack.messages(directly(user)).find((one) => wordsOf([one.text, one.blocks]).includes(says)), {
    what: `'${says}' in direct messages`,
  });

const inChannel = (slack: LocalSlack, says: string): SlackMessage[] =>
  slack.messages(channel).filter((one) => one.ephemeralTo === undefined && wordsOf(one.blocks).includes(says));

const modal = (slack: LocalSlack, user: string, says: string) =>
  slack.until(
    () => {
      const shown = slack.say.modal(user);
      return shown && wordsOf(shown.view).includes(says) ? shown : undefined;
    },
    { what: `a window with '${says}'` },
  );

describe('the settings of a channel', () => {
  it.each(['socket', 'http'] as const)('begin the digest after a preview and a yes, over %s', async (mode) => {
    const { slack, store, message, troubles } = await start(withSettings, { mode });
    await slack.say.press({ user: ana.id, message, actionId: 'settings:open' });
    await modal(slack, ana.id, 'What Patron sends');
    await slack.say.submit({
      user: ana.id,
      values: {
        [`what:${channel}`]: ['digest'],
        [`zone:${channel}`]: 'America/New_York',
        [`language:${channel}`]: 'zh',
        [`names:${channel}`]: 'shown',
      },
    });
    const preview = await inPrivate(slack, ana.id, 'would get this once a week');
    expect(wordsOf(preview.blocks)).toContain('Anna Meier');
    expect(listSubscriptions(store)).toEqual([]);
    expect(inChannel(slack, 'From now on')).toEqual([]);
    await slack.say.press({ user: ana.id, message: preview, actionId: 'settings:subscribe' });
    await inPrivate(slack, ana.id, 'The digest comes once a week from now on.');
    expect(inChannel(slack, 'From now on')).toHaveLength(1);
    expect(findSubscription(store, channel, 'digest')).toMatchObject({
      timeZone: 'America/New_York',
      language: 'zh',
      showsNames: true,
      createdBy: ana.id,
    });
    await slack.say.press({ user: ana.id, message: preview, actionId: 'settings:subscribe' });
    await slack.until(() => (slack.messages(directly(ana.id)).length >= 3 ? true : undefined));
    expect(inChannel(slack, 'From now on')).toHaveLength(1);
    expect([slack.violations, troubles]).toEqual([[], []]);
  });

  it('change, mute and end what the channel has at once', async () => {
    const { slack, store, message } = await start(withSettings);
    const how = {
      channel,
      timeZone: 'Europe/Berlin',
      language: 'en',
      showsNames: true,
      createdBy: 'U1',
      createdAt: 7,
    } as const;
    keepSubscription(store, { ...how, kind: 'digest' });
    keepSubscription(store, { ...how, kind: 'alerts' });
    await slack.say.press({ user: ana.id, message, actionId: 'settings:open' });
    const shown = await modal(slack, ana.id, 'What Patron sends');
    expect(wordsOf(shown.view)).toContain('Europe/Berlin');
    await slack.say.submit({
      user: ana.id,
      values: { [`what:${channel}`]: ['digest'], [`names:${channel}`]: 'hidden', [`mute:${channel}`]: '7' },
    });
    await inPrivate(slack, ana.id, 'It gets alerts no longer.');
    const [left, ...others] = listSubscriptions(store);
    expect(others).toEqual([]);
    expect(left).toMatchObject({ kind: 'digest', showsNames: false, timeZone: 'Europe/Berlin', createdAt: 7 });
    expect(left?.mutedUntil).toBe(now + 7 * day);
  });

  it('fill in what another channel has when it is chosen', async () => {
    const { slack, store, message } = await start(withSettings);
    const how = { timeZone: 'Asia/Tokyo', language: 'zh', showsNames: true, createdBy: 'U1', createdAt: 7 } as const;
    keepSubscription(store, { channel: channels.general, kind: 'digest', ...how });
    await slack.say.press({ user: ana.id, message, actionId: 'settings:open' });
    const view = await modal(slack, ana.id, `what:${channel}`);
    await slack.say.press({ user: ana.id, view, actionId: 'settings:channel', value: channels.general });
    const other = await modal(slack, ana.id, `what:${channels.general}`);
    expect(JSON.stringify(other.view)).toContain('"initial_option":{"text":{"type":"plain_text","text":"Asia/Tokyo"');
  });

  it.each([
    [ben.id, 'Only approvers may do this'],
    [cleo.id, 'Only approvers may do this'],
    [dora.id, 'You may not ask Patron yet'],
  ])('are not for %s', async (user, says) => {
    const { slack, store, message, kit } = await start(withSettings);
    await slack.say.press({ user, message, actionId: 'settings:open' });
    await modal(slack, user, says);
    await kit.poster.post({ key: 'offered', channel }, offering({ kind: 'subscribe', to: 'digest' }));
    const offered = inChannel(slack, 'offer:subscribe')[0];
    if (offered) await slack.say.press({ user, message: offered, actionId: 'offer:subscribe' });
    await alone(slack, user, says);
    expect(listSubscriptions(store)).toEqual([]);
  });

  it('say why the digest cannot come to a channel that Patron is not in, and do not begin it', async () => {
    const { slack, store, message } = await start(withSettings);
    await slack.say.press({ user: ana.id, message, actionId: 'settings:open' });
    const view = await modal(slack, ana.id, `what:${channel}`);
    await slack.say.press({ user: ana.id, view, actionId: 'settings:channel', value: channels.elsewhere });
    await modal(slack, ana.id, `what:${channels.elsewhere}`);
    await slack.say.submit({
      user: ana.id,
      values: { 'settings:channel': channels.elsewhere, [`what:${channels.elsewhere}`]: ['digest'] },
    });
    const preview = await inPrivate(slack, ana.id, 'would get this once a week');
    await slack.say.press({ user: ana.id, message: preview, actionId: 'settings:subscribe' });
    await inPrivate(slack, ana.id, 'It did not begin');
    expect(listSubscriptions(store)).toEqual([]);
  });
});

describe('the buttons under an answer', () => {
  it('show what alerts would say to the presser alone, and begin them with two rules after a yes', async () => {
    const { slack, store, message } = await start(offering({ kind: 'subscribe', to: 'alerts' }));
    await slack.say.press({ user: ana.id, message, actionId: 'offer:subscribe' });
    const preview = await alone(slack, ana.id, 'High-value customers who become at risk: ');
    expect(wordsOf(preview.blocks)).toContain('above 60\u00a0% after 30 days without one: ');
    expect(listRules(store)).toEqual([]);
    await slack.say.press({ user: ana.id, message: preview, actionId: 'settings:subscribe' });
    await alone(slack, ana.id, 'Alerts come from now on.');
    expect(listRules(store, channel).map(({ watched }) => watched.kind)).toEqual(['segment-entry', 'chance']);
    expect(findSubscription(store, channel, 'alerts')?.showsNames).toBe(false);
  });

  it('mute and end what the channel has', async () => {
    const { slack, store, message, kit } = await start(offering({ kind: 'mute', to: 'digest', days: 14 }));
    await slack.say.press({ user: ana.id, message, actionId: 'offer:mute' });
    await alone(slack, ana.id, 'This channel does not get the digest.');
    const how = { timeZone: 'UTC', language: 'en', showsNames: false, createdBy: 'U1', createdAt: 7 } as const;
    keepSubscription(store, { channel, kind: 'digest', ...how });
    await slack.say.press({ user: ana.id, message, actionId: 'offer:mute' });
    await alone(slack, ana.id, 'This channel gets the digest again after');
    expect(findSubscription(store, channel, 'digest')?.mutedUntil).toBe(now + 14 * day);
    await kit.poster.post({ key: 'end', channel }, offering({ kind: 'unsubscribe', to: 'digest' }));
    const [ending] = inChannel(slack, 'offer:unsubscribe');
    if (ending) await slack.say.press({ user: ana.id, message: ending, actionId: 'offer:unsubscribe' });
    await alone(slack, ana.id, 'This channel gets the digest no longer.');
    expect(listSubscriptions(store)).toEqual([]);
  });

  it('do nothing for a value that is no offer', async () => {
    const { slack, store, message } = await start(offering({ kind: 'mute', to: 'digest', days: 100_000 }));
    const { isAcked } = await slack.say.press({ user: ana.id, message, actionId: 'offer:mute' });
    expect(isAcked).toBe(true);
    expect(listSubscriptions(store)).toEqual([]);
    expect(slack.messages(channel)).toHaveLength(1);
  });
});

describe('the rules of a channel', () => {
  it('are added, changed, muted and removed in windows', async () => {
    const { slack, store, message, troubles } = await start(withSettings);
    await slack.say.press({ user: ana.id, message, actionId: 'settings:open' });
    const first = await modal(slack, ana.id, 'What Patron sends');
    await slack.say.press({ user: ana.id, view: first, actionId: 'settings:rules' });
    const list = await modal(slack, ana.id, 'There is no rule.');
    await slack.say.press({ user: ana.id, view: list, actionId: 'rule:add' });
    const form = await modal(slack, ana.id, 'New rule');
    await slack.say.press({ user: ana.id, view: form, actionId: 'rule:shape', value: 'above' });
    await modal(slack, ana.id, 'Bound, per cent');
    await slack.say.submit({
      user: ana.id,
      values: { 'rule:shape': 'above', bound: '70', quiet: '45', among: 'high-value', owner: ben.id, cap: '3' },
    });
    const filled = await modal(slack, ana.id, 'whose chance of an order is above 70\u00a0% after 45 days without one');
    expect(listRules(store, channel)).toMatchObject([
      {
        watched: { kind: 'chance', side: 'above', bound: 0.7, quietDays: 45, among: 'high-value' },
        owner: ben.id,
        dailyCap: 3,
      },
    ]);
    await slack.say.press({ user: ana.id, view: filled, actionId: 'rule:do', value: 'edit:1' });
    await modal(slack, ana.id, 'Change a rule');
    await slack.say.submit({ user: ana.id, values: { bound: '80' } });
    const changed = await modal(slack, ana.id, 'above 80\u00a0%');
    await slack.say.press({ user: ana.id, view: changed, actionId: 'rule:do', value: 'mute:1' });
    const muted = await modal(slack, ana.id, 'Muted');
    expect(findRule(store, 1)?.isMuted).toBe(true);
    await slack.say.press({ user: ana.id, view: muted, actionId: 'rule:do', value: 'wake:1' });
    const awake = await modal(slack, ana.id, 'On; at most');
    await slack.say.press({ user: ana.id, view: awake, actionId: 'rule:do', value: 'remove:1' });
    await modal(slack, ana.id, 'There is no rule.');
    expect(listRules(store)).toEqual([]);
    expect([slack.violations, troubles]).toEqual([[], []]);
  });

  it('refuse a rule that nobody can ever be in, in the window', async () => {
    const { slack, store, message } = await start(withSettings);
    await slack.say.press({ user: ana.id, message, actionId: 'settings:open' });
    const first = await modal(slack, ana.id, 'What Patron sends');
    await slack.say.press({ user: ana.id, view: first, actionId: 'settings:rules' });
    const list = await modal(slack, ana.id, 'There is no rule.');
    await slack.say.press({ user: ana.id, view: list, actionId: 'rule:add' });
    await modal(slack, ana.id, 'New rule');
    const sent = await slack.say.submit({ user: ana.id, values: { group: 'ordinary', among: 'high-value' } });
    expect(JSON.stringify(sent.ackBody)).toContain('Nobody can ever be in it');
    expect(listRules(store)).toEqual([]);
  });
});

describe('the menu of an alert', () => {
  const alerting = alertMessage(
    composeAlert(context, { watched: { kind: 'silence', days: 30, among: 'all' }, customerIds: ['b1'] }),
    { ruleId: 1, language: 'en', place: 'channel', more: 0, held: 0 },
  );

  it('snoozes, mutes and takes over its rule for an approver, and for nobody else', async () => {
    const { slack, store, message } = await start(alerting);
    addRule(store, {
      channel,
      watched: { kind: 'silence', days: 30, among: 'all' },
      dailyCap: 5,
      createdBy: 'U1',
      createdAt: 1,
    });
    await slack.say.press({ user: ben.id, message, actionId: 'alert:rule', value: 'mute:1' });
    await alone(slack, ben.id, 'Only approvers may do this');
    expect(findRule(store, 1)?.isMuted).toBe(false);
    await slack.say.press({ user: ana.id, message, actionId: 'alert:rule', value: 'snooze-week:1' });
    await alone(slack, ana.id, 'This rule keeps still until');
    expect(findRule(store, 1)?.snoozedUntil).toBe(now + 7 * day);
    await slack.say.press({ user: ana.id, message, actionId: 'alert:rule', value: 'own:1' });
    await alone(slack, ana.id, 'name you from now on');
    await slack.say.press({ user: ana.id, message, actionId: 'alert:rule', value: 'mute:1' });
    await alone(slack, ana.id, 'This rule is muted.');
    expect(findRule(store, 1)).toMatchObject({ owner: ana.id, isMuted: true });
  });
});

describe('the question whether a rule without effect is to be kept', () => {
  const watched = { kind: 'silence', days: 30, among: 'all' } as const;

  it('keeps the rule or lets it keep still, for an approver, and for nobody else', async () => {
    const { slack, store, kit } = await start(withSettings);
    addRule(store, { channel, watched, dailyCap: 5, createdBy: 'U1', createdAt: 1 });
    const rule = findRule(store, 1);
    const subscription = {
      channel,
      kind: 'alerts',
      timeZone: 'Europe/Berlin',
      language: 'en',
      showsNames: false,
      createdBy: 'U1',
      createdAt: 1,
    } as const;
    keepSubscription(store, subscription);
    const found = findSubscription(store, channel, 'alerts');
    if (!rule || !found) throw new Error('There is no rule.');
    const patron = { ...kit.patron, alert: async () => composeRetirement(context, { watched }) };
    await proposeRetirement({ ...kit, patron }, { rule, subscription: found, fruitlessSince: 1, now });
    await proposeRetirement({ ...kit, patron }, { rule, subscription: found, fruitlessSince: 1, now });
    const [message, ...more] = inChannel(slack, 'no effect shown after twelve weeks');
    if (!message) throw new Error('Nothing was proposed.');
    expect(more).toEqual([]);
    await slack.say.press({ user: ben.id, message, actionId: 'alert:retire', value: '1' });
    await alone(slack, ben.id, 'Only approvers may do this');
    expect(findRule(store, 1)).toMatchObject({ isMuted: false });
    await slack.say.press({ user: ana.id, message, actionId: 'alert:keep', value: '1' });
    await alone(slack, ana.id, 'The rule is kept.');
    expect(findRule(store, 1)).toMatchObject({ isMuted: false, keptAt: now });
    await slack.say.press({ user: ana.id, message, actionId: 'alert:retire', value: '1' });
    await alone(slack, ana.id, 'The rule is retired');
    expect(findRule(store, 1)).toMatchObject({ isMuted: true });
  });
});
