import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from '../system.ts';
import { type TrainingTask, trainHere } from './training.ts';

// Entry of the training thread: `workerData` is a TrainingTask; progress and the result go back as messages.
const task: TrainingTask = workerData;
giveWay();
const result = await trainHere(task, (progress) => parentPort?.postMessage({ progress }));
parentPort?.postMessage({ result });
