import type { LeadHistories } from '../domain/leads.ts';
import { leadColumnCount, leadColumns } from '../features/lead-columns.ts';
import { buildLeadFeatures } from '../features/lead-table.ts';
import { backtestLeads, type LeadBacktest } from './lead-backtest.ts';
import { fitLeadCandidates, type LeadFitted } from './lead-candidates.ts';
import { climbLeadLadder, countLeads, judgeLeads, type LeadCounts, type LeadRung } from './lead-ladder.ts';
import { buildLeadPanel } from './lead-panel.ts';
import { tablesPerFit } from './panel.ts';
import type { Verdict } from './scores.ts';
import { medianRow } from './typical.ts';

/** Version of the shape of a model file of leads; another one cannot be read. */
export const leadModelFormat = 1;

/** Days ahead that leads are scored for: the first is the task, the second is shown beside it where the past carries it. */
const horizons = { near: 30, far: 90 } as const;

/** What was learnt for one horizon. */
export interface LeadHorizon {
  readonly horizonDays: number;
  readonly fitted: LeadFitted;
  readonly backtest: LeadBacktest;
}

/** A trained model of leads as plain data: what the model file holds. The same data and seed give the same bytes. */
export interface LeadModel {
  readonly format: typeof leadModelFormat;
  readonly task: 'lead';
  /** Names of the feature columns that it was fitted on, in order. */
  readonly columns: readonly string[];
  /** Epoch ms; nothing at or after it was known. */
  readonly asOf: number;
  readonly seed: number;
  readonly rung: LeadRung;
  readonly rungReason: string;
  readonly counts: LeadCounts & { readonly leads: number; readonly firstAt: number };
  /** A first order within 30 days; absent below the rung that scores. */
  readonly near?: LeadHorizon;
  /** A first order within 90 days; absent where too few such windows have closed. */
  readonly far?: LeadHorizon;
  /** Raw features of the typical lead: medians, null where most have none. [columns] */
  readonly typical: readonly (number | null)[];
  readonly verdict: Verdict;
}

/** How leads are learnt from. */
export interface LeadTrainingOptions {
  readonly seed: number;
  readonly onStep?: ((step: string, done: number, total: number) => void) | undefined;
}

/** Trains on everything before the histories' date: climbs the ladder, judges all candidates by rolling backtest and fits the champion on the panel. */
export function trainLeads(leads: LeadHistories, options: LeadTrainingOptions): LeadModel {
  const counts = countLeads(leads);
  const { isEnough } = climbLeadLadder(counts, undefined);
  const near = isEnough ? learnHorizon(leads, horizons.near, options) : undefined;
  const far = near ? learnHorizon(leads, horizons.far, options) : undefined;
  const step = climbLeadLadder(counts, near?.backtest);
  const table = buildLeadFeatures(leads, { cutoff: leads.asOf });
  return {
    format: leadModelFormat,
    task: 'lead',
    columns: leadColumns.map(({ name }) => name),
    asOf: leads.asOf,
    seed: options.seed,
    rung: step.rung,
    rungReason: step.reason,
    counts: { ...counts, leads: table.people.length, firstAt: leads.firstAt },
    ...(near ? { near } : {}),
    ...(far ? { far } : {}),
    typical: medianRow(table.values, leadColumnCount),
    verdict: judgeLeads(near?.backtest),
  };
}

function learnHorizon(
  leads: LeadHistories,
  horizonDays: number,
  { seed, onStep }: LeadTrainingOptions,
): LeadHorizon | undefined {
  const panel = buildLeadPanel(leads, {
    horizonDays,
    seed,
    onTable: (done, total) => onStep?.(`Leads of past cutoffs, ${horizonDays} days`, done, total),
  });
  const backtest = backtestLeads(panel, { seed });
  if (!backtest) return undefined;
  const fitted = fitLeadCandidates(panel.slice(0, tablesPerFit), { seed })[backtest.champion];
  return { horizonDays, fitted, backtest };
}
