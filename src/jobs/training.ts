import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { TfChoice } from '../config.ts';
import type { OnProgress } from '../domain/progress.ts';
import { type PropensityModel, trainPropensity } from '../model/propensity.ts';
import { openStore } from '../store/database.ts';
import { fingerprintSnapshot, loadSnapshot } from '../store/snapshot.ts';
import { type LeadTrainingResult, learnLeads } from './leads-training.ts';
import { readyTensorFlow } from './tensorflow.ts';

/** What is to be learnt from. Plain data: it crosses into a worker thread. */
export interface TrainingTask {
  readonly storePath: string;
  readonly migrationsFolder: string;
  /** Epoch ms. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly seed: number;
  readonly tf: TfChoice;
}

/** What was learnt. `fingerprint` names the data that it was learnt from. */
export interface TrainingResult {
  readonly model: PropensityModel;
  readonly fingerprint: string;
  /** Of people without an order; absent where no connected system knows anybody. */
  readonly leads?: LeadTrainingResult;
  readonly backend: string;
}

/** Learns in the calling thread: reads the store, trains, writes nothing. */
export async function trainHere(task: TrainingTask, onProgress: OnProgress): Promise<TrainingResult> {
  const backend = await readyTensorFlow(task.tf);
  onProgress({ step: 'Reading the store', done: 0 });
  const store = openStore(task.storePath, { migrationsFolder: task.migrationsFolder, readonly: true });
  const { snapshot, leads } = (() => {
    try {
      return { snapshot: loadSnapshot(store, task), leads: learnLeads(store, task, onProgress) };
    } finally {
      store.close();
    }
  })();
  const model = await trainPropensity(snapshot, {
    seed: task.seed,
    onStep: (step, done, total) => onProgress({ step, done, total }),
  });
  return { model, fingerprint: fingerprintSnapshot(snapshot), backend, ...(leads ? { leads } : {}) };
}

const progressMessage = z.object({
  progress: z.object({ step: z.string(), done: z.number(), total: z.number().optional() }),
});

/** Learns in a worker thread, so that this one goes on answering. An error there is thrown here. */
export function trainInWorker(task: TrainingTask, onProgress: OnProgress): Promise<TrainingResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./training-worker.js', import.meta.url), { workerData: task });
    worker.on('message', (message: { result?: TrainingResult }) => {
      if (message.result) resolve(message.result);
      const progress = progressMessage.safeParse(message);
      if (!progress.success) return;
      const { step, done, total } = progress.data.progress;
      onProgress(total === undefined ? { step, done } : { step, done, total });
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The training thread ended with code ${code} before it was done.`)));
  });
}
