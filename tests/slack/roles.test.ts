import { describe, expect, it } from 'vitest';
import type { SlackConfig } from '../../src/config.ts';
import { openRoles } from '../../src/slack/roles.ts';
import { plainClient } from '../../src/slack/transport/web-clients.ts';
import type { LocalSlack } from '../support/slack-server/open.ts';
import { ids, people } from '../support/slack-server/workspace.ts';
import { movedClock, runReadyBot, startSlack } from './running-bot.ts';

const { ana, ben, cleo, dora, guest, stranger, gone, robot } = people;

function rolesOn(slack: LocalSlack, given: Partial<SlackConfig>, clock = movedClock()) {
  const client = plainClient({
    slack: { botToken: slack.tokens.bot, apiUrl: slack.url },
    fetch: (input, init) => fetch(input, init),
  });
  const identity = () => ({ teamId: ids.team, teamName: 'Corner Shop', botId: ids.bot, botUserId: ids.botUser });
  return openRoles({ slack: { viewers: [], analysts: [], approvers: [], ...given }, client, clock, identity });
}

describe('the role of a user', () => {
  it('is none where the settings name nobody, and Slack is not even asked', async () => {
    const slack = await startSlack();
    const roleOf = rolesOn(slack, {});
    expect(await roleOf(ana.id)).toBeUndefined();
    expect(slack.calls).toEqual([]);
  });

  it('is the highest that the settings give', async () => {
    const slack = await startSlack();
    const roleOf = rolesOn(slack, { viewers: ['*'], analysts: [ben.id, ana.id], approvers: [ana.id] });
    expect(await Promise.all([ana, ben, cleo].map(({ id }) => roleOf(id)))).toEqual(['approver', 'analyst', 'viewer']);
  });

  it.each([
    guest,
    stranger,
    gone,
    robot,
    { id: ids.botUser, name: 'Patron' },
    { id: 'U0NOBODY1', name: 'nobody' },
    { id: 'USLACKBOT', name: 'Slackbot' },
  ])('is none through * for $name', async ({ id }) => {
    const slack = await startSlack();
    slack.workspace.addPerson({ id: 'USLACKBOT', name: 'slackbot' });
    const roleOf = rolesOn(slack, { viewers: ['*'], analysts: ['*'], approvers: ['*'] });
    expect(await roleOf(id)).toBeUndefined();
    expect(await roleOf(dora.id)).toBe('approver');
  });

  it('is that of the settings for a guest whom they name', async () => {
    const slack = await startSlack();
    expect(await rolesOn(slack, { viewers: [guest.id], approvers: ['*'] })(guest.id)).toBe('viewer');
  });

  it('is known by name while Slack cannot be asked, and none through *; as soon as it can, that too', async () => {
    const slack = await startSlack();
    const roleOf = rolesOn(slack, { viewers: ['*'], analysts: [ben.id] });
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    expect(await roleOf(ben.id)).toBe('analyst');
    expect(await roleOf(cleo.id)).toBeUndefined();
    end();
    expect(await roleOf(cleo.id)).toBe('viewer');
  });

  it('is believed for ten minutes, and asked once by many at a time', async () => {
    const slack = await startSlack();
    const clock = movedClock();
    const roleOf = rolesOn(slack, { viewers: ['*'] }, clock);
    await Promise.all(Array.from({ length: 5 }, () => roleOf(cleo.id)));
    expect(slack.calls).toHaveLength(1);
    slack.workspace.addPerson({ ...cleo, isDeleted: true });
    clock.move(599_999);
    expect(await roleOf(cleo.id)).toBe('viewer');
    clock.move(2);
    expect(await roleOf(cleo.id)).toBeUndefined();
  });

  it('is told by the bot for its own workspace', async () => {
    const slack = await startSlack();
    const { bot } = await runReadyBot(slack, { slackConfig: { viewers: ['*'] } });
    expect(await bot.kit.roleOf(ana.id)).toBe('viewer');
    expect(await bot.kit.roleOf(stranger.id)).toBeUndefined();
  });
});
