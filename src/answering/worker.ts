import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openPatron } from '../app.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Patron } from '../patron.ts';
import { contentMark } from '../store/content-mark.ts';
import { openStore } from '../store/database.ts';
import { realSystem } from '../system.ts';
import type { CallMessage, Calls, Method, Notice, Reply, Results, ThreadTask } from './calls.ts';
import { describeFailure } from './failure.ts';
import { Renewal, type RenewalTimes } from './renewal.ts';
import { warmUp } from './warm-up.ts';

// Entry of a thread that carries out use-cases: `workerData` is a ThreadTask. Calls come as messages, each with a port for its answer; `close` ends the thread.

/** The use-cases, so that the compiler sees that a method gets its own arguments. */
type Handlers = { readonly [M in Method]: (...args: Calls[M]) => Promise<Results[M]> };

/** How often the store is looked at for changes, ms. */
const lookMs = 1000;

const task: ThreadTask = workerData;
const system = realSystem(task.now === undefined ? {} : { now: task.now });
const tell = (notice: Notice) => parentPort?.postMessage(notice);
try {
  const patron = await openPatron(task.config, system, { keepsView: task.renewal !== undefined });
  tell({ told: 'opened' });
  parentPort?.on('message', (message: { call?: CallMessage; port?: MessagePort }) => {
    if (message.call && message.port) void carryOut(patron, message.call, message.port);
    else void patron.close().then(() => process.exit(0));
  });
  if (task.renewal) await keepWatch(patron, task.renewal);
} catch (error) {
  tell({ told: 'failed', failure: describeFailure(error) });
}

async function carryOut<M extends Method>(handlers: Handlers, call: CallMessage<M>, port: MessagePort): Promise<void> {
  const reply = (message: Reply<M>) => port.postMessage(message);
  try {
    if (call.watched !== undefined) watch(call.args[call.watched], (progress) => reply({ progress }));
    reply({ result: await handlers[call.method](...call.args) });
  } catch (error) {
    reply({ failure: describeFailure(error) });
  } finally {
    port.close();
  }
}

function watch(options: unknown, onProgress: OnProgress): void {
  if (typeof options === 'object' && options !== null) Object.assign(options, { onProgress });
}

/** Makes the view and everything behind the usual answers, then tells when the store has moved on from it. */
async function keepWatch(patron: Patron, times: RenewalTimes): Promise<void> {
  const { migrationsFolder, clock, sleep } = system;
  const store = openStore(join(task.config.home, 'patron.sqlite'), { migrationsFolder, readonly: true });
  // The mark is read before the view is made: a change in between is then seen as one.
  const renewal = new Renewal(times, { madeAt: clock.now().getTime(), mark: contentMark(store) });
  await warmUp(patron);
  tell({ told: 'warm' });
  for (;;) {
    await sleep(lookMs);
    if (renewal.isDue(clock.now().getTime(), contentMark(store))) tell({ told: 'stale' });
  }
}
