import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayMs, fixedClock } from '../../src/domain/clock.ts';
import { runEvaluation } from '../../src/jobs/evaluate.ts';
import { leadScores } from '../../src/jobs/leads.ts';
import { keepLeadModel, learnLeads } from '../../src/jobs/leads-training.ts';
import { describeModels } from '../../src/jobs/models-answer.ts';
import { trainHere } from '../../src/jobs/training.ts';
import { viewShop } from '../../src/jobs/view.ts';
import { modelsFolder, type Workplace } from '../../src/jobs/workplace.ts';
import type { LeadModel } from '../../src/model/lead-propensity.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { openStore } from '../../src/store/database.ts';
import { listModels, modelFor, saveModel } from '../../src/store/models.ts';
import { fingerprintSnapshot, loadSnapshot } from '../../src/store/snapshot.ts';
import { realSystem } from '../../src/system.ts';
import { leadPortal, portalAsOf } from '../support/lead-store.ts';
import { keepPortal } from '../support/simulated-portal.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { migrationsFolder } = realSystem();
const currency = 'EUR';
const earlier = portalAsOf - 60 * dayMs;
const folder = temporaryFolder();

let place: Workplace;

beforeAll(() => {
  const storePath = folder.path('patron.db');
  const store = openStore(storePath, { migrationsFolder });
  keepPortal(store, leadPortal().records, portalAsOf);
  const clock = fixedClock(new Date(portalAsOf));
  place = { store, home: folder.path(''), storePath, migrationsFolder, timeZone: 'UTC', currency, tf: 'cpu', clock };
});
afterAll(() => place.store.close());

const moment = () => ({ asOf: portalAsOf, currency, home: place.home });

function learn(asOf: number) {
  const learnt = learnLeads(place.store, { asOf, currency, seed: 1 }, () => {});
  if (!learnt) throw new Error('nothing was learnt');
  return learnt;
}

describe('the model of leads', () => {
  it('is none at first: leads are ranked by their last sign of life, and it is said what to type', () => {
    const scores = leadScores(place.store, moment());
    expect(scores?.chances).toBeUndefined();
    expect(scores?.reason).toContain('patron train');
  });

  it('is kept as a task of its own beside that of customers, and speaks from its date on', () => {
    const { version } = keepLeadModel(place, learn(earlier), 'cpu');
    expect(version).toMatch(/^lead-2024-\d\d-\d\d-[0-9a-f]{8}$/);
    expect(listModels(place.store, 'lead').map((entry) => entry.version)).toEqual([version]);
    expect(listModels(place.store)).toEqual([]);
    expect(modelFor(place.store, earlier - 1, 'lead')).toBeUndefined();
    expect(leadScores(place.store, moment())?.chances?.modelVersion).toBe(version);
    const lines = describeModels(place).lines ?? [];
    expect(lines[0]).toContain(`Of leads ${version} serves.`);
  });

  it('gives way to a newer one that is not worse, and keeps its place against one that is', () => {
    const fresh = learn(portalAsOf);
    const { near } = fresh.model;
    if (!near) throw new Error('nothing was learnt');
    const [window, ...others] = near.backtest.windows;
    if (!window) throw new Error('nothing was judged');
    const worse: LeadModel = {
      ...fresh.model,
      near: {
        ...near,
        backtest: { ...near.backtest, windows: [{ ...window, logLoss: window.logLoss + 0.1 }, ...others] },
      },
    };
    const champion = () => listModels(place.store, 'lead').find(({ isChampion }) => isChampion)?.asOf;
    const refused = keepLeadModel(place, { ...fresh, model: worse }, 'cpu');
    expect(refused.words).toContain('is not better and does not serve: log-loss');
    expect(champion()).toBe(earlier);
    expect(modelFor(place.store, portalAsOf, 'lead')?.asOf).toBe(earlier);
    expect(keepLeadModel(place, fresh, 'cpu').words).toBe('');
    expect(champion()).toBe(portalAsOf);
    // One of an earlier date serves its own date only.
    expect(keepLeadModel(place, learn(earlier), 'cpu').words).toContain('serves its own date');
    expect(champion()).toBe(portalAsOf);
  });

  it('costs the scores, not the answer, where its file is damaged', () => {
    const entry = modelFor(place.store, portalAsOf, 'lead');
    const file = join(modelsFolder(place), entry?.file ?? '');
    const whole = readFileSync(file);
    writeFileSync(file, 'half a mo');
    const scores = leadScores(place.store, moment());
    expect(scores?.chances).toBeUndefined();
    expect(scores?.reason).toContain('is damaged');
    writeFileSync(file, whole);
    expect(leadScores(place.store, moment())?.chances).toBeDefined();
  });
});

