import { formatMoment } from '../../domain/calendar.ts';
import { whoWords } from '../../domain/push-who.ts';
import { shortened } from '../../domain/shortened.ts';
import type { PushCard, PushedChange } from '../../patron.ts';
import type { Answer, AnswerTable } from '../../questions/answer.ts';
import { things } from '../../questions/words.ts';
import type { PushBatch } from '../../store/push-approvals.ts';
import { outboxCounts } from '../../store/push-history.ts';
import type { Workplace } from '../workplace.ts';
import { cardOf, summaryOf } from './card.ts';
import { proposalHours } from './desk.ts';
import type { PlanDifference } from './proposal.ts';
import type { Stopped } from './send-approved.ts';
import { recordsWords, systemsWords } from './words.ts';

type Records = Pick<Workplace, 'store'>;

/** Characters of a value that an example shows. */
const longestShown = 48;

/** A proposal as people and programs read it: counts, ten examples, the control group, who is left out, its hash, and what to type next. */
export function describeProposal(
  { store }: Records,
  batch: PushBatch,
  { names = 'shown' }: { readonly names?: 'shown' | 'hidden' } = {},
): Answer {
  const card = cardOf(store, batch, { names });
  const shown = summaryOf(batch);
  const hasWrites = card.examples.length > 0;
  return {
    id: 'push',
    headline: card.headline,
    ...(hasWrites ? { table: examplesTable(card) } : {}),
    lines: card.lines,
    basis: `Nothing was written. ${batch.id}, hash ${batch.hash.slice(0, 12)}: what Patron knew at ${formatMoment(batch.asOf)} against what ${systemsWords(shown)} ${shown.targets?.length === 2 ? 'hold' : 'holds'} now. A yes counts once, until ${formatMoment(batch.expiresAt)}.`,
    next: hasWrites ? [`patron push --approve ${batch.id}`, `patron push --reject ${batch.id}`] : ['patron pushes'],
    data: dataOf(batch),
  };
}

/** What a yes led to; with `difference`: that it led to nothing, since the plan has changed. */
export function describeDecided(
  place: Records,
  batch: PushBatch,
  { difference, stopped }: { readonly difference?: PlanDifference; readonly stopped?: Stopped },
): Answer {
  if (difference) return describeChanged(place, batch, difference);
  const { result } = cardOf(place.store, batch, { names: 'hidden' });
  return {
    id: 'push',
    headline:
      summaryOf(batch).counts.contacts === 0
        ? 'There was nothing to write.'
        : headlineOf(place, batch, { stopped: stopped !== undefined }),
    lines: [...result, ...(stopped === undefined ? [] : [`${stopped.message} ${stopped.hint}`])],
    basis: `${batch.id}, hash ${batch.hash.slice(0, 12)}, approved by ${whoWords(batch.decidedBy ?? '')}. Every value from before is kept, so that it can be taken back.`,
    next:
      batch.state === 'sending'
        ? [`patron push --approve ${batch.id}`, 'patron pushes']
        : [`patron undo ${batch.id}`, 'patron pushes'],
    data: { ...dataOf(batch), sent: outboxCounts(place.store, batch.id) },
  };
}

function headlineOf({ store }: Records, batch: PushBatch, { stopped }: { readonly stopped: boolean }): string {
  const { done } = outboxCounts(store, batch.id);
  const shown = summaryOf(batch);
  if (!stopped) return `${things(done, 'change')} written to ${recordsWords(shown)}.`;
  if (done === 0) return `Nothing was written into ${systemsWords(shown)} yet.`;
  return `${things(done, 'change')} written so far; the rest waits.`;
}

