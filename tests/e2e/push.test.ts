import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, chromiumPath, startChromium } from '../support/chromium.ts';
import { makePushShop, type PushShop } from '../support/push-shop.ts';
import { ended, runPatron, startPatron } from '../support/run-patron.ts';
import { openSlackScene, type SlackScene } from '../support/slack-scene.ts';
import { fieldsOf, objectsIn, textOf } from '../support/slack-server/values.ts';
import { people, type SlackMessage } from '../support/slack-server/workspace.ts';

const { ana, ben } = people;

let folder = '';
let home = '';
let shop: PushShop;
let scene: SlackScene | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patron-push-'));
  home = join(folder, 'home');
  shop = await makePushShop(home, folder);
});
afterAll(async () => {
  await scene?.close();
  await shop.hubspot.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const { code, out, err } = await runPatron(home, [...args, '--json'], shop.env);
  expect(out, err).not.toBe('');
  return { code, err, data: JSON.parse(out) };
}

const written = () => shop.hubspot.portal.log.writes.length;
const valueAt = (customerId: string, field: string) => shop.hubspot.portal.valueOf(shop.contactOf(customerId), field);

describe('patron push', () => {
  let id = '';

  it('shows the same twice, and writes nothing', async () => {
    const first = await run('push');
    const second = await run('push');
    expect(first.code, first.err).toBe(0);
    expect(Object.keys(first.data)).toEqual(expect.arrayContaining(['id', 'counts', 'examples', 'control', 'hash']));
    expect(second.data).toEqual(first.data);
    expect(first.data.counts).toMatchObject({ contacts: 60, refused: { 'opted-out': 2 } });
    expect(written()).toBe(0);
    id = first.data.id;
  });

  it('writes after a yes, once, and has nothing more to write', async () => {
    const approved = await run('push', '--approve', id);
    expect(approved.code, approved.err).toBe(0);
    expect(valueAt('c1', 'patron_segment')).toMatch(/^(high-value|potential|ordinary)$/);
    expect(valueAt('c59', 'patron_propensity')).toBe('');
    const count = written();
    expect(count).toBeGreaterThan(60);
    const late = await run('push', '--approve', id);
    expect(late).toMatchObject({ code: 1, data: { error: { code: 'push-settled' } } });
    expect((await run('push')).data.counts.contacts).toBe(0);
    expect(written()).toBe(count);
    expect(shop.hubspot.portal.log.noopWrites).toEqual([]);
  });

  it('is taken back but for what somebody has edited, and every step is proven', async () => {
    shop.hubspot.portal.edit(shop.contactOf('c1'), 'patron_clv', '4242');
    const undone = await run('undo', id);
    expect(undone.code, undone.err).toBe(0);
    expect(valueAt('c1', 'patron_clv')).toBe('4242');
    expect(valueAt('c2', 'patron_segment')).toBe('');
    expect(valueAt('c1', 'patron_propensity')).toBe('');
    const verified = await run('audit', 'verify');
    expect(verified.code, verified.err).toBe(0);
    expect(verified.data.headline).toContain('is whole');
  });
});

describe('what the digest names', () => {
  it('becomes a batch of its own, whose tags a later push of everything leaves as they are', async () => {
    const before = written();
    const shown = await run('push', '--rule', 'likely-buyer');
    expect(shown.code, shown.err).toBe(0);
    const { counts, control, id } = shown.data;
    expect(Object.keys(counts.fields)).toEqual(['patron_tags']);
    expect(control).toEqual([{ rule: 'likely-buyer', hit: counts.contacts + control[0].held, held: control[0].held }]);
    expect(written()).toBe(before);
    expect((await run('push', '--approve', id)).code).toBe(0);
    const tagged = Array.from({ length: 60 }, (_, place) => `c${place}`).filter((each) =>
      valueAt(each, 'patron_tags').split(';').includes('likely-buyer'),
    );
    expect(tagged).toHaveLength(counts.contacts);
    const everything = await run('push');
    expect(everything.data.counts.rules['likely-buyer']).toBeUndefined();
    expect((await run('undo', id)).code).toBe(0);
    expect(valueAt(tagged[0] ?? '', 'patron_tags')).toBe('');
  });
});

describe('a push from Slack', () => {
  const actionsOf = ({ blocks }: Pick<SlackMessage, 'blocks'>) =>
    objectsIn(blocks).map((one) => textOf(fieldsOf(one).action_id));

  it('is asked for, shown, approved by an approver alone, and taken back', async () => {
    scene = await openSlackScene(home, 'socket', shop.env);
    const { slack } = scene;
    const channel = scene.freshChannel();
    const asked = await slack.say.mention({ user: ana.id, channel, text: 'write into HubSpot' });
    const offered = await slack.answerTo(asked);
    await slack.say.press({ user: ana.id, message: offered, actionId: 'offer:push' });
    const standing = (action: string) =>
      slack.until(
        () => slack.messages(channel, asked.ts).find((one) => one.isBots && actionsOf(one).includes(action)),
        { timeoutMs: 60_000, what: action },
      );
    const shown = await standing('push:approve');
    expect(shown.text).toMatch(/contacts in HubSpot would be changed/);
    const before = written();
    await slack.say.press({ user: ben.id, message: shown, actionId: 'push:approve' });
    await slack.until(() => slack.messages(channel, asked.ts).find(({ ephemeralTo }) => ephemeralTo === ben.id), {
      timeoutMs: 60_000,
    });
    expect(written()).toBe(before);
    await slack.say.press({ user: ana.id, message: shown, actionId: 'push:approve' });
    const done = await standing('push:undo');
    expect(JSON.stringify(done.blocks)).toContain(ana.id);
    expect(valueAt('c2', 'patron_segment')).toMatch(/^(high-value|potential|ordinary)$/);
    await slack.say.press({ user: ana.id, message: done, actionId: 'push:undo' });
    await slack.until(() => (valueAt('c2', 'patron_segment') === '' ? true : undefined), { timeoutMs: 60_000 });
    await slack.until(() => JSON.stringify(slack.messages(channel, asked.ts)).includes('Taken back by') || undefined, {
      timeoutMs: 60_000,
    });
    expect(slack.violations).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)(`a push from the page${chromiumMissing}`, () => {
  it('is looked at, approved and taken back by clicks, and no other site can do so', async () => {
    const program = startPatron(home, ['start'], shop.env);
    const browser = await startChromium();
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let output = '';
        program.stdout?.on('data', (chunk) => {
          output += chunk;
          const found = /The page: (\S+)/.exec(output)?.[1];
          if (found !== undefined) resolve(found);
        });
        program.on('exit', () => reject(new Error(`The program ended: ${output}`)));
      });
      const before = written();
      for (const origin of ['http://evil.example', 'null', undefined]) {
        const foreign = await fetch(new URL('/pushes', url), {
          method: 'POST',
          ...(origin === undefined ? {} : { headers: { origin } }),
        });
        expect(foreign.status, origin).toBe(403);
      }
      const page = await browser.newPage({ baseURL: url });
      page.setDefaultTimeout(180_000);
      await page.goto('/pushes');
      await page.getByRole('button', { name: 'See what would be written now' }).click();
      const heading = page.getByRole('heading', { level: 1 });
      await heading.filter({ hasText: 'contacts in HubSpot would be changed' }).waitFor();
      expect(written()).toBe(before);
      await page.getByRole('button', { name: 'Approve and write' }).click();
      await page.getByText('Approved by somebody at the page').waitFor();
      expect(valueAt('c2', 'patron_segment')).toMatch(/^(high-value|potential|ordinary)$/);
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByText('Asked for by somebody at the page').waitFor();
      expect(valueAt('c2', 'patron_segment')).toBe('');
      expect(valueAt('c1', 'patron_clv')).toBe('4242');
    } finally {
      await browser.close();
      const end = ended(program);
      program.kill();
      await end;
    }
  });
});
