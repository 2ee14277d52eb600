import { beforeEach, describe, expect, it } from 'vitest';
import { readDataState } from '../../src/jobs/data-state.ts';
import { runQuality } from '../../src/jobs/quality.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { finishImportRun, startImportRun } from '../../src/store/import-runs.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';
import { finishSyncRun, startSyncRun } from '../../src/store/sync-runs.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

function pull(source: string, startedAt: number, outcome?: 'done' | 'failed'): void {
  const id = startSyncRun(store, { source, mode: 'incremental', startedAt });
  if (outcome) finishSyncRun(store, id, { finishedAt: startedAt + 10, outcome, report: {} });
}

describe('the state of the data in a store', () => {
  it('is nothing in a new one', () => {
    expect(readDataState(store)).toEqual({ syncs: [] });
  });

  it('tells the last ended sync of each system, with what pulls it again', () => {
    pull('shopify', 100, 'failed');
    pull('shopify', 200, 'done');
    pull('hubspot', 300, 'failed');
    pull('shopify', 400);
    expect(readDataState(store).syncs).toEqual([
      { name: 'HubSpot', type: 'patron sync hubspot', outcome: 'failed', at: 310 },
      { name: 'Shopify', type: 'patron sync shopify', outcome: 'done', at: 210 },
    ]);
  });

  it('calls a sync that never ended interrupted, once the next has begun', () => {
    pull('shopify', 100);
    pull('shopify', 200);
    expect(readDataState(store).syncs).toEqual([
      { name: 'Shopify', type: 'patron sync shopify', outcome: 'interrupted', at: 100 },
    ]);
  });

  it('tells when files were last read to their end', () => {
    const run = (startedAt: number) => startImportRun(store, { kind: 'orders', files: ['a.csv'], startedAt });
    finishImportRun(store, run(10), { finishedAt: 50, report: {} });
    run(90);
    expect(readDataState(store).importedAt).toBe(50);
  });

  it('tells the verdict of the last quality report and what to see to first', () => {
    const line = (quantity: number, unitPrice: number) => ({
      id: `l${quantity}${unitPrice}`,
      sku: 'A',
      quantity,
      unitPriceMicros: unitPrice * 1_000_000,
      amount: quantity * unitPrice * 100,
    });
    pageKeeper(store)({
      source: 'shopify',
      stream: 'orders',
      records: Array.from({ length: 30 }, (_, index) => ({
        kind: 'order' as const,
        id: `o${index}`,
        updatedAt: 1,
        orderedAt: Date.UTC(2026, 4, 1 + index, 12),
        currency: 'EUR',
        isTest: false,
        lines: [line(1, index < 10 ? -5 : 5)],
        refunds: [],
        sourceTotals: { gross: 500, refunded: 0 },
      })),
      rejected: [],
      now: 1,
    });
    const asOf = Date.UTC(2026, 5, 1);
    const report = runQuality(store, { asOf, timeZone: 'UTC', currency: 'EUR', madeAt: asOf });
    expect(report.verdict).not.toBe('good');
    const { quality } = readDataState(store);
    expect(quality).toMatchObject({ verdict: report.verdict, asOf, madeAt: asOf });
    expect(quality?.first?.words).toMatch(/\(shopify orders\)$/);
  });
});
