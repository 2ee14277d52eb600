import * as layers from '@tensorflow/tfjs-layers';
import { drawIndex, type Random, shuffle } from '../domain/random.ts';
import type { TrainingRows } from './logistic.ts';
import { logLoss } from './metrics.ts';
import { trainerOf } from './network-trainer.ts';

/** One dense layer: `units` outputs, row-major kernel [inputs, units]. Every layer but the last is followed by relu, the last by sigmoid. */
export interface DenseLayer {
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
  const start = startNetwork(rows.columns, { hidden, random });
  const trainer = trainerOf(start, { learningRate });
  const order = Uint32Array.from(rows.y.keys());
  let best = { network: start, epochs: 0, loss: Number.POSITIVE_INFINITY };
  for (let epoch = 1; epoch <= epochs && epoch - best.epochs <= patience; epoch++) {
    shuffle(order, random);
    for (const { x, y } of batchesOf(rows, { order, batchSize })) trainer.step(x, y);
    const network = trainer.read();
    const loss = later ? logLoss(predictNetwork(network, later.x), later.y) : Number.NaN;
    if (!later || loss < best.loss) best = { network, epochs: epoch, loss };
    onEpoch?.(epoch, loss);
  }
  return { network: best.network, epochs: best.epochs };
}

/** A network before its training: Glorot's uniform kernels (Glorot & Bengio 2010), no bias. */
function startNetwork(columns: number, { hidden, random }: { hidden: readonly number[]; random: Random }): Network {
  const model = layers.sequential();
  [...hidden, 1].forEach((units, index) => {
    model.add(
      layers.layers.dense({
        units,
        kernelInitializer: layers.initializers.glorotUniform({ seed: drawIndex(random, 2 ** 31) }),
        ...(index === 0 ? { inputShape: [columns] } : {}),
      }),
    );
  });
  const weights = model.getWeights().map((tensor) => Array.from(tensor.dataSync()));
  model.dispose();
  const dense = [...hidden, 1].map((units, index): DenseLayer => {
    return { units, kernel: weights[2 * index] ?? [], bias: weights[2 * index + 1] ?? [] };
  });
  return { columns, layers: dense };
}

/** The rows in the order given, in batches; the last one may be smaller. */
function* batchesOf(
  { x, y, columns }: TrainingRows,
  { order, batchSize }: { order: Uint32Array; batchSize: number },
): Generator<{ x: Float32Array; y: Float32Array }> {
  for (let from = 0; from < order.length; from += batchSize) {
    const rows = order.subarray(from, from + batchSize);
    const inputs = new Float32Array(rows.length * columns);
    rows.forEach((row, place) => {
      inputs.set(x.subarray(row * columns, (row + 1) * columns), place * columns);
    });
    yield { x: inputs, y: Float32Array.from(rows, (row) => y[row] ?? 0) };
  }
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
