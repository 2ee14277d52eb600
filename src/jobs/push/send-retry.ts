import type { WriteOutcome } from '../../../connectors/contract.ts';
import type { OutboxRow } from '../../store/push-outbox.ts';
import type { LeftField, Settlement } from '../../store/push-settle.ts';

const minuteMs = 60_000;

/** Tries after which a refused write waits for a person. */
const mostTries = 6;

/** How a row ends that the target refused, or will not have at all. Tried again after an hour, four hours, then daily, up to six times in all. */
export function settleRefused(
  { attempts }: OutboxRow,
  {
    outcome,
    left,
    now,
  }: { outcome: Extract<WriteOutcome, { kind: 'refused' }>; left: readonly LeftField[]; now: number },
): Settlement {
  if (outcome.reason === 'gone') return { state: 'dropped', reason: 'gone', left };
  const tried = attempts + 1;
  const hours = Math.min(24, 4 ** (tried - 1));
  const retry = tried < mostTries ? { retryAt: now + hours * 60 * minuteMs } : {};
  return { state: 'parked', reason: 'refused', words: outcome.words, ...retry, left };
}

/** How a row ends for now that got no answer again and again: it is looked at once more in a quarter of an hour. */
export function settleUnanswered(now: number): Settlement {
  return {
    state: 'parked',
    reason: 'no-answer',
    words: 'no whole answer came; whether it was written is looked up first',
    retryAt: now + 15 * minuteMs,
    left: [],
  };
}

/** How a row ends for now whose target is not written to any more. It is looked at again every day, in case that was switched on. */
export function settleSwitchedOff({ mayHaveHappened }: OutboxRow, now: number): Settlement {
  return {
    state: 'parked',
    reason: mayHaveHappened ? 'no-answer' : 'refused',
    words: 'writing into Shopify is switched off (PATRON_PUSH_SHOPIFY)',
    retryAt: now + 24 * 60 * minuteMs,
    left: [],
  };
}
