import { describe, expect, it } from 'vitest';
import { drawHere } from '../../../src/charts/draw-here.ts';
import { dayMs } from '../../../src/domain/clock.ts';
import type { AnswerChart } from '../../../src/questions/answer.ts';
import type { ChatMessage } from '../../../src/slack/kit.ts';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { channels } from '../../support/slack-server/workspace.ts';
import { movedClock, startSlack } from '../running-bot.ts';
import { startPoster } from './posting.ts';

const { sales } = channels;
const chart: AnswerChart = {
  kind: 'bar',
  title: 'Revenue per week, EUR',
  labels: ['2 Nov', '9 Nov', '16 Nov'],
  series: [{ name: 'Revenue', values: [1234, 555, 777] }],
};
const message: ChatMessage = {
  text: 'Revenue was 2,011.',
  blocks: [
    { type: 'section', text: { type: 'plain_text', text: 'Revenue was 2,011.' } },
    { type: 'context', elements: [{ type: 'plain_text', text: 'From 12 orders.' }] },
  ],
  chart,
};
const draw = (drawn: AnswerChart) => drawHere({ chart: drawn, width: 600 });

function kinds(slack: LocalSlack): unknown[][] {
  return slack
    .messages(sales)
    .map(({ blocks }) =>
      blocks.map((block) => (typeof block === 'object' && block !== null && 'type' in block ? block.type : undefined)),
    );
}

const refusedCharts = (slack: LocalSlack) =>
  slack.calls.filter(({ method, answer }) => method === 'chat.postMessage' && answer?.error === 'invalid_blocks')
    .length;

describe('a chart in a message', () => {
  it("is Slack's own where Slack draws it", async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack, { draw: () => Promise.reject(new Error('nobody draws')) });
    await poster.post({ key: 'a', channel: sales }, message);
    expect(kinds(slack)).toEqual([['section', 'data_visualization', 'context']]);
  });

  it('is an uploaded picture with its numbers in words where Slack does not; remembered for a day', async () => {
    const clock = movedClock();
    const slack = await startSlack({ nativeCharts: false, asksBeforeShown: 3 });
    const { poster, troubles } = startPoster(slack, { draw, clock });
    await poster.post({ key: 'a', channel: sales }, message);
    expect(kinds(slack)).toEqual([['section', 'image', 'context']]);
    const image = slack.messages(sales)[0]?.blocks[1];
    expect(image).toMatchObject({ slack_file: { id: [...slack.world.files.keys()][0] } });
    expect(JSON.stringify(image)).toMatch(/1,234.*777/);
    expect([...slack.world.files.values()][0]?.bytes?.subarray(1, 4).toString()).toBe('PNG');
    expect(refusedCharts(slack)).toBe(1);
    await poster.post({ key: 'b', channel: sales }, message);
    expect(refusedCharts(slack)).toBe(1);
    clock.move(dayMs + 1);
    slack.settings.nativeCharts = true;
    await poster.post({ key: 'c', channel: sales }, message);
    expect(kinds(slack)).toEqual([
      ['section', 'image', 'context'],
      ['section', 'image', 'context'],
      ['section', 'data_visualization', 'context'],
    ]);
    expect(troubles).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  it.each([
    ['it cannot be drawn', { draw: () => Promise.resolve(undefined) }, undefined],
    ['drawing fails', { draw: () => Promise.reject(new Error('no thread')) }, undefined],
    ['there is no place for it', { draw }, 'files.getUploadURLExternal'],
    ['the upload breaks', { draw }, 'upload'],
    ['it is not taken in', { draw }, 'files.info'],
  ])('is in words where %s', async (_, options, broken) => {
    const slack = await startSlack({ nativeCharts: false });
    const { poster, troubles } = startPoster(slack, options);
    if (broken !== undefined) slack.faults.plan({ kind: 'status', status: 500, methods: [broken] });
    const { ts } = await poster.post({ key: 'a', channel: sales }, message);
    expect(ts).toBeDefined();
    expect(kinds(slack)).toEqual([['section', 'rich_text', 'context']]);
    expect(JSON.stringify(slack.messages(sales)[0]?.blocks)).toMatch(/1,234.*777/);
    expect(troubles.every((note) => note.startsWith('A chart could not be sent as a picture'))).toBe(true);
  });

  it('is not blamed where it is the message that Slack refuses', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack, { draw });
    slack.faults.plan({ kind: 'error', error: 'invalid_blocks', methods: ['chat.postMessage'], calls: 3 });
    const { failure } = await poster.post({ key: 'a', channel: sales }, message);
    expect(failure).toContain('invalid_blocks');
    await poster.post({ key: 'b', channel: sales }, message);
    expect(kinds(slack)).toEqual([['section', 'data_visualization', 'context']]);
  });

  it('waits with its message through an outage and a restart', async () => {
    const clock = movedClock();
    const slack = await startSlack();
    const { poster, store } = startPoster(slack, { draw, clock });
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    expect(await poster.post({ key: 'a', channel: sales }, message)).toEqual({});
    await poster.stop();
    end();
    clock.move(60_000);
    startPoster(slack, { store, draw, clock }).poster.adopt();
    await slack.until(() => slack.messages(sales).length === 1 || undefined);
    expect(kinds(slack)).toEqual([['section', 'data_visualization', 'context']]);
  });
});
