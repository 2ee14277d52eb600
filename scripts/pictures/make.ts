// Pictures of what people see in Slack, from the demo shop and the real builders: `npm run pictures`, into docs/pictures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyBlock, ImageBlock } from '@slack/types';
import type { Browser } from 'playwright-core';
import { openPatron } from '../../src/app.ts';
import { chartWords } from '../../src/charts/chart-words.ts';
import { drawHere } from '../../src/charts/draw-here.ts';
import { readConfig } from '../../src/config.ts';
import type { Patron } from '../../src/patron.ts';
import { answerMessage } from '../../src/slack/blocks/answer-message.ts';
import { withChart } from '../../src/slack/blocks/with-chart.ts';
import { digestMessage } from '../../src/slack/digest/digest-message.ts';
import { homeView } from '../../src/slack/home/home-view.ts';
import type { ChatMessage } from '../../src/slack/kit.ts';
import type { Subscription } from '../../src/store/chat-subscriptions.ts';
import { realSystem } from '../../src/system.ts';
import { startChromium } from '../../tests/support/chromium.ts';
import { type SlackPage, slackPage } from './slack-page.ts';
import { smallPng } from './small-png.ts';

/** A Monday morning, and how Slack writes it. */
const now = '2026-06-01T07:00:00Z';
const time = '9:00 AM';

/** Stands for the id that Slack would show as the channel's name. */
const channel = 'sales';

await main(process.argv[2]);

async function main(shop: string | undefined): Promise<void> {
  const home = shop ?? mkdtempSync(join(tmpdir(), 'patron-pictures-'));
  const config = readConfig({ PATRON_NOW: now, PATRON_TF: 'wasm' }, { home });
  const system = realSystem(config.now === undefined ? {} : { now: config.now });
  const patron = await openPatron(config, system);
  const browser = await startChromium();
  try {
    await patron.demo({ customers: 2000, seed: 42 });
    await takePictures(patron, { browser, folder: join(system.packageRoot, 'docs/pictures') });
  } finally {
    await browser.close();
    await patron.close();
    if (shop === undefined) rmSync(home, { recursive: true, force: true });
  }
}

async function takePictures(
  patron: Patron,
  { browser, folder }: { readonly browser: Browser; readonly folder: string },
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const shoot = async (name: string, page: SlackPage) =>
    writeFileSync(join(folder, `${name}.png`), await picture(browser, page));
  const onPhone = { surface: 'message', device: 'phone', time } as const;
  const say = async (question: string) => drawn(answerMessage(await patron.ask(question, {}), { place: 'channel' }));
  const digest = await patron.digest({});
  const { blocks } = digestMessage(digest, { language: 'en', place: 'channel', channel });
  await shoot('digest', { ...onPhone, blocks });
  const [person = ''] = (await patron.ask('who is leaving', {})).table?.customerIds ?? [];
  await shoot('person', { ...onPhone, ...(await say(`who is ${person}`)) });
  await shoot('chart', {
    surface: 'message',
    device: 'desktop',
    time,
    ...(await say('revenue in the last 12 months')),
  });
  await shoot('home', { surface: 'home', device: 'desktop', time, blocks: await homeBlocks(patron) });
}

/** App Home of somebody who may change what is sent where. */
async function homeBlocks(patron: Patron): Promise<readonly AnyBlock[]> {
  const [{ isDemo }, week, data, model] = await Promise.all([
    patron.shop(),
    patron.digest({}),
    patron.ask('how old are the data', {}),
    patron.backtest(),
  ]);
  const subscribed: Subscription = {
    channel,
    kind: 'digest',
    timeZone: 'UTC',
    language: 'en',
    showsNames: true,
    createdBy: 'setting',
    createdAt: 0,
  };
  const reader = { role: 'approver', timeZone: 'UTC', subscriptions: [subscribed], rules: [] } as const;
  return homeView({ isDemo, week, data, model, madeAt: new Date(now) }, reader).blocks;
}

/** A message with its chart drawn, as it stands where Slack has no chart of its own. */
async function drawn({ blocks, chart }: ChatMessage): Promise<Pick<SlackPage, 'blocks' | 'images'>> {
  const png = chart && (await drawHere({ chart, width: 1200 }));
  if (!(chart && png)) return { blocks };
  const image: ImageBlock = { type: 'image', alt_text: chartWords(chart), slack_file: { id: 'chart' } };
  const address = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return { blocks: withChart(blocks, image), images: new Map([['chart', address]]) };
}

async function picture(browser: Browser, page: SlackPage): Promise<Buffer> {
  const width = page.device === 'phone' ? 390 : 760;
  const tab = await browser.newPage({ viewport: { width, height: 100 }, deviceScaleFactor: 2 });
  try {
    await tab.setContent(slackPage(page));
    const png = await tab.screenshot({ fullPage: true });
    return smallPng(png, { width: png.readUInt32BE(16), height: png.readUInt32BE(20) });
  } finally {
    await tab.close();
  }
}
