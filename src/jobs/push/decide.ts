import { FatalError, PatronError } from '../../domain/errors.ts';
import type { PushDecided, PushDecision } from '../../patron.ts';
import { decideBatch, findBatch, type PushBatch } from '../../store/push-approvals.ts';
import { auditStep } from '../../store/push-audit.ts';
import { describeDecided, describeRejected } from './answer.ts';
import { type PushDesk, prepareFor, targetsOf } from './desk.ts';
import { makePlan } from './make-plan.ts';
import { differenceFrom, findOr, keepProposal, settled, waitingProposal } from './proposal.ts';
import { sendBatch, takeYes } from './send-approved.ts';

/**
 * Decides on a proposal, once. A yes binds the hash that was shown: the plan is made again, and where it is another one by now, nothing is written and the new one is proposed
 * instead. A batch that has its yes already is sent on when the terminal asks for it again. Raises `usage`, `push-settled`, and what the CRM raises.
 */
export async function decidePush(desk: PushDesk, decision: PushDecision): Promise<PushDecided> {
  return decision.as === 'reject' ? reject(desk, decision) : approve(desk, decision);
}

function reject({ place }: PushDesk, { id, hash, by }: PushDecision): PushDecided {
  const { store, clock } = place;
  const at = clock.now().getTime();
  const batch = waitingProposal(place, id);
  const isDone = store.sqlite
    .transaction(() => {
      if (!decideBatch(store, { id: batch.id, hash: hash ?? batch.hash, as: 'rejected', by, at })) return false;
      auditStep(store, { at, batchId: batch.id, step: 'rejected', by, detail: { hash: batch.hash } });
      return true;
    })
    .immediate();
  if (!isDone) throw settled(findOr(store, batch.id));
  return { outcome: 'rejected', id: batch.id, answer: describeRejected(place, findOr(store, batch.id)) };
}

async function approve(desk: PushDesk, decision: PushDecision): Promise<PushDecided> {
  const { place } = desk;
  const { by, onProgress } = decision;
  const targets = targetsOf(desk);
  const known = findBatch(place.store, decision.id);
  if (known && by === 'cli' && known.state === 'sending') return finish(desk, known, decision);
  const batch = waitingProposal(place, decision.id);
  if (decision.hash !== undefined && decision.hash !== batch.hash) throw notWhatWasShown(batch);
  const plan = await makePlan(desk, targets, { asOf: batch.asOf, scope: batch.choice, onProgress });
  if (plan.hash !== batch.hash) {
    const difference = differenceFrom(place, batch, plan);
    const fresh = keepProposal(place, { plan, scope: batch.choice, by, instead: batch.id });
    return { outcome: 'changed', id: fresh.id, answer: describeDecided(place, fresh, { difference }) };
  }
  // What the key may not do is found out before the yes is used up.
  await prepareFor(targets, plan).catch(withoutAccess(batch.id));
  if (!takeYes(place.store, { plan, id: batch.id, by }, place.clock.now().getTime())) {
    throw settled(findOr(place.store, batch.id));
  }
  return finish(desk, batch, decision);
}

async function finish(desk: PushDesk, { id }: PushBatch, { onProgress }: PushDecision): Promise<PushDecided> {
  const stopped = await sendBatch(desk, targetsOf(desk), { batchId: id, onProgress }).catch(withoutAccess(id));
  const batch = findOr(desk.place.store, id);
  return { outcome: 'sent', id, answer: describeDecided(desk.place, batch, stopped === undefined ? {} : { stopped }) };
}

/** A key that may read but not write: which scope it lacks, and how it goes on from there. */
function withoutAccess(id: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof PatronError) || error.code !== 'access-missing') throw error;
    throw new FatalError(
      'access-missing',
      `${error.message} Nothing that needs it was written.`,
      `${error.hint.replace(/, then run: .*$/, '')}, then run: patron push --approve ${id}`,
      { cause: error },
    );
  };
}

function notWhatWasShown({ id }: PushBatch): FatalError {
  return new FatalError('push-changed', `${id} is not what you were shown.`, 'See: patron pushes');
}
