import { formatMoment } from '../../domain/calendar.ts';
import { countWords, things } from '../../questions/words.ts';
import type { Store } from '../../store/database.ts';
import type { PushBatch } from '../../store/push-approvals.ts';
import { outboxCounts } from '../../store/push-history.ts';

/** How far a batch has come, in sentences: what is written, what waits, what is parked and why, what was left because somebody edited it. */
export function resultLines(store: Store, { id, kind, state }: Pick<PushBatch, 'id' | 'kind' | 'state'>): string[] {
  const { pending, sent, done, parked, dropped, left } = outboxCounts(store, id);
  const verb = kind === 'undo' ? 'restored' : 'written';
  const waiting = pending + sent;
  return [
    `${things(done, 'change')} ${verb}${state === 'sending' && waiting > 0 ? `, ${countWords(waiting)} on the way` : ''}.`,
    ...(left > 0
      ? [
          `${things(left, 'field')} left as ${left === 1 ? 'it is' : 'they are'}: somebody edited ${left === 1 ? 'it' : 'them'} meanwhile.`,
        ]
      : []),
    ...parked.map(
      ({ words, reason, count, retryAt }) =>
        `${things(count, 'change')} parked: ${(words || reason).replace(/\.$/, '')}${retryAt === undefined ? '.' : `; tried again after ${formatMoment(retryAt)}.`}`,
    ),
    ...(dropped > 0
      ? [`${things(dropped, 'change')} not made: edited meanwhile, so already, taken back, or the contact is gone.`]
      : []),
  ];
}
