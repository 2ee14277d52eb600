import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import { leadColumnPlace } from '../../src/features/lead-columns.ts';
import { backtestLeads } from '../../src/model/lead-backtest.ts';
import { fitLeadCandidates, leadLogOdds } from '../../src/model/lead-candidates.ts';
import { climbLeadLadder, countLeads, judgeLeads } from '../../src/model/lead-ladder.ts';
import { buildLeadPanel, type LeadPanelTable } from '../../src/model/lead-panel.ts';
import { type LeadModel, trainLeads } from '../../src/model/lead-propensity.ts';
import { explainLead } from '../../src/model/lead-reasons.ts';
import { scoreLeads } from '../../src/model/lead-scoring.ts';
import { measure, rank } from '../../src/model/metrics.ts';
import { historiesOf, leadPortal, leadPortalHistories } from '../support/lead-store.ts';
import { simulatedPortal } from '../support/simulated-portal.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

let trained: LeadModel | undefined;
const model = () => {
  trained ??= trainLeads(leadPortalHistories(), { seed: 1 });
  return trained;
};
const champion = () => model().near?.backtest.candidates.find(({ name }) => name === model().near?.backtest.champion);

let kept: LeadPanelTable[] | undefined;
const panel = () => {
  kept ??= buildLeadPanel(leadPortalHistories(), { horizonDays: 30, seed: 1 });
  return kept;
};

