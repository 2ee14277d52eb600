import { type AlikeBy, alikeBy, type LeadHistories } from '../domain/leads.ts';
import { leadColumnCount } from '../features/lead-columns.ts';
import { buildLeadFeatures, type LeadTable } from '../features/lead-table.ts';
import { toProbability } from './candidates.ts';
import { leadLogOdds } from './lead-candidates.ts';
import { judgeLeads } from './lead-ladder.ts';
import type { LeadHorizon, LeadModel } from './lead-propensity.ts';
import { explainLead, type LeadCase, leadFacts } from './lead-reasons.ts';
import type { LeadChances, LeadScores } from './lead-scores.ts';

/** A model that may speak, or why there is none. */
type LeadSpeaker = { readonly model: LeadModel; readonly version: string } | { readonly reason: string };

/** Ranks everybody who is a lead at the histories' date: by chances where a model is proven, else by the last sign of life. */
export function scoreLeads(leads: LeadHistories, speaker: LeadSpeaker): LeadScores {
  const table = buildLeadFeatures(leads, { cutoff: leads.asOf });
  const model = 'model' in speaker ? speaker.model : undefined;
  const typical = (model?.typical ?? []).map((value) => value ?? Number.NaN);
  const caseOf = (lead: number) => caseIn({ leads, table, typical }, lead);
  const chances =
    'model' in speaker && speaker.model.verdict.grade !== 'do-not-act'
      ? chancesOf(table, { ...speaker, caseOf })
      : undefined;
  return {
    asOf: leads.asOf,
    customerIds: Array.from(table.people, (person) => leads.customerIds[person] ?? ''),
    customerRows: Int32Array.from(table.people, (person) => leads.customerRows[person] ?? -1),
    createdAt: Float64Array.from(table.people, (person) => leads.createdAt[person] ?? leads.asOf),
    lastSignAt: table.lastSignAt,
    ...(chances ? { chances } : {}),
    verdict: model?.verdict ?? judgeLeads(undefined),
    reason: 'model' in speaker ? speaker.model.rungReason : speaker.reason,
    factsOf: (lead) =>
      leadFacts(leads, {
        person: table.people[lead] ?? 0,
        lead: caseOf(lead),
        lastSignAt: table.lastSignAt[lead] ?? leads.asOf,
      }),
    ranked: () => rankLeads(table.lastSignAt, chances),
  };
}

function rankLeads(lastSignAt: Float64Array, chances: LeadChances | undefined): number[] {
  const lastSign = (one: number, other: number) => (lastSignAt[other] ?? 0) - (lastSignAt[one] ?? 0) || one - other;
  return [...lastSignAt.keys()].sort(
    (one, other) => (chances?.p30[other] ?? 0) - (chances?.p30[one] ?? 0) || lastSign(one, other),
  );
}

interface Known {
  readonly leads: LeadHistories;
  readonly table: LeadTable;
  readonly typical: readonly number[];
}

function caseIn({ leads, table, typical }: Known, lead: number): LeadCase {
  const person = table.people[lead] ?? -1;
  const labels: Partial<Record<AlikeBy, string>> = {};
  for (const by of alikeBy) {
    const { codes, labels: all } = leads.alike[by];
    const label = all[codes[person] ?? -1];
    if (label !== undefined) labels[by] = label;
  }
  return { row: table.values.subarray(lead * leadColumnCount, (lead + 1) * leadColumnCount), typical, labels };
}

function chancesOf(
  table: LeadTable,
  { model, version, caseOf }: { model: LeadModel; version: string; caseOf: (lead: number) => LeadCase },
): LeadChances | undefined {
  const { near, far } = model;
  const judged = near?.backtest.candidates.find(({ name }) => name === near.backtest.champion)?.metrics;
  if (!near || !judged) return undefined;
  const p30 = chancesWithin(near, table);
  const p90 =
    far && isUsable(far) ? chancesWithin(far, table).map((p, lead) => Math.max(p, p30[lead] ?? 0)) : undefined;
  return {
    modelVersion: version,
    modelAsOf: model.asOf,
    p30,
    ...(p90 ? { p90 } : {}),
    auc: judged.auc,
    baseRate: judged.baseRate.value,
    liftAt10: judged.liftAt10.value,
    explain: (lead) => explainLead(near.fitted, caseOf(lead)),
  };
}

function chancesWithin({ fitted }: LeadHorizon, { values }: LeadTable): Float64Array {
  return leadLogOdds(fitted, values).map(toProbability);
}

/** The longer horizon is judged by its own windows. */
function isUsable({ backtest }: LeadHorizon): boolean {
  return backtest.logLossGain.value > 0;
}
