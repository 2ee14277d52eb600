import * as tf from '@tensorflow/tfjs-core';
import type { DenseLayer, Network } from './network.ts';

/** Trains the weights of a network, batch by batch. */
export interface NetworkTrainer {
  /** One step of Adam on a batch: inputs [rows, columns] and outcomes [rows]. */
  step(x: Float32Array, y: Float32Array): void;
  /** The network as it is now. */
  read(): Network;
}

/** Weights of one kind with Adam's running means of their gradients and squared gradients. */
interface Weights {
  readonly values: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

interface TrainedLayer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Weights;
  readonly bias: Weights;
}

/** The constants of Adam as its authors give them (Kingma & Ba 2015), with TensorFlow's epsilon. */
const adam = { mean: 0.9, square: 0.999, epsilon: 1e-7 } as const;

/**
 * A trainer that starts from `network`: binary cross-entropy, Adam, on TensorFlow.js, whose backend must be ready. Forward and backward pass are written
 * out in some twenty operations, because the general differentiation and optimizer of TensorFlow.js take more than a hundred small ones for a
 * batch of 32, and starting them, not computing, was four fifths of the time. The steps are the same.
 */
export function trainerOf(network: Network, { learningRate }: { learningRate: number }): NetworkTrainer {
  let inputs = network.columns;
  const layers = network.layers.map(({ units, kernel, bias }): TrainedLayer => {
    const layer = { inputs, units, kernel: startWeights(kernel), bias: startWeights(bias) };
    inputs = units;
    return layer;
  });
  let steps = 0;
  return {
    step(x, y) {
      steps++;
      tf.tidy(() => takeStep(layers, { x, y, columns: network.columns, learningRate, steps }));
    },
    read: () => ({ columns: network.columns, layers: layers.map(readLayer) }),
  };
}

function startWeights(values: readonly number[]): Weights {
  const { length } = values;
  return { values: Float32Array.from(values), mean: new Float32Array(length), square: new Float32Array(length) };
}

function readLayer({ units, kernel, bias }: TrainedLayer): DenseLayer {
  return { units, kernel: [...kernel.values], bias: [...bias.values] };
}

interface Batch {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly columns: number;
  readonly learningRate: number;
  /** Steps taken, this one included. */
  readonly steps: number;
}

function takeStep(layers: readonly TrainedLayer[], { x, y, columns, learningRate, steps }: Batch): void {
  const passed: { layer: TrainedLayer; input: tf.Tensor; kernel: tf.Tensor }[] = [];
  let output: tf.Tensor = tf.tensor2d(x, [y.length, columns]);
  layers.forEach((layer, index) => {
    const kernel = tf.tensor2d(layer.kernel.values, [layer.inputs, layer.units]);
    passed.push({ layer, input: output, kernel });
    const activation = index === layers.length - 1 ? 'sigmoid' : 'relu';
    output = tf.fused.matMul({ a: output, b: kernel, bias: tf.tensor1d(layer.bias.values), activation });
  });
  // Mean cross-entropy after a sigmoid has the slope (p - y) / rows by the log-odds.
  let slope: tf.Tensor = tf.div(tf.sub(output, tf.tensor2d(y, [y.length, 1])), y.length);
  const rate = { learningRate, steps };
  for (const { layer, input, kernel } of passed.reverse()) {
    const gradients = {
      kernel: tf.matMul(input, slope, true, false).dataSync<'float32'>(),
      bias: tf.sum(slope, 0).dataSync<'float32'>(),
    };
    if (layer !== layers[0]) slope = tf.mul(tf.matMul(slope, kernel, false, true), tf.step(input));
    descend(layer.kernel, gradients.kernel, rate);
    descend(layer.bias, gradients.bias, rate);
  }
}

/** Adam, algorithm 1 of Kingma & Ba (2015). */
function descend(
  { values, mean, square }: Weights,
  gradient: Float32Array,
  { learningRate, steps }: { learningRate: number; steps: number },
): void {
  const meanShare = 1 - adam.mean ** steps;
  const squareShare = 1 - adam.square ** steps;
  for (let place = 0; place < values.length; place++) {
    const slope = gradient[place] ?? 0;
    const first = adam.mean * (mean[place] ?? 0) + (1 - adam.mean) * slope;
    const second = adam.square * (square[place] ?? 0) + (1 - adam.square) * slope * slope;
    mean[place] = first;
    square[place] = second;
    const stride = first / meanShare / (Math.sqrt(second / squareShare) + adam.epsilon);
    values[place] = (values[place] ?? 0) - learningRate * stride;
  }
}
