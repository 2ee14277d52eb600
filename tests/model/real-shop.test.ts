import { beforeAll, describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { buildFeatures } from '../../src/features/feature-table.ts';
import { summarisePurchases } from '../../src/features/purchase-summary.ts';
import { readyTensorFlow } from '../../src/jobs/tensorflow.ts';
import { meanMetrics } from '../../src/model/bootstrap.ts';
import { type CandidateName, fitCandidates, logOdds, toProbability } from '../../src/model/candidates.ts';
import { type Metrics, measure, rank } from '../../src/model/metrics.ts';
import { buildPanel, fitShopBgNbd, outlookBy, tablesPerFit } from '../../src/model/panel.ts';
import { ordersOfFile, realShopFile } from '../support/real-shop.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const shopFile = realShopFile('cdnow-sample');
const cutoffs = ['1997-10-01', '1998-01-01', '1998-04-01', '1998-05-31'];
const horizonDays = 30;

beforeAll(async () => {
  await readyTensorFlow('auto');
});

/** Every candidate, fitted on what lies before the cutoff and judged by what followed. */
async function judgeAt(orders: readonly OrderOf[], cutoff: string): Promise<Map<CandidateName, Metrics>> {
  const snapshot = snapshotOf(orders, { asOf: cutoff });
  const panel = buildPanel(snapshot, { horizonDays, seed: 1 }).slice(0, tablesPerFit);
  const bgNbd = fitShopBgNbd(summarisePurchases(snapshot, snapshot.asOf));
  const fitted = await fitCandidates(panel, { bgNbd, seed: 1, epochs: 1 });
  const outlookOf = outlookBy(bgNbd, horizonDays);
  const { values } = buildFeatures(snapshot, { cutoff: snapshot.asOf, horizonDays, outlookOf });
  const buyers = new Set(
    orders.flatMap(({ customer, at }) => {
      const days = (Date.parse(String(at)) - snapshot.asOf) / dayMs;
      return days >= 0 && days < horizonDays ? [customer] : [];
    }),
  );
  const y = Uint8Array.from(snapshot.customerIds, (id) => (buyers.has(id) ? 1 : 0));
  const judged = (name: CandidateName) =>
    measure(rank(logOdds(fitted[name], values, horizonDays).map(toProbability), y));
  return new Map(
    (['majority', 'recency', 'bg-nbd', 'logistic-panel', 'blend'] as const).map((name) => [name, judged(name)]),
  );
}

describe('on CDNOW, mean over four dates (slow; skipped where the file is absent)', () => {
  it.skipIf(shopFile === undefined)(
    'panel and blend reach AUC 0.827 and log-loss 0.183, better than BG/NBD, which is better than recency and the base rate',
    async () => {
      const orders = ordersOfFile(shopFile ?? '');
      const judged: Map<CandidateName, Metrics>[] = [];
      for (const cutoff of cutoffs) judged.push(await judgeAt(orders, cutoff));
      const mean = (name: CandidateName) => meanMetrics(judged.flatMap((one) => one.get(name) ?? []));
      for (const name of ['logistic-panel', 'blend'] as const) {
        expect(mean(name).auc, name).toBeGreaterThanOrEqual(0.827);
        expect(mean(name).logLoss, name).toBeLessThanOrEqual(0.183);
        expect(mean(name).auc, name).toBeGreaterThan(mean('bg-nbd').auc);
        expect(mean(name).logLoss, name).toBeLessThan(mean('bg-nbd').logLoss);
      }
      // Measured elsewhere (Python, its own BG/NBD): AUC .8233, log-loss .1825.
      expect(mean('bg-nbd').auc).toBeCloseTo(0.8233, 2);
      expect(mean('bg-nbd').logLoss).toBeCloseTo(0.1825, 3);
      expect(mean('bg-nbd').auc).toBeGreaterThan(mean('recency').auc);
      expect(mean('recency').logLoss).toBeLessThan(mean('majority').logLoss);
    },
    180_000,
  );
});