describe('training and evaluation', () => {
  it('learn of customers and of leads in one go, and show both', async () => {
    const task = { ...place, asOf: portalAsOf, currency, seed: 42 };
    const { storePath, timeZone, tf, asOf, seed } = task;
    const steps = new Set<string>();
    const result = await trainHere({ storePath, migrationsFolder, timeZone, tf, asOf, seed, currency }, ({ step }) =>
      steps.add(step),
    );
    expect(result.leads?.model.task).toBe('lead');
    expect([...steps]).toContain('Leads of past cutoffs, 30 days');
    const snapshot = loadSnapshot(place.store, { asOf, timeZone, currency });
    expect(result.fingerprint).toBe(fingerprintSnapshot(snapshot));
    const note = { fingerprint: result.fingerprint, backend: 'cpu', verdict: result.model.verdict.words };
    saveModel(place.store, {
      folder: modelsFolder(place),
      model: result.model,
      trainedAt: asOf,
      isChampion: true,
      note,
    });
    const answer = await runEvaluation(place, { asOf: '2024-11-26', seed });
    expect(answer.facts).toContainEqual({ label: 'Leads', value: result.leads?.model.verdict.words });
    expect(answer.lines?.join('\n')).toMatch(/Leads, 30 days, serves: Logistic regression .*: AUC 0\.\d+ \(/);
    expect(answer.lines?.join('\n')).toContain('Leads, 30 days, beside it: Newest first');
    expect(answer.data).toMatchObject({ task: 'propensity', leads: { task: 'lead', rung: 'scored' } });
  });
});

describe('questions about leads', () => {
  const view = () => viewShop(place.store, { ...moment(), timeZone: 'UTC' });

  it('are answered with the hottest ones, their chances, and how often such chances were right', () => {
    const answer = askQuestion('hot leads', view());
    expect(answer.headline).toMatch(/^About \d+ of \d[\d,]+ leads will place a first order in the next 30 days/);
    expect(answer.table?.rows).toHaveLength(10);
    expect(answer.basis).toContain('Tested on past months: of the tenth with the highest chances');
    const [hottest = ''] = answer.table?.customerIds ?? [];
    const why = askQuestion(`why is ${hottest} hot`, view());
    expect(why).toMatchObject({ id: 'lead', customerId: hottest });
    expect(why.headline).toContain('chance of a first order in the next 30 days');
    const effects = (why.table?.rows ?? []).map(([effect = '']) =>
      Number(effect.replace('= ', '').replace('\u2212', '-')),
    );
    const sum = effects.slice(0, -1).reduce((total, effect) => total + effect, 0);
    expect(sum).toBeCloseTo(effects.at(-1) ?? Number.NaN, 6);
    expect(askQuestion(`why ${hottest}`, view()).id).toBe('lead');
  });

  it('are the same for everybody who looks, and read the store once a view', () => {
    const one = view();
    expect(one.leads?.()).toBe(one.leads?.());
    expect(askQuestion('top 3 leads', one).table?.rows).toHaveLength(3);
  });
});
