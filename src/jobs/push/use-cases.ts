import type { Patron } from '../../patron.ts';
import { findBatch } from '../../store/push-approvals.ts';
import { describeAudit } from './audit-answer.ts';
import { cardOf } from './card.ts';
import { decidePush } from './decide.ts';
import type { PushDesk } from './desk.ts';
import { describePushes } from './history.ts';
import { proposePush } from './propose.ts';
import { standingPush } from './standing.ts';
import { undoPush } from './undo.ts';

/** The use-cases of the way into the CRM. */
export type PushUseCases = Pick<
  Patron,
  'push' | 'decidePush' | 'pushes' | 'undoPush' | 'standingPush' | 'pushCard' | 'verifyAudit'
>;

/** The use-cases of the way into the CRM over one desk. */
export function pushUseCases(desk: PushDesk): PushUseCases {
  const { place } = desk;
  return {
    push: (asked) => proposePush(desk, asked),
    decidePush: (decision) => decidePush(desk, decision),
    pushes: async () => describePushes(place),
    undoPush: (undoing) => undoPush(desk, undoing),
    standingPush: async (asked) => standingPush(place, asked),
    pushCard: async (id, how) => {
      const batch = findBatch(place.store, id);
      return batch && cardOf(place.store, batch, { ...how, at: place.clock.now().getTime() });
    },
    verifyAudit: async () => describeAudit(place),
  };
}
