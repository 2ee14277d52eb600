import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openLocalSlack } from '../tests/support/slack-server/open.ts';
import { makeShop, someCustomers } from './slack-load-shop.ts';
import { ask, fillWorkspace, type Taken } from './slack-load-traffic.ts';

// Twenty questions a second for a minute to the Slack bot of a shop with 100,000 customers, first alone, then beside a sync and a training. Patron runs in a process of its own against a local
// Slack here (which takes pictures in at once) and a local shop and portal in a third process, all on the same machine. Prints how long an acknowledgement and an answer took as Slack sees it, and Patron's memory.
// `--home DIR` keeps the shop there and takes the one that is there; making it takes some minutes.
const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '20' },
    home: { type: 'string' },
  },
});
const servers = z.object({
  shopify: z.object({ url: z.string(), token: z.string() }),
  hubspot: z.object({ url: z.string() }),
});
const news = z.object({
  ready: z.boolean().optional(),
  rss: z.number().optional(),
  did: z.string().optional(),
  seconds: z.number().optional(),
});

const folder = mkdtempSync(join(tmpdir(), 'patron-bench-'));
const home = values.home ?? join(folder, 'home');
mkdirSync(home, { recursive: true });
await makeShop(home, Number(values.customers));
const customers = someCustomers(home);

const vendors = fork(new URL('./sync-servers.js', import.meta.url), ['60000', '60000']);
const addresses = await new Promise<z.infer<typeof servers>>((resolve) => {
  vendors.once('message', (message) => resolve(servers.parse(message)));
});
const slack = await openLocalSlack({ asksBeforeShown: 0 });
fillWorkspace(slack);
const program = fork(new URL('./slack-load-program.js', import.meta.url), [], {
  env: {
    PATH: process.env.PATH,
    PATRON_HOME: home,
    PATRON_TIME_ZONE: 'Europe/Berlin',
    PATRON_SYNC_CRON: '0 0 1 1 *',
    SHOPIFY_SHOP: 'bench.myshopify.com',
    SHOPIFY_ACCESS_TOKEN: addresses.shopify.token,
    SHOPIFY_API_BASE_URL: addresses.shopify.url,
    HUBSPOT_ACCESS_TOKEN: 'pat-na1-test',
    HUBSPOT_API_BASE_URL: addresses.hubspot.url,
    SLACK_VIEWERS: '*',
    SLACK_ANALYSTS: '*',
    SLACK_APPROVERS: '*',
    ...slack.environment(),
  },
});

let peak = 0;
const done: string[] = [];
const ready = watch(program);
try {
  await ready;
  const load = { perSecond: Number(values.rate), seconds: Number(values.seconds), customers };
  await ask(slack, { ...load, seconds: 5 });
  console.log(
    '| beside | questions | answered | ack p50 / p99 / max ms | answer p50 / p99 / max ms | peak memory MB |',
  );
  console.log('|---|---|---|---|---|---|');
  peak = 0;
  const alone = await ask(slack, load);
  row('nothing', alone);
  program.send('work');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  peak = 0;
  const beside = await ask(slack, load);
  row('a sync and a training', beside);
  console.log(`\nEnded meanwhile: ${done.length === 0 ? 'neither, both were running throughout' : done.join(', ')}.`);
  slowest([...alone, ...beside]);
} finally {
  program.send('stop');
  await new Promise((resolve) => {
    program.once('exit', resolve);
    setTimeout(() => program.kill('SIGKILL'), 15_000).unref();
  });
  vendors.kill();
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Resolves when the program answers. */
function watch(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Patron ended with code ${code}.`)));
    child.on('message', (message) => {
      const { ready: isReady, rss = 0, did, seconds = 0 } = news.parse(message);
      if (isReady) resolve();
      if (did !== undefined) done.push(`${did} after ${seconds.toFixed(0)} s`);
      peak = Math.max(peak, rss);
    });
  });
}

function row(beside: string, taken: readonly Taken[]): void {
  const answers = taken.flatMap(({ answerMs }) => (answerMs === undefined ? [] : [answerMs]));
  const acks = taken.map(({ ackMs }) => ackMs);
  console.log(
    `| ${beside} | ${taken.length} | ${answers.length} | ${shares(acks)} | ${shares(answers)} | ${Math.round(peak / 1e6)} |`,
  );
}

function shares(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return [at(0.5), at(0.99), at(1)].map((ms) => ms.toFixed(ms < 10 ? 1 : 0)).join(' / ');
}

/** The kinds of question that took longest in the middle, so that the next one to speed up is known. */
function slowest(taken: readonly Taken[]): void {
  const times = new Map<string, number[]>();
  for (const { question, answerMs = Number.POSITIVE_INFINITY } of taken) {
    const kind = question.split(' ').slice(0, 2).join(' ');
    times.set(kind, [...(times.get(kind) ?? []), answerMs]);
  }
  const rows = [...times].map(([kind, ms]) => ({ kind, middle: ms.sort((a, b) => a - b)[ms.length >> 1] ?? 0 }));
  rows.sort((one, other) => other.middle - one.middle);
  console.log(
    `Slowest: ${rows
      .slice(0, 6)
      .map(({ kind, middle }) => `'${kind} …' ${middle.toFixed(0)} ms`)
      .join(', ')}.`,
  );
}
