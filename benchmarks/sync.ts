import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Source } from '../connectors/contract.ts';
import { hubspotBudget } from '../connectors/hubspot/limits.ts';
import { hubspotSource } from '../connectors/hubspot/source.ts';
import { shopifySource } from '../connectors/shopify/source.ts';
import { runSync } from '../src/jobs/sync/run-sync.ts';
import { openStore } from '../src/store/database.ts';
import { realSystem } from '../src/system.ts';

// Pulls a shop of 10,000 orders and a portal of 20,000 contacts from local servers into a fresh store, then once more with nothing new. The servers run in a process of
// their own and have no limits; waits for a bulk operation are cut short. Prints records a second, the store included, and the memory of this process.
const servers = z.object({
  shopify: z.object({ url: z.string(), token: z.string(), records: z.number() }),
  hubspot: z.object({ url: z.string(), records: z.number() }),
});

const child = fork(new URL('./sync-servers.js', import.meta.url), process.argv.slice(2));
const addresses = await new Promise<z.infer<typeof servers>>((resolve) => {
  child.once('message', (message) => resolve(servers.parse(message)));
});
const folder = mkdtempSync(join(tmpdir(), 'patron-bench-'));
const { migrationsFolder, clock, fetch } = realSystem({ now: Date.parse('2026-06-01T12:00:00Z') });
const store = openStore(join(folder, 'patron.sqlite'), { migrationsFolder });
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 200)));
const common = { clock, sleep, random: () => 0.5, fetch };

const open: Readonly<Record<'shopify' | 'hubspot', () => Source>> = {
  shopify: () =>
    shopifySource({
      ...common,
      shop: 'bench.myshopify.com',
      baseUrl: addresses.shopify.url,
      credentials: { accessToken: addresses.shopify.token },
      scratchFolder: folder,
    }),
  hubspot: () =>
    hubspotSource({
      ...common,
      token: 'pat-na1-test',
      baseUrl: addresses.hubspot.url,
      budget: hubspotBudget({ clock, inTenSeconds: 1e9 }),
    }),
};

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
try {
  console.log('| source | run | records | s | records a second | calls | peak MB |\n|---|---|---|---|---|---|---|');
  for (const name of ['shopify', 'hubspot'] as const) {
    for (const run of ['first', 'idle']) {
      const started = process.hrtime.bigint();
      const report = await runSync({ store, source: open[name](), mode: 'incremental', clock, timeZone: 'UTC' });
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const changed = report.pulls.reduce((sum, { outcomes }) => sum + outcomes.new + outcomes.changed, 0);
      const rate = run === 'first' ? Math.round(changed / seconds).toLocaleString('en') : '';
      const peakMb = Math.round(peak / 1e6);
      console.log(
        `| ${name} | ${run} | ${changed} | ${seconds.toFixed(1)} | ${rate} | ${report.usage.calls} | ${peakMb} |${report.failures.map(({ message }) => ` ${message}`).join('')}`,
      );
    }
  }
} finally {
  clearInterval(watch);
  store.close();
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
