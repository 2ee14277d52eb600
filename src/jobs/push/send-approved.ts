import { PatronError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import type { PushPlan } from '../../domain/push.ts';
import { keepArms } from '../../store/control-arms.ts';
import type { Store } from '../../store/database.ts';
import { durably } from '../../store/durable.ts';
import { decideBatch, finishBatch } from '../../store/push-approvals.ts';
import { auditStep } from '../../store/push-audit.ts';
import { outboxCounts } from '../../store/push-history.ts';
import { enqueuePlan } from '../../store/push-outbox.ts';
import { sendingBatches } from '../../store/push-waiting.ts';
import type { PushDesk, PushTargets } from './desk.ts';
import { drainOutbox } from './send-push.ts';

/** A plan that somebody said yes to. */
export interface Approved {
  readonly plan: PushPlan;
  /** The proposal that the yes was said to. */
  readonly id: string;
  readonly by: string;
}

/**
 * Writes a yes down together with all that it sets going, so that neither outlives the other: the writes for the outbox, both arms of each rule, the step in the log.
 * False where the proposal is not open any more: then nothing happened.
 */
export function takeYes(store: Store, { plan, id, by }: Approved, at: number): boolean {
  return durably(store, () => {
    if (!decideBatch(store, { id, hash: plan.hash, as: 'sending', by, at })) return false;
    enqueuePlan(store, { batchId: id, writes: plan.writes, now: at });
    keepPlanArms(store, plan, at);
    auditStep(store, {
      at,
      batchId: id,
      step: 'approved',
      by,
      detail: { hash: plan.hash, contacts: plan.writes.length },
    });
    return true;
  });
}

function keepPlanArms(store: Store, { arms }: PushPlan, at: number): void {
  for (const { rule, told, held } of arms) keepArms(store, { rule, customerIds: [...told, ...held], at });
}

/** How sending went: absent where all that could be sent was sent. */
export interface Stopped {
  readonly message: string;
  readonly hint: string;
}

/** Sends what a batch has waiting in the outbox, or what all have, and marks those that are through. Raises what the CRM raises. */
export async function sendBatch(
  { place }: Pick<PushDesk, 'place'>,
  targets: PushTargets,
  {
    batchId,
    onProgress,
    signal,
  }: { readonly batchId?: string; readonly onProgress?: OnProgress | undefined; readonly signal?: AbortSignal },
): Promise<Stopped | undefined> {
  const { store, home, clock } = place;
  const options = {
    ...(batchId === undefined ? {} : { batchId }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  };
  const { stopped } = await drainOutbox({ store, home, targets, clock }, options).catch(whereBusy);
  finishSent({ store, clock });
  return stopped;
}

/** Another process that sends is no failure: what was approved is in the outbox, and goes out with the rest. */
function whereBusy(error: unknown): { readonly stopped: Stopped } {
  if (error instanceof PatronError && error.code === 'sync-running')
    return { stopped: { message: 'Another process is writing right now.', hint: 'It takes this along.' } };
  throw error;
}

/** Marks batches whose writes have all come to an end; those that are parked are tried again by themselves. */
function finishSent({ store, clock }: Pick<PushDesk['place'], 'store' | 'clock'>): void {
  const at = clock.now().getTime();
  for (const id of sendingBatches(store)) {
    store.sqlite
      .transaction(() => {
        const { pending, sent, done, parked, dropped } = outboxCounts(store, id);
        if (pending + sent > 0 || !finishBatch(store, { id, at })) return;
        const waiting = parked.reduce((sum, { count }) => sum + count, 0);
        auditStep(store, {
          at,
          batchId: id,
          step: 'finished',
          by: 'patron',
          detail: { done, parked: waiting, dropped },
        });
      })
      .immediate();
  }
}
