import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { columnCount } from '../../src/features/feature-table.ts';
import { buildPanel } from '../../src/model/panel.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const start = Date.parse('2024-01-01');
const orders = simulatedOrders({ customers: 150, seed: 5, days: 300, newcomerDays: 200 });
const panelAt = (day: number) =>
  buildPanel(snapshotOf(orders, { asOf: start + day * dayMs }), { horizonDays: 30, seed: 1 });

describe('buildPanel', () => {
  it('looks back at cutoffs half a horizon apart, the newest one horizon ago, as far as 45 days of history allow', () => {
    const snapshot = snapshotOf(orders, { asOf: start + 200 * dayMs });
    const panel = buildPanel(snapshot, { horizonDays: 30, seed: 1 });
    const ages = panel.map(({ table }) => (snapshot.asOf - table.cutoff) / dayMs);
    expect(ages).toEqual(ages.map((_, index) => 30 + 15 * index));
    const oldest = panel.at(-1)?.table.cutoff ?? 0;
    expect(oldest - snapshot.firstAt).toBeGreaterThanOrEqual(45 * dayMs);
    expect(oldest - snapshot.firstAt).toBeLessThan(60 * dayMs);
  });

  it('is the same bytes for a cutoff whether seen when its window had just closed or months later', () => {
    const early = panelAt(200);
    const late = panelAt(260);
    expect(early.length).toBeGreaterThan(6);
    for (const { table, y, bgNbd } of early) {
      const same = late.find((one) => one.table.cutoff === table.cutoff);
      expect(same?.table.values).toEqual(table.values);
      expect(same?.y).toEqual(y);
      expect(same?.bgNbd).toEqual(bgNbd);
    }
  });

  it('labels with what came after each cutoff: some bought, some did not', () => {
    for (const { table, y } of panelAt(240)) {
      expect(y).toHaveLength(table.values.length / columnCount);
      const buyers = y.reduce((sum, value) => sum + value, 0);
      expect(buyers).toBeGreaterThan(0);
      expect(buyers).toBeLessThan(y.length);
    }
  });

  it('is empty for a shop without orders, and for one of a few weeks', () => {
    expect(buildPanel(snapshotOf([], { asOf: start }), { horizonDays: 30, seed: 1 })).toEqual([]);
    expect(panelAt(60)).toEqual([]);
  });
});
