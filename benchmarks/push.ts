import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { hubspotBudget } from '../connectors/hubspot/limits.ts';
import { hubspotTarget } from '../connectors/hubspot/target.ts';
import { drainOutbox } from '../src/jobs/push/send-push.ts';
import { openStore } from '../src/store/database.ts';
import { enqueuePlan } from '../src/store/push-outbox.ts';
import { sharedWindow } from '../src/store/shared-window.ts';
import { realSystem } from '../src/system.ts';

// Writes nine fields into each of 20,000 contacts of a local HubSpot in real time: once as fast as it goes, once within the limits of the smallest plan. The server runs in a
// process of its own and answers each call after so many ms. Prints seconds, contacts a second, the share of the allowed calls that were used, and the memory of this process.
const address = z.object({ url: z.string(), contacts: z.array(z.string()) });
const system = realSystem();
const { clock, fetch, sleep, migrationsFolder } = system;

async function openServer(delayMs: number): Promise<{ server: z.infer<typeof address>; close(): void }> {
  const child = fork(new URL('./push-server.js', import.meta.url), [String(delayMs), process.argv[2] ?? '20000']);
  const server = await new Promise<z.infer<typeof address>>((resolve) => {
    child.once('message', (message) => resolve(address.parse(message)));
  });
  return { server, close: () => child.kill() };
}

const fields = [
  ['patron_propensity', '0.42'],
  ['patron_propensity_band', 'possible'],
  ['patron_churn', '0.58'],
  ['patron_clv', '120'],
  ['patron_segment', 'potential'],
  ['patron_next_order_on', '2026-12-24'],
  ['patron_next_offer', 'A box of tea'],
  ['patron_reasons', 'The last order is 12 days ago; 5 orders in a year'],
  ['patron_scored_on', '2026-11-24'],
] as const;

console.log(
  '| limits | answer after | contacts | calls | s | contacts a second | share of the allowed calls | peak MB |\n|---|---|---|---|---|---|---|---|',
);
for (const { name, inTenSeconds, delayMs } of [
  { name: 'none', inTenSeconds: 1e9, delayMs: 0 },
  { name: '100 in 10 s', inTenSeconds: 100, delayMs: 400 },
]) {
  const opened = await openServer(delayMs);
  const { server } = opened;
  const home = mkdtempSync(join(tmpdir(), 'patron-bench-'));
  mkdirSync(join(home, 'locks'));
  const store = openStore(join(home, 'patron.sqlite'), { migrationsFolder });
  const now = clock.now().getTime();
  store.sqlite
    .prepare(
      "insert into push_batch (id, hash, state, origin, as_of, made_at, expires_at, summary) values ('one', 'h', 'sending', 'cli', ?, ?, ?, '{}')",
    )
    .run(now, now, now + 86_400_000);
  const writes = server.contacts.map((contactId) => ({
    contactId,
    customerId: `hubspot:${contactId}`,
    fields: fields.map(([field, to]) => ({ name: field, from: undefined, to })),
    lists: [],
    rules: [],
  }));
  enqueuePlan(store, { batchId: 'one', writes, now });
  const budget = hubspotBudget({
    clock,
    inTenSeconds,
    shared: name === 'none' ? undefined : sharedWindow(store, 'hubspot'),
  });
  const target = hubspotTarget({
    token: 'pat-na1-test',
    baseUrl: server.url,
    clock,
    sleep,
    random: system.random,
    fetch,
    budget,
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const started = process.hrtime.bigint();
  const report = await drainOutbox({ store, home, targets: { crm: target }, clock });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  clearInterval(watch);
  const { calls } = target.usage();
  // A hundred calls at once, then a hundred every ten seconds.
  const share = name === 'none' ? '' : `${((100 * Math.floor((calls - 1) / 100) * 10) / seconds).toFixed(1)} %`;
  const rate = Math.round(report.done / seconds).toLocaleString('en');
  console.log(
    `| ${name} | ${delayMs} ms | ${report.done} | ${calls} | ${seconds.toFixed(1)} | ${rate} | ${share} | ${Math.round(peak / 1e6)} |`,
  );
  store.close();
  opened.close();
  rmSync(home, { recursive: true, force: true });
}