/** A plan that is not what was shown any more: how it differs, and the new proposal. */
function describeChanged(place: Records, batch: PushBatch, { more, fewer, other }: PlanDifference): Answer {
  const proposal = describeProposal(place, batch);
  return {
    ...proposal,
    headline: 'Nothing was written: the plan is not what was shown any more.',
    lines: [
      ...(more > 0
        ? [`${things(more, 'contact')} would be written that ${more === 1 ? 'was' : 'were'} not in it.`]
        : []),
      ...(fewer > 0 ? [`${things(fewer, 'contact')} of it ${fewer === 1 ? 'needs' : 'need'} nothing any more.`] : []),
      ...(other > 0
        ? [`${things(other, 'contact')} would get other values, or ${other === 1 ? 'holds' : 'hold'} others by now.`]
        : []),
      `It is ${batch.id} now. ${proposal.headline}`,
    ],
  };
}

/** What a no led to. */
export function describeRejected({ store }: Records, batch: PushBatch): Answer {
  const { counts } = summaryOf(batch);
  return {
    id: 'push',
    headline: `${batch.id} is rejected: none of its ${things(counts.contacts, 'contact')} is written.`,
    basis: `Rejected by ${whoWords(batch.decidedBy ?? '')}. A new proposal can be made at any time; each waits ${proposalHours} hours for a yes.`,
    next: ['patron push', 'patron pushes'],
    data: { ...dataOf(batch), sent: outboxCounts(store, batch.id) },
  };
}

/** What was restored, what was left, and why. */
export function describeUndone(
  { store }: Records,
  {
    batch,
    undo,
    isNew,
    stopped,
  }: { readonly batch: PushBatch; readonly undo: PushBatch; readonly isNew: boolean; readonly stopped?: Stopped },
): Answer {
  const { done, left } = outboxCounts(store, undo.id);
  const { overwritten } = undoSummary(undo);
  const who = whoWords(undo.decidedBy ?? '');
  return {
    id: 'undo',
    headline: isNew
      ? `${batch.id} is taken back${stopped === undefined ? '' : ' in part'}: ${things(done, 'change')} restored, ${things(left + overwritten, 'value')} left.`
      : `${batch.id} was taken back already by ${who} on ${formatMoment(undo.decidedAt ?? undo.madeAt)}.`,
    lines: [
      ...cardOf(store, undo, { names: 'hidden' }).result,
      ...(overwritten > 0
        ? [
            `${things(overwritten, 'value')} left: another push has written ${overwritten === 1 ? 'it' : 'them'} since. Take that one back first.`,
          ]
        : []),
      ...(stopped === undefined ? [] : [`${stopped.message} ${stopped.hint}`]),
    ],
    basis: `${undo.id}. Each value was compared with what Patron had written: whatever somebody edited since stays as it is.`,
    next: [...(undo.state === 'sending' ? [`patron undo ${batch.id}`] : []), 'patron pushes'],
    data: { id: undo.id, undoes: batch.id, hash: undo.hash, overwritten, sent: outboxCounts(store, undo.id) },
  };
}

function undoSummary({ summary }: PushBatch): { readonly overwritten: number } {
  const { overwritten = 0 }: { overwritten?: number } = JSON.parse(summary);
  return { overwritten };
}

function dataOf(batch: PushBatch): Record<string, unknown> {
  const { id, hash, state, asOf, madeAt, expiresAt, choice } = batch;
  return { id, ...summaryOf(batch), hash, state, asOf, madeAt, expiresAt, scope: choice };
}

/** `Likely to buy 0.42 → 0.63`; a dash where nothing stands. Long texts are cut. */
function changeWords({ what, from = '–', to = '–' }: PushedChange): string {
  return `${what} ${shortened(from, longestShown)} → ${shortened(to, longestShown)}`;
}

function examplesTable({ examples }: PushCard): AnswerTable {
  return {
    columns: [
      { title: 'Customer', align: 'left' },
      { title: 'Change', align: 'left' },
    ],
    rows: examples.map(({ customerId, name, changes }) => [
      name === undefined ? customerId : `${name} (${customerId})`,
      changes.map(changeWords).join('; '),
    ]),
    customerIds: examples.map(({ customerId }) => customerId),
  };
}
