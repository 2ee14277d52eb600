import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { featureColumns } from '../../src/features/columns.ts';
import { readyTensorFlow } from '../../src/jobs/tensorflow.ts';
import { modelFormat, type PropensityModel, scorePropensity, trainPropensity } from '../../src/model/propensity.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';
import { trainedAsOf, trainedModel, trainedOrders, trainedSnapshot } from '../support/trained-shop.ts';

beforeAll(async () => {
  await readyTensorFlow('auto');
});

const start = Date.parse('2024-01-01');
const train = (orders: readonly OrderOf[], day: number) =>
  trainPropensity(snapshotOf(orders, { asOf: start + day * dayMs }), { seed: 1 });

/** The same shop: its orders in another order, its customers under other names. */
function disguised(orders: readonly OrderOf[], seed: number): OrderOf[] {
  const random = seededRandom(seed);
  const names = new Map<string, string>();
  return orders
    .map((order) => {
      const name = names.get(order.customer ?? '') ?? `x${random()}`;
      names.set(order.customer ?? '', name);
      return { ...order, customer: name, lines: (order.lines ?? []).toReversed() };
    })
    .map((order) => ({ order, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ order }) => order);
}

describe('trainPropensity', () => {
  it('gives the same bytes for the same orders and seed, whatever came later, in which order they stand and what the customers are called', async () => {
    const before = JSON.stringify(await trainedModel());
    const later = [
      { customer: 'c1', at: trainedAsOf },
      { customer: 'late', at: trainedAsOf + 1 },
    ];
    const snapshot = snapshotOf(disguised([...trainedOrders, ...later], 3), { asOf: trainedAsOf });
    const again = await trainPropensity(snapshot, { seed: 1 });
    expect(JSON.stringify(again)).toBe(before);
    expect(scorePropensity(again, snapshot, { version: 'v' }).p).toEqual(
      scorePropensity(await trainedModel(), trainedSnapshot, { version: 'v' }).p,
    );
  });

  it('keeps in its file what it was fitted on, how it was scaled and how it was judged', async () => {
    const model = await trainedModel();
    const file: PropensityModel = JSON.parse(JSON.stringify(model));
    expect(file).toEqual(model);
    expect(file.format).toBe(modelFormat);
    expect(file.columns).toEqual(featureColumns.map(({ name }) => name));
    expect(file.rung).toBe('network');
    expect(file.window).toMatchObject({
      firstAt: trainedSnapshot.firstAt,
      customers: trainedSnapshot.customerIds.length,
      orders: trainedSnapshot.orderAt.length,
    });
    expect(file.backtest?.candidates.find(({ name }) => name === file.champion)?.veto).toBeUndefined();
    expect(scorePropensity(file, trainedSnapshot, { version: 'v' }).p).toEqual(
      scorePropensity(model, trainedSnapshot, { version: 'v' }).p,
    );
  });

  it('ranks the coming month of a simulated shop about as well as it expected to', async () => {
    const model = await trainedModel();
    const { p } = scorePropensity(model, trainedSnapshot, { version: 'v' });
    const buyers = new Set(
      trainedOrders.flatMap(({ customer, at }) =>
        typeof at === 'number' && at >= trainedAsOf && at < trainedAsOf + 30 * dayMs ? [customer] : [],
      ),
    );
    const mean = (of: (customer: string, row: number) => number) =>
      trainedSnapshot.customerIds.reduce((sum, id, row) => sum + of(id, row), 0) / p.length;
    const base = mean((id) => (buyers.has(id) ? 1 : 0));
    const loss = mean((id, row) => -Math.log(buyers.has(id) ? (p[row] ?? 0) : 1 - (p[row] ?? 0)));
    expect(loss).toBeLessThan(-base * Math.log(base) - (1 - base) * Math.log(1 - base));
    expect(loss).toBeGreaterThan(model.expected?.logLoss.low ?? 1);
    expect(loss).toBeLessThan(model.expected?.logLoss.high ?? 0);
  });

  it('stands on the prior for a shop of forty orders, and says why', async () => {
    const orders = simulatedOrders({ customers: 40, seed: 2, days: 60 }).slice(0, 40);
    const model = await train(orders, 61);
    expect(model.rung).toBe('prior');
    expect(model.rungReason).toMatch(
      /^40 orders of \d+ customers in \d+ days: .* a published shop's buying pattern stands in$/,
    );
    expect(model.verdict.grade).toBe('careful');
    expect(model.backtest).toBeUndefined();
  });

  it('climbs to rules, then to BG/NBD as the history grows, and says what the next rung asks for', async () => {
    const rules = await train(simulatedOrders({ customers: 45, seed: 4, days: 150, newcomerDays: 60 }), 150);
    expect(rules.rung).toBe('rules');
    expect(rules.rungReason).toContain('BG/NBD asks for 60 customers');
    const purchases = await train(simulatedOrders({ customers: 120, seed: 4, days: 150, newcomerDays: 60 }), 150);
    expect(purchases.rung).toBe('bg-nbd');
    expect(purchases.rungReason).toContain('networks ask for 200 customers');
  });

  it('lets no network serve that no past window could judge', async () => {
    // Many buyers early, nearly none in the last two months: enough to fit, nothing to judge by.
    const orders = simulatedOrders({ customers: 400, seed: 6, days: 130, newcomerDays: 100 });
    const model = await train(orders, 190);
    expect(model.rung).toBe('bg-nbd');
    expect(model.rungReason).toBe('no past window has enough buyers to judge a network by');
  });

  it('works for an empty shop and for one with a single order', async () => {
    for (const orders of [[], [{ customer: 'only', at: start }]]) {
      const model = await train(orders, 40);
      const snapshot = snapshotOf(orders, { asOf: start + 40 * dayMs });
      expect(model.rung).toBe('prior');
      const { p } = scorePropensity(JSON.parse(JSON.stringify(model)), snapshot, { version: 'v' });
      expect(p).toHaveLength(orders.length);
      expect(p.every((value) => value > 0 && value < 1)).toBe(true);
    }
  });
});

describe('scorePropensity', () => {
  it('gives chances within 0 and 1 that never fall as the horizon grows', async () => {
    const model = await trainedModel();
    const at = (horizonDays: number) => scorePropensity(model, trainedSnapshot, { version: 'v', horizonDays }).p;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }), (days, more) => {
        const shorter = at(days);
        const longer = at(days + more);
        shorter.forEach((value, row) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(longer[row] ?? 0);
          expect(longer[row]).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 10 },
    );
  });

  it('scores customers who came after the training as well', async () => {
    const later = snapshotOf(trainedOrders, { asOf: trainedAsOf + 25 * dayMs });
    const { p, alive, expectedOrders90 } = scorePropensity(await trainedModel(), later, { version: 'v' });
    expect(p).toHaveLength(later.customerIds.length);
    for (const column of [p, alive, expectedOrders90]) expect(column.every(Number.isFinite)).toBe(true);
  });

  it('says that the season is unseen under 13 months of data, and that an old model should be trained again', async () => {
    const model = await trainedModel();
    const fresh = scorePropensity(model, trainedSnapshot, { version: 'v' }).cautions;
    expect(fresh).toEqual([expect.stringContaining('Less than 13 months of data')]);
    const late = snapshotOf(trainedOrders, { asOf: trainedAsOf + 60 * dayMs });
    expect(scorePropensity(model, late, { version: 'v' }).cautions).toContain('The model is 60 days old: train again.');
  });
});