describe('leads of whom something is known', () => {
  it('are told apart about as well as the hazard itself tells them apart that drew their orders', () => {
    const leads = leadPortalHistories();
    const aucs = [0, 2, 4, 6].map((place) => {
      const { table, y } = panel()[place] ?? { table: undefined, y: new Uint8Array() };
      const idOf = (person: number) => (leads.customerIds[person] ?? '').replace('hubspot:', '');
      const truth = Float64Array.from(
        table?.people ?? [],
        (person) => leadPortal().chanceOf(idOf(person), table?.cutoff ?? 0, 30) ?? Number.NaN,
      );
      expect(truth.every((chance) => chance > 0)).toBe(true);
      const fitted = fitLeadCandidates(panel().slice(place + 2, place + 14), { seed: 1 })['logistic-panel'];
      const odds = leadLogOdds(fitted, table?.values ?? new Float64Array());
      return { truth: measure(rank(truth, y)).auc, found: measure(rank(odds, y)).auc };
    });
    const truth = mean(aucs.map((auc) => auc.truth));
    const found = mean(aucs.map((auc) => auc.found));
    expect(truth).toBeGreaterThan(0.75);
    expect(found).toBeGreaterThan(truth - 0.04);
    // More than the truth could only be foreknowledge: a purchase writes country, stage, status and amounts over what was known.
    expect(found).toBeLessThan(truth + 0.02);
  });

  it('get chances that come true, proven better than newest first', () => {
    expect(model().near?.backtest.champion).toBe('logistic-panel');
    expect(model().verdict).toEqual({
      grade: 'act',
      words: 'Lead scores are proven better than newest first on this shop: act on them.',
    });
    const { ece, baseRate, liftAt10 } = champion()?.metrics ?? {};
    // Of 300 buyers or so: noise alone makes .01.
    expect(ece?.value).toBeLessThan(0.03);
    expect(baseRate?.value).toBeGreaterThan(0.03);
    expect(liftAt10?.value).toBeGreaterThan(2.5);
    const bins = model().near?.backtest.calibration ?? [];
    const [first, second] = bins;
    expect(first?.observed).toBeCloseTo(first?.meanPredicted ?? 1, 1);
    expect(second?.observed).toBeGreaterThan(2 * (first?.observed ?? 1));
  });

  it('are scored for 30 and for 90 days, the longer never below the shorter', () => {
    const scores = scoreLeads(leadPortalHistories(), { model: model(), version: 'v' });
    const { p30, p90 } = scores.chances ?? {};
    expect(p30).toHaveLength(model().counts.leads);
    expect(p90).toHaveLength(model().counts.leads);
    p30?.forEach((p, lead) => {
      expect(p).toBeGreaterThan(0);
      expect(p90?.[lead]).toBeGreaterThanOrEqual(p);
    });
    const ranked = scores.ranked().map((lead) => p30?.[lead] ?? 0);
    expect(ranked).toEqual([...ranked].sort((one, other) => other - one));
  });

  it('have reasons that add up to the log-odds, and moving the strongest moves the score', () => {
    const scores = scoreLeads(leadPortalHistories(), { model: model(), version: 'v' });
    const near = model().near;
    for (const lead of scores.ranked().slice(0, 20)) {
      const { base, logOdds, p, reasons } = scores.chances?.explain(lead) ?? { base: 0, logOdds: 0, p: 0, reasons: [] };
      expect(base + reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(logOdds, 9);
      expect(p).toBeCloseTo(scores.chances?.p30[lead] ?? 0, 12);
      expect(reasons.length).toBeGreaterThan(3);
      for (const { words } of reasons) expect(words).not.toMatch(/NaN|undefined|Infinity/);
    }
    const typical = model().typical.map((value) => value ?? Number.NaN);
    const rowWith = (openDeals: number) => {
      const row = Float64Array.from(typical);
      row[leadColumnPlace('deals_open')] = Math.log1p(openDeals);
      return row;
    };
    if (!near) throw new Error('nothing was learnt');
    const [cold, hot] = [0, 1].map((deals) => explainLead(near.fitted, { row: rowWith(deals), typical, labels: {} }));
    expect(hot?.p).toBeGreaterThan(cold?.p ?? 1);
    expect(hot?.reasons.find(({ group }) => group === 'deals')?.words).toBe('1 open deal');
  });
});

describe('the same leads', () => {
  it('give the same bytes in whatever order they came, and with the same seed', () => {
    const { records } = simulatedPortal({ contacts: 700, seed: 4, days: 200, dailyHazard: 0.006 });
    const order = shuffle(Uint32Array.from(records.keys()), seededRandom(8));
    const shuffled = Array.from(order, (index) => records[index]).filter((record) => record !== undefined);
    const asOf = Date.parse('2024-01-01') + 200 * dayMs;
    const [one, other] = [records, shuffled].map((some) => trainLeads(historiesOf(some, asOf), { seed: 3 }));
    expect(one?.near).toBeDefined();
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });
});

describe('leads of whom nothing can be told', () => {
  it('are not told apart where outcomes are shuffled, and not acted on', () => {
    const aucs = [1, 2, 3].flatMap((seed) => {
      const random = seededRandom(seed);
      const shuffled = panel().map((one) => ({ ...one, y: shuffle(one.y.slice(), random) }));
      const backtest = backtestLeads(shuffled, { seed });
      expect(judgeLeads(backtest).grade).not.toBe('act');
      return backtest?.candidates.map(({ metrics }) => metrics.auc.value).slice(1) ?? [];
    });
    expect(aucs).toHaveLength(6);
    expect(Math.abs(mean(aucs) - 0.5)).toBeLessThan(0.03);
  });

  it('are not scored where too few come or too few buy: the newest sign of life comes first, and why', () => {
    const { records } = simulatedPortal({ contacts: 300, seed: 6, days: 330 });
    const leads = historiesOf(records);
    const small = trainLeads(leads, { seed: 1 });
    expect(small.rung).toBe('recency');
    expect(small.near).toBeUndefined();
    expect(small.rungReason).toMatch(/^\d+ new leads a month, \d+ of all became buyers: scoring asks for 100 a month/);
    const scores = scoreLeads(leads, { model: small, version: 'v' });
    expect(scores.chances).toBeUndefined();
    const signs = scores.ranked().map((lead) => scores.lastSignAt[lead] ?? 0);
    expect(signs).toEqual([...signs].sort((one, other) => other - one));
    expect(scores.verdict.words).toBe('Leads are not scored: the newest sign of life comes first.');
  });

  it('are ranked by their last sign of life where no model is there, and the reason is told', () => {
    const scores = scoreLeads(leadPortalHistories(), { reason: 'no model yet' });
    expect(scores.chances).toBeUndefined();
    expect(scores.reason).toBe('no model yet');
    const facts = scores.factsOf(scores.ranked()[0] ?? 0).map(({ label, value }) => `${label}: ${value}`);
    expect(facts.join('\n')).toMatch(/^Last sign of life: (?:within the last day|\d+ days? ago): /);
    expect(facts.join('\n')).not.toMatch(/NaN|undefined/);
  });
});

describe('the ladder of leads', () => {
  it('counts new leads of three months, and buyers who had been known for a day: an account that a purchase opens was no lead', () => {
    const asOf = 400 * dayMs;
    const createdAt = Float64Array.from([10, 350, 390, 395, 20].map((day) => day * dayMs));
    const firstOrderAt = Float64Array.from([12, 350.01, Number.POSITIVE_INFINITY, 398, 10].map((day) => day * dayMs));
    const counts = countLeads({ ...leadPortalHistories(), asOf, createdAt, firstOrderAt });
    expect(counts).toEqual({ leadsAMonth: 2 / 3, buyers: 2 });
  });

  it('asks for 100 leads a month, 20 buyers, and a month to test on', () => {
    const step = (leadsAMonth: number, buyers: number) =>
      climbLeadLadder({ leadsAMonth, buyers }, model().near?.backtest);
    expect(step(99, 500).rung).toBe('recency');
    expect(step(500, 19).rung).toBe('recency');
    expect(step(100, 20).rung).toBe('scored');
    expect(climbLeadLadder({ leadsAMonth: 100, buyers: 20 }, undefined)).toMatchObject({
      rung: 'recency',
      isEnough: true,
    });
  });
});
