import { formatDay } from '../domain/calendar.ts';
import type { LeadBacktest, LeadCandidateResult } from '../model/lead-backtest.ts';
import type { LeadHorizon, LeadModel } from '../model/lead-propensity.ts';
import type { AnswerFact } from '../questions/answer.ts';

const count = new Intl.NumberFormat('en-GB');

/** How well leads are told apart, beside its baselines: facts and sentences that follow those of the customers. The same for `evaluate` and `train`. */
export function describeLeadModel(
  model: LeadModel,
  { timeZone }: { timeZone: string },
): { readonly facts: AnswerFact[]; readonly lines: string[]; readonly data: unknown } {
  const { near, far, verdict, rungReason, counts, asOf, rung } = model;
  return {
    facts: [
      { label: 'Leads', value: verdict.words },
      { label: 'Leads known', value: `${count.format(counts.leads)}; ${rungReason}` },
      ...(near ? judgedFacts(near, timeZone) : []),
    ],
    lines: [...(near ? linesOf(near) : []), ...(far ? linesOf(far) : [])],
    data: { task: 'lead', asOf, verdict, rung, rungReason, counts, near: near?.backtest, far: far?.backtest },
  };
}

function judgedFacts({ backtest, horizonDays }: LeadHorizon, timeZone: string): AnswerFact[] {
  const { windows, aucGain } = backtest;
  const leads = windows.reduce((sum, window) => sum + window.leads, 0);
  const buyers = windows.reduce((sum, window) => sum + window.buyers, 0);
  const days = windows.map(({ cutoff }) => formatDay(cutoff, timeZone)).reverse();
  return [
    {
      label: 'Leads judged on',
      value: `${count.format(leads)} leads in the ${horizonDays} days after ${days.join(', ')}; ${((100 * buyers) / Math.max(1, leads)).toFixed(1)} % placed a first order`,
    },
    {
      label: 'Leads, AUC gain',
      value: `${signed(aucGain.value)} over newest first alone (95 %: ${signed(aucGain.low)} to ${signed(aucGain.high)})`,
    },
  ];
}

/** Every candidate in a sentence, the champion first. */
function linesOf({ backtest, horizonDays }: LeadHorizon): string[] {
  const { candidates, champion } = backtest;
  const ordered = [...candidates].sort((one, other) => Number(other.name === champion) - Number(one.name === champion));
  return ordered.map((candidate) => candidateLine(candidate, backtest, horizonDays));
}

function candidateLine(
  { name, words, metrics, veto }: LeadCandidateResult,
  { champion }: LeadBacktest,
  days: number,
): string {
  const { auc, logLoss, liftAt10, ece } = metrics;
  const role = name === champion ? 'serves' : 'beside it';
  const figures =
    `AUC ${auc.value.toFixed(3)} (${auc.low.toFixed(3)} to ${auc.high.toFixed(3)}), log-loss ${logLoss.value.toFixed(4)}, ` +
    `lift at 10 % ${liftAt10.value.toFixed(2)}, calibration error ${ece.value.toFixed(3)}`;
  return `Leads, ${days} days, ${role}: ${words}: ${figures}${veto === undefined || name === 'base-rate' ? '' : `; refused: ${veto}`}.`;
}

function signed(value: number): string {
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(3)}`;
}
