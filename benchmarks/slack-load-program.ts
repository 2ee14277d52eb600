import { openAnswering } from '../src/answering/open-answering.ts';
import { readConfig, readEnvironment } from '../src/config.ts';
import { startService } from '../src/service.ts';
import { realSystem } from '../src/system.ts';

// Patron as `patron start` composes it, without the page, in a process of its own. On `work` it pulls the connected systems from the beginning and trains,
// both in their threads, over and over until `rest`; it tells its parent how much memory it takes, and what it has done.
const config = readConfig(readEnvironment());
const system = realSystem();
const tell = (note: string, error?: unknown) =>
  process.stderr.write(`${note} ${error instanceof Error ? (error.stack ?? '') : ''}\n`);
const patron = await openAnswering(config, system, { onTrouble: tell });
const service = startService(config, system, { patron, onTrouble: tell });
await patron.ask('help', {});
process.send?.({ ready: true });

let isWorking = false;
const over = async (name: string, work: () => Promise<unknown>) => {
  while (isWorking) {
    const started = process.hrtime.bigint();
    await work().catch((error: unknown) => tell(name, error));
    process.send?.({ did: name, seconds: Number(process.hrtime.bigint() - started) / 1e9 });
  }
};
setInterval(() => process.send?.({ rss: process.memoryUsage.rss() }), 1000).unref();
process.on('message', (message) => {
  if (message === 'work') {
    isWorking = true;
    void over('sync', () => patron.sync({ mode: 'backfill' }));
    void over('training', () => patron.train({ force: true }));
  }
  if (message === 'rest') isWorking = false;
  if (message === 'stop') void Promise.all([service.stop(), patron.close()]).then(() => process.exit(0));
});
