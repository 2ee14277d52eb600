import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from './config.ts';
import { PatronError } from './domain/errors.ts';
import { proposeOnSchedule, sendRest } from './jobs/push/scheduled.ts';
import { syncShop } from './jobs/sync/sync-shop.ts';
import { workOnNews } from './jobs/sync/work-on-news.ts';
import { ViewCache } from './jobs/view-cache.ts';
import { locksFolder } from './jobs/workplace.ts';
import { openPlace } from './open-place.ts';
import { withLock } from './store/process-lock.ts';
import { realSystem } from './system.ts';

/** What a sync thread is asked for. Plain data: it crosses into the thread. */
export interface SyncTask {
  readonly config: Config;
  /** Epoch ms at which the thread's clock starts; absent: the real time. */
  readonly now?: number;
  /**
   * `sync`: pull what has changed. `reconcile`: also look for what is gone. `news`: work on what vendors' messages have told. `propose`: propose what to write into
   * the CRM. `send`: write what was approved and waits.
   */
  readonly work: 'sync' | 'reconcile' | 'news' | 'propose' | 'send';
}

/** How a sync thread has ended. A plain failure is told, a fault of our own is thrown. */
export type SyncEnd = { readonly done: true } | { readonly code: string; readonly message: string };

const task: SyncTask = workerData;
const { place, sources, target, shop } = openPlace(
  task.config,
  realSystem(task.now === undefined ? {} : { now: task.now }),
);
try {
  await work();
  parentPort?.postMessage({ done: true } satisfies SyncEnd);
} catch (error) {
  if (!(error instanceof PatronError)) throw error;
  parentPort?.postMessage({ code: error.code, message: error.message } satisfies SyncEnd);
} finally {
  place.store.close();
}

async function work(): Promise<void> {
  const desk = { place, views: new ViewCache(place), target, shop };
  switch (task.work) {
    case 'news':
      await withLock(locksFolder(place), 'sync', () => workOnNews(place, sources()));
      return;
    case 'propose':
      return proposeOnSchedule(desk);
    case 'send':
      return sendRest(desk);
    default:
      await syncShop(place, sources(), { mode: task.work === 'sync' ? 'incremental' : 'reconcile' });
  }
}
