import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/domain/clock.ts';
import { judgeChallenger } from '../../src/jobs/promotion.ts';
import { modelsFolder, type Workplace } from '../../src/jobs/workplace.ts';
import type { Backtest, CandidateResult } from '../../src/model/backtest.ts';
import { modelFormat, type PropensityModel } from '../../src/model/propensity.ts';
import type { Verdict } from '../../src/model/scores.ts';
import { openStore } from '../../src/store/database.ts';
import { listModels, type ModelEntry, saveModel } from '../../src/store/models.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();
const day = (date: string) => Date.parse(`${date}T00:00:00Z`);

let home = '';
let place: Workplace;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patron-promotion-'));
  const store = openStore(':memory:', { migrationsFolder });
  const clock = fixedClock(new Date('2026-07-01T00:00:00Z'));
  place = { store, home, storePath: ':memory:', migrationsFolder, timeZone: 'UTC', currency: 'EUR', tf: 'cpu', clock };
  sellTo();
});
afterEach(() => {
  place.store.close();
  rmSync(home, { recursive: true, force: true });
});

/** Ten customers who ordered in April; four of them again in June. */
function sellTo(): void {
  const { sqlite } = place.store;
  sqlite.exec("insert into product (id, sku) values (1, 'A')");
  for (let customer = 1; customer <= 10; customer++) {
    sqlite.prepare('insert into customer (id, public_id) values (?, ?)').run(customer, `c${customer}`);
    order(customer, `a${customer}`, day('2026-04-10'));
    if (customer <= 4) order(customer, `b${customer}`, day('2026-06-10'));
  }
}

function order(customer: number, id: string, at: number): void {
  const { sqlite } = place.store;
  const { lastInsertRowid } = sqlite
    .prepare(
      "insert into orders (source, source_id, customer_id, ordered_at, currency, gross, refunded, is_test) values ('file', ?, ?, ?, 'EUR', 100, 0, 0)",
    )
    .run(id, customer, at);
  sqlite
    .prepare(
      'insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount) values (?, 1, 1, 1, 1000000, 100)',
    )
    .run(lastInsertRowid);
}

interface Made {
  readonly asOf: string;
  /** The constant that it gives to everybody. */
  readonly p: number;
  readonly grade?: Verdict['grade'];
  /** Log-loss on the newest window; absent: no backtest. */
  readonly logLoss?: number;
}

function modelOf({ asOf, p, grade = 'act', logLoss }: Made): PropensityModel {
  return {
    format: modelFormat,
    task: 'propensity',
    columns: [],
    asOf: day(asOf),
    seed: 1,
    horizonDays: 30,
    window: { firstAt: 0, customers: 10, orders: 14, cutoffs: 1 },
    rung: 'network',
    rungReason: '',
    champion: 'majority',
    fitted: { kind: 'constant', p },
    bgNbd: { r: 0.243, alpha: 30.9, a: 0.793, b: 2.426, logLikelihood: -1, customers: 10 },
    typical: [],
    ...(logLoss === undefined ? {} : { backtest: backtestWith(day(asOf) - 30 * 86_400_000, logLoss) }),
    verdict: { grade, words: grade },
  };
}

function backtestWith(cutoff: number, logLoss: number): Backtest {
  const none = { value: 0, low: 0, high: 0 };
  const candidates: CandidateResult[] = [];
  const windows = [{ cutoff, customers: 10, buyers: 4, auc: 0.5, logLoss, foreseen: { auc: 0.5, logLoss } }];
  return {
    horizonDays: 30,
    windows,
    candidates,
    champion: 'majority',
    aucGain: none,
    logLossGain: none,
    calibration: [],
  };
}

function serving(made: Made): ModelEntry {
  const note = { fingerprint: '', backend: 'cpu', verdict: '' };
  saveModel(place.store, { folder: modelsFolder(place), model: modelOf(made), trainedAt: 0, note, isChampion: true });
  const [entry] = listModels(place.store);
  if (!entry) throw new Error('the model was not kept');
  return entry;
}

// Four of ten buy in June: a constant 0.4 has the log-loss -(0.4 ln 0.4 + 0.6 ln 0.6) = 0.6730 there, a constant 0.1 has -(0.4 ln 0.1 + 0.6 ln 0.9) = 0.9843.
describe('judgeChallenger', () => {
  it('lets the first model serve', () => {
    const challenger = modelOf({ asOf: '2026-07-01', p: 0.4 });
    expect(judgeChallenger(place, { challenger, champion: undefined }).isChampion).toBe(true);
  });

  it('promotes a challenger that is better on the newest window', () => {
    const champion = serving({ asOf: '2026-05-01', p: 0.1 });
    const verdict = judgeChallenger(place, {
      challenger: modelOf({ asOf: '2026-07-01', p: 0.4, logLoss: 0.673 }),
      champion,
    });
    expect(verdict.isChampion).toBe(true);
    expect(verdict.words).toContain('log-loss 0.6730 against 0.9843 on the newest 30 days');
  });

  it('refuses a challenger that is worse there, and says by how much', () => {
    const champion = serving({ asOf: '2026-05-01', p: 0.4 });
    const verdict = judgeChallenger(place, {
      challenger: modelOf({ asOf: '2026-07-01', p: 0.1, logLoss: 0.9843 }),
      champion,
    });
    expect(verdict).toMatchObject({
      isChampion: false,
      rejected: 'log-loss 0.9843 against 0.6730 on the newest 30 days',
    });
  });

  it('takes a loss of up to one per cent for noise', () => {
    const champion = serving({ asOf: '2026-05-01', p: 0.4 });
    const judge = (logLoss: number) =>
      judgeChallenger(place, { challenger: modelOf({ asOf: '2026-07-01', p: 0.4, logLoss }), champion }).isChampion;
    expect(judge(0.679)).toBe(true);
    expect(judge(0.681)).toBe(false);
  });

  it('never judges a champion on a window that it was trained on: then the grades decide', () => {
    const champion = serving({ asOf: '2026-06-20', p: 0.4, grade: 'act', logLoss: 0.6 });
    const judge = (grade: Verdict['grade']) =>
      judgeChallenger(place, { challenger: modelOf({ asOf: '2026-07-01', p: 0.4, grade, logLoss: 0.9 }), champion });
    expect(judge('act').isChampion).toBe(true);
    expect(judge('careful')).toMatchObject({ isChampion: false, rejected: 'its backtest is less sure' });
  });

  it('leaves the champion alone when a model of an earlier date is trained', () => {
    const champion = serving({ asOf: '2026-07-01', p: 0.4 });
    const verdict = judgeChallenger(place, {
      challenger: modelOf({ asOf: '2026-05-01', p: 0.4, logLoss: 0.1 }),
      champion,
    });
    expect(verdict.isChampion).toBe(false);
    expect(verdict.rejected).toBeUndefined();
  });

  it('promotes the challenger where the file of the champion is damaged', () => {
    const champion = serving({ asOf: '2026-05-01', p: 0.4 });
    writeFileSync(join(modelsFolder(place), champion.file), '{');
    const challenger = modelOf({ asOf: '2026-07-01', p: 0.1, logLoss: 0.9843 });
    expect(judgeChallenger(place, { challenger, champion }).isChampion).toBe(true);
  });
});
