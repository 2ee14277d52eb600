import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { drawIndex, type Random, shuffle } from '../domain/random.ts';
import type { TrainingRows } from './logistic.ts';
import { logLoss } from './metrics.ts';

/** One dense layer: `units` outputs, row-major kernel [inputs, units]. Every layer but the last is followed by relu, the last by sigmoid. */
interface DenseLayer {
  readonly units: number;
  readonly kernel: readonly number[];
  readonly bias: readonly number[];
}

/** A fitted multilayer perceptron, free of TensorFlow: it predicts the same bytes on every machine. */
export interface Network {
  readonly columns: number;
  readonly layers: readonly DenseLayer[];
}

/** How a network is fitted. The defaults are those of the tutorial that shops know: 64 relu, 32 relu, 1 sigmoid, Adam, ten epochs, batches of 32. */
export interface NetworkOptions {
  readonly random: Random;
  /** Rows of a later time window; training stops when its log-loss has not fallen for two epochs, and the best epoch is kept. */
  readonly later?: TrainingRows;
  readonly hidden?: readonly number[];
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Called after each epoch with its number and the log-loss of the later window (NaN without one). */
  readonly onEpoch?: (epoch: number, laterLogLoss: number) => void;
}

/** Epochs without a better later window before training stops. */
const patience = 2;

/**
 * Fits a multilayer perceptron with binary cross-entropy and Adam (Kingma & Ba 2015) on TensorFlow.js, whose backend must be ready.
 * Seeded through `random`: the same rows and seed give the same network on the same backend. Gives the network and its epochs.
 */
export async function fitNetwork(
  rows: TrainingRows,
  { random, later, hidden = [64, 32], epochs = 10, batchSize = 32, learningRate = 0.001, onEpoch }: NetworkOptions,
): Promise<{ readonly network: Network; readonly epochs: number }> {
  const model = buildModel(rows.columns, { hidden, learningRate, random });
  const order = Uint32Array.from(rows.y.keys());
  let best = { network: readNetwork(model, rows.columns), epochs: 0, loss: Number.POSITIVE_INFINITY };
  for (let epoch = 1; epoch <= epochs && epoch - best.epochs <= patience; epoch++) {
    shuffle(order, random);
    await fitEpoch(model, rows, { order, batchSize });
    const network = readNetwork(model, rows.columns);
    const loss = later ? logLoss(predictNetwork(network, later.x), later.y) : Number.NaN;
    if (!later || loss < best.loss) best = { network, epochs: epoch, loss };
    onEpoch?.(epoch, loss);
  }
  model.dispose();
  return { network: best.network, epochs: best.epochs };
}

function buildModel(
  columns: number,
  { hidden, learningRate, random }: { hidden: readonly number[]; learningRate: number; random: Random },
): layers.Sequential {
  const model = layers.sequential();
  [...hidden, 1].forEach((units, index) => {
    model.add(
      layers.layers.dense({
        units,
        activation: index === hidden.length ? 'sigmoid' : 'relu',
        kernelInitializer: layers.initializers.glorotUniform({ seed: drawIndex(random, 2 ** 31) }),
        ...(index === 0 ? { inputShape: [columns] } : {}),
      }),
    );
  });
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'binaryCrossentropy' });
  return model;
}

async function fitEpoch(
  model: layers.Sequential,
  { x, y, columns }: TrainingRows,
  { order, batchSize }: { order: Uint32Array; batchSize: number },
): Promise<void> {
  const shuffled = new Float32Array(x.length);
  const outcomes = new Float32Array(y.length);
  order.forEach((row, place) => {
    shuffled.set(x.subarray(row * columns, (row + 1) * columns), place * columns);
    outcomes[place] = y[row] ?? 0;
  });
  const inputs = tf.tensor2d(shuffled, [y.length, columns]);
  const targets = tf.tensor2d(outcomes, [y.length, 1]);
  await model.fit(inputs, targets, { epochs: 1, batchSize, shuffle: false, verbose: 0, yieldEvery: 'never' });
  tf.dispose([inputs, targets]);
}

function readNetwork(model: layers.Sequential, columns: number): Network {
  const weights = model.getWeights().map((tensor) => Array.from(tensor.dataSync()));
  const dense: DenseLayer[] = [];
  for (let index = 0; index + 1 < weights.length; index += 2) {
    const bias = weights[index + 1] ?? [];
    dense.push({ units: bias.length, kernel: weights[index] ?? [], bias });
  }
  return { columns, layers: dense };
}

/** Probability of each row of `x` [rows, columns], by a plain forward pass. [rows] */
export function predictNetwork({ columns, layers: dense }: Network, x: Float64Array): Float64Array {
  const p = new Float64Array(x.length / columns);
  const wide = Math.max(columns, ...dense.map(({ units }) => units));
  const kernels = dense.map(({ kernel }) => Float64Array.from(kernel));
  let inputs = new Float64Array(wide);
  let outputs = new Float64Array(wide);
  for (let row = 0; row < p.length; row++) {
    inputs.set(x.subarray(row * columns, (row + 1) * columns));
    let width = columns;
    dense.forEach(({ units, bias }, index) => {
      forward({ inputs, width, kernel: kernels[index] ?? inputs, bias, outputs, isLast: index === dense.length - 1 });
      [inputs, outputs] = [outputs, inputs];
      width = units;
    });
    p[row] = inputs[0] ?? 0;
  }
  return p;
}

interface ForwardStep {
  readonly inputs: Float64Array;
  readonly width: number;
  readonly kernel: Float64Array;
  readonly bias: readonly number[];
  readonly outputs: Float64Array;
  readonly isLast: boolean;
}

function forward({ inputs, width, kernel, bias, outputs, isLast }: ForwardStep): void {
  const units = bias.length;
  for (let unit = 0; unit < units; unit++) outputs[unit] = bias[unit] ?? 0;
  for (let input = 0; input < width; input++) {
    const value = inputs[input] ?? 0;
    if (value === 0) continue;
    const start = input * units;
    for (let unit = 0; unit < units; unit++) outputs[unit] = (outputs[unit] ?? 0) + value * (kernel[start + unit] ?? 0);
  }
  for (let unit = 0; unit < units; unit++) {
    const sum = outputs[unit] ?? 0;
    outputs[unit] = isLast ? 1 / (1 + Math.exp(-sum)) : Math.max(0, sum);
  }
}
