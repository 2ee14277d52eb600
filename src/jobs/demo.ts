import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { localDate, startOfDate } from '../domain/calendar.ts';
import { ConfigError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Answer } from '../questions/answer.ts';
import { composeDigest } from '../questions/digest.ts';
import { clearStore } from '../store/clear.ts';
import { readFact, writeFact } from '../store/facts.ts';
import { hasOrders } from '../store/last-order.ts';
import { modelFor } from '../store/models.ts';
import { writeDemoFiles } from './demo-files.ts';
import { importFiles } from './import.ts';
import type { ImportReport } from './import-report.ts';
import { describeQuality, runQuality } from './quality.ts';
import { runTraining } from './train.ts';
import type { ViewCache } from './view-cache.ts';
import { modelsFolder, shopCurrency, type Workplace } from './workplace.ts';

/** Which demo shop. */
export interface DemoOptions {
  readonly customers: number;
  readonly seed: number;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Makes the demo shop in an empty home, or finds it there, and runs the main job on it: files in, quality, training, digest. A demo that was interrupted
 * is made afresh. Raises `usage` where the home holds a real shop.
 */
export async function runDemo(place: Workplace, views: ViewCache, options: DemoOptions): Promise<Answer> {
  const { store, home, clock } = place;
  const name = JSON.stringify({ customers: options.customers, seed: options.seed });
  const found = readFact(store, 'demo');
  if (found === undefined && hasOrders(store)) {
    const hint = 'Choose another folder: patron demo --home demo-shop';
    throw new ConfigError('usage', `The home ${home} holds a real shop: the demo is not put beside it.`, hint);
  }
  const orders = found === name ? undefined : await makeShop(place, { ...options, name });
  const quality = runQuality(store, {
    asOf: clock.now().getTime(),
    timeZone: place.timeZone,
    currency: shopCurrency(place),
    madeAt: clock.now().getTime(),
  });
  if (!modelFor(store, clock.now().getTime()))
    await runTraining(place, { seed: options.seed, onProgress: options.onProgress });
  const { view } = views.viewOf({ onProgress: options.onProgress });
  const digest = composeDigest(view);
  return {
    ...digest,
    id: 'demo',
    headline: `Demo shop, made-up data. ${digest.headline}`,
    facts: [
      ...(digest.facts ?? []),
      ...(orders ? [{ label: 'Files read', value: filesRead(orders) }] : []),
      { label: 'Quality', value: describeQuality(quality, place).headline },
      { label: 'Backtest', value: view.scores?.verdict.words ?? 'no model yet' },
    ],
    next: [
      'patron ask "who will buy?"',
      'patron ask "who is leaving?"',
      'patron evaluate',
      'patron import orders YOUR-ORDERS.csv',
    ],
  };
}

/** Puts the demo aside when the first real files come: its rows, its models, its files. */
export function leaveDemo({ store, home }: Pick<Workplace, 'store' | 'home'>): boolean {
  if (readFact(store, 'demo') === undefined) return false;
  clearStore(store);
  rmSync(modelsFolder({ home }), { recursive: true, force: true });
  rmSync(join(home, 'demo'), { recursive: true, force: true });
  return true;
}

async function makeShop(
  place: Workplace,
  { customers, seed, name, onProgress }: DemoOptions & { name: string },
): Promise<ImportReport> {
  const { store, home, timeZone, clock } = place;
  clearStore(store);
  rmSync(modelsFolder(place), { recursive: true, force: true });
  writeFact(store, 'demo', 'unfinished');
  onProgress?.({ step: 'Making the demo shop', done: 0 });
  const endsAt = startOfDate(localDate(clock.now().getTime(), timeZone), timeZone);
  const files = writeDemoFiles(join(home, 'demo'), { customers, seed, endsAt, timeZone });
  const common = { timeZone, map: {}, clock, scratchFolder: home, ...(onProgress ? { onProgress } : {}) };
  await importFiles(store, { ...common, kind: 'products', files: [files.products] });
  await importFiles(store, { ...common, kind: 'customers', files: [files.customers] });
  const report = await importFiles(store, { ...common, kind: 'orders', files: [files.orders] });
  writeFact(store, 'demo', name);
  return report;
}

function filesRead({ rows, quarantined, orders }: ImportReport): string {
  const count = new Intl.NumberFormat('en-GB');
  return `${count.format(rows)} order lines of ${count.format(orders?.customers ?? 0)} customers; ${count.format(quarantined)} mistyped rows put aside`;
}
