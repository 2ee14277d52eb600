import { formatMoment } from '../../domain/calendar.ts';
import { whoWords } from '../../domain/push-who.ts';
import type { Answer } from '../../questions/answer.ts';
import { things } from '../../questions/words.ts';
import { listBatches, type PushBatch, undoOf } from '../../store/push-approvals.ts';
import { outboxCounts } from '../../store/push-history.ts';
import { listStanding } from '../../store/push-standing.ts';
import type { Workplace } from '../workplace.ts';
import { stateAt, summaryOf } from './card.ts';

/** Pushes that fit a screen. */
const shown = 20;

/** What was proposed and written, newest first, and the rules that write by themselves. */
export function describePushes({ store, clock }: Pick<Workplace, 'store' | 'clock'>): Answer {
  const batches = listBatches(store, { limit: 2 * shown })
    .map((batch) => ({ ...batch, contacts: summaryOf(batch).counts.contacts }))
    // A look that found nothing to write waits for no yes.
    .filter(({ kind, contacts }) => kind === 'undo' || contacts > 0)
    .slice(0, shown);
  const standing = listStanding(store);
  const now = clock.now().getTime();
  const open = batches.filter((batch) => stateAt(batch, now) === 'proposed');
  const written = batches.filter(({ state, kind }) => kind === 'push' && (state === 'done' || state === 'sending'));
  return {
    id: 'pushes',
    headline:
      batches.length === 0
        ? 'Nothing was ever proposed to be written into HubSpot.'
        : `${things(open.length, 'proposal')} open; the last ${things(batches.length, 'push', 'pushes')} below.`,
    ...(batches.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Push', align: 'left' as const },
              { title: 'Made', align: 'left' as const },
              { title: 'Contacts', align: 'right' as const },
              { title: 'How it stands', align: 'left' as const },
            ],
            rows: batches.map((batch) => [
              batch.id,
              formatMoment(batch.madeAt),
              String(batch.contacts),
              standWords(store, batch, now),
            ]),
          },
        }),
    lines: standing.map(
      ({ rule, dailyCap, setBy, setAt }) =>
        `'${rule}' writes by itself, to at most ${things(dailyCap, 'contact')} a day: set by ${whoWords(setBy)} on ${formatMoment(setAt)}.`,
    ),
    basis: 'Every step stands in the log of pushes; patron audit verify proves that the log is as it was written.',
    next: [
      ...open.slice(0, 1).map(({ id }) => `patron push --approve ${id}`),
      ...written
        .filter(({ id }) => undoOf(store, id) === undefined)
        .slice(0, 1)
        .map(({ id }) => `patron undo ${id}`),
      ...standing.slice(0, 1).map(({ rule }) => `patron pushes --never ${rule}`),
      'patron push',
    ],
    data: {
      pushes: batches.map((batch) => {
        const { summary: _, ...rest } = batch;
        return {
          ...rest,
          state: stateAt(batch, now),
          sent: outboxCounts(store, batch.id),
        };
      }),
      standing,
    },
  };
}

function standWords(store: Workplace['store'], batch: PushBatch, now: number): string {
  const { id, kind, undoes, decidedBy = '', expiresAt } = batch;
  const state = stateAt(batch, now);
  switch (state) {
    case 'proposed':
      return `waits for a yes until ${formatMoment(expiresAt)}`;
    case 'rejected':
      return `rejected by ${whoWords(decidedBy)}`;
    case 'replaced':
      return 'replaced by a newer one';
    case 'expired':
      return 'expired without a yes';
    default:
      break;
  }
  const { done, parked, pending, sent } = outboxCounts(store, id);
  const waiting = parked.reduce((sum, { count }) => sum + count, 0);
  const isUndone = undoOf(store, id) !== undefined;
  return [
    kind === 'undo' ? `takes back ${undoes ?? ''}` : `approved by ${whoWords(decidedBy)}`,
    `${things(done, 'change')} written`,
    ...(pending + sent > 0 ? [`${pending + sent} on the way`] : []),
    ...(waiting > 0 ? [`${waiting} parked`] : []),
    ...(isUndone ? ['taken back since'] : []),
  ].join(', ');
}
