import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/domain/random.ts';
import { readyTensorFlow } from '../../src/jobs/tensorflow.ts';
import { logLoss } from '../../src/model/metrics.ts';
import { fitNetwork, type Network, predictNetwork } from '../../src/model/network.ts';

beforeAll(async () => {
  await readyTensorFlow('auto');
});

/** Points of the square: 1 where their signs differ, which no linear model can tell. */
function exclusiveOr(rows: number, seed: number) {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: 2 * rows }, () => 2 * random() - 1);
  const y = Uint8Array.from({ length: rows }, (_, row) => ((x[2 * row] ?? 0) * (x[2 * row + 1] ?? 0) < 0 ? 1 : 0));
  return { x, y, columns: 2 };
}

describe('fitNetwork', () => {
  it('learns to tell exclusive or, also on rows that it has not seen', async () => {
    const { network } = await fitNetwork(exclusiveOr(600, 1), {
      random: seededRandom(1),
      epochs: 25,
      learningRate: 0.01,
    });
    const fresh = exclusiveOr(400, 2);
    const p = predictNetwork(network, fresh.x);
    const right = fresh.y.filter((outcome, row) => (p[row] ?? 0) > 0.5 === (outcome === 1)).length;
    expect(right / fresh.y.length).toBeGreaterThan(0.93);
  });

  it('has the shape that tutorials give it: 64, 32 and 1 units', async () => {
    const { network, epochs } = await fitNetwork(exclusiveOr(40, 1), { random: seededRandom(1), epochs: 1 });
    expect(network.layers.map(({ units, kernel }) => [units, kernel.length])).toEqual([
      [64, 2 * 64],
      [32, 64 * 32],
      [1, 32],
    ]);
    expect(epochs).toBe(1);
  });

  it('stops two epochs after the best later window and keeps that epoch', async () => {
    const rows = exclusiveOr(300, 1);
    // The later window holds the opposite: what is learnt makes it worse, so the best epoch is an early one.
    const { x, y } = exclusiveOr(200, 3);
    const later = { x, y: y.map((outcome) => 1 - outcome), columns: 2 };
    const losses: number[] = [];
    const { network, epochs } = await fitNetwork(rows, {
      random: seededRandom(5),
      epochs: 30,
      learningRate: 0.01,
      later,
      onEpoch: (_, loss) => losses.push(loss),
    });
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(epochs).toBe(best);
    expect(losses).toHaveLength(best + 2);
    expect(logLoss(predictNetwork(network, x), later.y)).toBe(losses[best - 1]);
  });

  it('gives the same network for the same rows and seed, and another one for another seed', async () => {
    const fitted = async (seed: number) =>
      JSON.stringify((await fitNetwork(exclusiveOr(100, 1), { random: seededRandom(seed), epochs: 2 })).network);
    expect(await fitted(3)).toBe(await fitted(3));
    expect(await fitted(4)).not.toBe(await fitted(3));
  });
});

describe('predictNetwork', () => {
  it('passes rows through relu layers and a sigmoid (worked by hand)', () => {
    const network: Network = {
      columns: 2,
      layers: [
        { units: 2, kernel: [1, -1, 2, 1], bias: [0, 0.5] },
        { units: 1, kernel: [1, 3], bias: [-2] },
      ],
    };
    // (1, 1): relu(3, 0.5), then 3 + 1.5 - 2 = 2.5. (-1, 0): relu(-1, 1.5), then 4.5 - 2 = 2.5. (0, -1): relu(-2, -0.5), then -2.
    const p = predictNetwork(network, Float64Array.of(1, 1, -1, 0, 0, -1));
    const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
    expect([...p]).toEqual([sigmoid(2.5), sigmoid(2.5), sigmoid(-2)].map((value) => expect.closeTo(value, 12)));
  });
});
