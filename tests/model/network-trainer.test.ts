import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawNormal, seededRandom } from '../../src/domain/random.ts';
import { readyTensorFlow } from '../../src/jobs/tensorflow.ts';
import type { Network } from '../../src/model/network.ts';
import { trainerOf } from '../../src/model/network-trainer.ts';

beforeAll(async () => {
  await readyTensorFlow('auto');
});

const random = seededRandom(12);
const normals = (count: number, scale = 1) => Array.from({ length: count }, () => scale * drawNormal(random));
const start: Network = {
  columns: 3,
  layers: [
    { units: 5, kernel: normals(15, 0.5), bias: normals(5, 0.1) },
    { units: 4, kernel: normals(20, 0.5), bias: normals(4, 0.1) },
    { units: 1, kernel: normals(4, 0.5), bias: [0.1] },
  ],
};
const x = Float32Array.from(normals(20 * 3));
const y = Float32Array.from({ length: 20 }, () => (random() < 0.4 ? 1 : 0));

/** The same network, trained by TensorFlow.js' own differentiation, loss and Adam, in batches of 8, without shuffling. */
async function trainedByLayers(epochs: number): Promise<number[]> {
  const model = layers.sequential();
  start.layers.forEach(({ units }, index) => {
    const activation = index === 2 ? 'sigmoid' : 'relu';
    model.add(layers.layers.dense({ units, activation, ...(index === 0 ? { inputShape: [3] } : {}) }));
  });
  let inputs = 3;
  const weights = start.layers.flatMap(({ units, kernel, bias }) => {
    const shape: [number, number] = [inputs, units];
    inputs = units;
    return [tf.tensor2d([...kernel], shape), tf.tensor1d([...bias])];
  });
  model.setWeights(weights);
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
  const options = { epochs, batchSize: 8, shuffle: false, verbose: 0 } as const;
  await model.fit(tf.tensor2d(x, [20, 3]), tf.tensor2d(y, [20, 1]), options);
  return model.getWeights().flatMap((tensor) => [...tensor.dataSync()]);
}

describe('trainerOf', () => {
  it('takes the same steps as the differentiation, loss and Adam of TensorFlow.js', async () => {
    const trainer = trainerOf(start, { learningRate: 0.01 });
    for (let epoch = 0; epoch < 4; epoch++) {
      for (let from = 0; from < 20; from += 8) {
        const rows = Math.min(8, 20 - from);
        trainer.step(x.slice(from * 3, (from + rows) * 3), y.slice(from, from + rows));
      }
    }
    const own = trainer.read().layers.flatMap(({ kernel, bias }) => [...kernel, ...bias]);
    const other = await trainedByLayers(4);
    const moved = start.layers.flatMap(({ kernel, bias }) => [...kernel, ...bias]);
    expect(own).toHaveLength(other.length);
    own.forEach((value, place) => {
      expect(value, `weight ${place}`).toBeCloseTo(other[place] ?? 0, 4);
    });
    expect(Math.max(...own.map((value, place) => Math.abs(value - (moved[place] ?? 0))))).toBeGreaterThan(0.05);
  });

  it('leaves the network that it starts from alone', () => {
    const before = JSON.stringify(start);
    const trainer = trainerOf(start, { learningRate: 0.01 });
    trainer.step(x.slice(0, 24), y.slice(0, 8));
    expect(JSON.stringify(start)).toBe(before);
    expect(JSON.stringify(trainer.read())).not.toBe(before);
  });

  it('keeps no tensor after a step', () => {
    const trainer = trainerOf(start, { learningRate: 0.01 });
    const before = tf.memory().numTensors;
    trainer.step(x.slice(0, 24), y.slice(0, 8));
    expect(tf.memory().numTensors).toBe(before);
  });
});
