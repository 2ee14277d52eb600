import { summarisePlan } from '../../decisions/push-summary.ts';
import { ConfigError, RetryableError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import type { PushWrite } from '../../domain/push.ts';
import { type PushTarget, placeOf, pushTargets } from '../../domain/push-place.ts';
import type { Answer } from '../../questions/answer.ts';
import { durably } from '../../store/durable.ts';
import { keepBatch, type PushBatch, undoOf } from '../../store/push-approvals.ts';
import { auditStep } from '../../store/push-audit.ts';
import { outboxCounts, writtenByBatch } from '../../store/push-history.ts';
import { dropWaiting, enqueuePlan } from '../../store/push-outbox.ts';
import { revokeStanding } from '../../store/push-standing.ts';
import { hurryUnanswered, stillWrittenBy } from '../../store/push-undo.ts';
import { describeUndone } from './answer.ts';
import { type PushDesk, type PushTargets, targetsOf } from './desk.ts';
import { findOr } from './proposal.ts';
import { sealPlan } from './seal-plan.ts';
import { sendBatch } from './send-approved.ts';

/** Who takes a push back. */
interface Undoing {
  readonly id: string;
  readonly by: string;
  readonly onProgress?: OnProgress;
}

/**
 * Writes back what stood in each field before a push, except where it was edited or written again since. What the push had not written yet is dropped. Asked again it goes
 * on where it stopped, and does nothing twice. Raises `usage` where there is nothing to take back, and what the CRM raises.
 */
export async function undoPush(desk: PushDesk, { id, by, onProgress }: Undoing): Promise<Answer> {
  const { place } = desk;
  const { store } = place;
  const batch = findOr(store, id);
  refuseUnsent(batch);
  const targets = targetsOf(desk);
  const known = undoOf(store, batch.id);
  if (known?.state === 'done') return describeUndone(place, { batch, undo: known, isNew: false });
  let undo = known;
  if (!undo) {
    await settle(desk, { targets, batch, onProgress });
    undo = beginUndo(desk, batch, by);
  }
  const stopped = await sendBatch(desk, targets, { batchId: undo.id, onProgress });
  return describeUndone(place, {
    batch,
    undo: findOr(store, undo.id),
    isNew: true,
    ...(stopped === undefined ? {} : { stopped }),
  });
}

/**
 * Drops what a push has not written yet, and sees to it that of everything else it is known whether it stands in the CRM: what was under way when a process died, and what had no answer.
 * Raises `source-unreachable` where that cannot be told now.
 */
async function settle(
  desk: PushDesk,
  { targets, batch, onProgress }: { targets: PushTargets; batch: PushBatch; onProgress: OnProgress | undefined },
): Promise<void> {
  const { store, clock } = desk.place;
  const settling = { batchId: batch.id, now: clock.now().getTime() };
  store.sqlite
    .transaction(() => {
      dropWaiting(store, settling);
      hurryUnanswered(store, settling);
    })
    .immediate();
  const stopped = await sendBatch(desk, targets, { batchId: batch.id, onProgress });
  const { pending, sent, parked } = outboxCounts(store, batch.id);
  if (pending + sent + parked.length === 0) return;
  throw new RetryableError(
    'source-unreachable',
    `${batch.id} cannot be taken back yet: of some of its changes it is not known whether they were made.${stopped ? ` ${stopped.message}` : ''}`,
    `Nothing more of it is written. Try again later: patron undo ${batch.id}`,
  );
}

function refuseUnsent({ id, kind, state }: PushBatch): void {
  if (kind === 'push' && (state === 'sending' || state === 'done')) return;
  throw new ConfigError(
    'usage',
    kind === 'undo' ? `${id} took a push back itself: it cannot be undone.` : `${id} was never written: ${state}.`,
    kind === 'undo' ? 'To write it again: patron push' : 'See what was: patron pushes',
  );
}

/** Writes the undo down with all that it sets going. A rule that wrote by itself does so no longer: it would write the same again. */
function beginUndo({ place }: PushDesk, batch: PushBatch, by: string): PushBatch {
  const { store, clock } = place;
  const at = clock.now().getTime();
  const { writes, overwritten } = writesBack(place, batch.id);
  const draft = { writes, refused: [], control: [], arms: [] };
  const { id: planId, hash } = sealPlan(draft, { madeAt: at, asOf: batch.asOf });
  const id = planId.replace(/^push-/, 'undo-');
  return durably(store, () => {
    const earlier = undoOf(store, batch.id);
    if (earlier) return earlier;
    keepBatch(store, {
      id,
      kind: 'undo',
      undoes: batch.id,
      hash,
      state: 'sending',
      origin: by,
      asOf: batch.asOf,
      madeAt: at,
      expiresAt: at,
      choice: {},
      summary: JSON.stringify({ ...summarisePlan({ ...draft, targets: targetsIn(writes) }), overwritten }),
      prints: {},
      decidedBy: by,
      decidedAt: at,
    });
    enqueuePlan(store, { batchId: id, writes, now: at });
    const rule = /^rule:(.+)$/.exec(batch.decidedBy ?? '')?.[1];
    if (rule !== undefined && revokeStanding(store, { rule, by, at })) {
      auditStep(store, { at, step: 'standing-ended', by, detail: { rule, undoes: batch.id } });
    }
    auditStep(store, {
      at,
      batchId: id,
      step: 'undo',
      by,
      detail: { undoes: batch.id, hash, contacts: writes.length },
    });
    return findOr(store, id);
  });
}

/** The targets that writes are for; HubSpot where there are none. */
function targetsIn(writes: readonly PushWrite[]): PushTarget[] {
  const named = new Set(writes.map(({ contactId }) => placeOf(contactId).target));
  const found = pushTargets.filter((target) => named.has(target));
  return found.length === 0 ? ['hubspot'] : found;
}

/** What brings back the values from before a push, and how many of its values another push has replaced since: taking back that one comes first. */
function writesBack(
  { store }: PushDesk['place'],
  batchId: string,
): { readonly writes: readonly PushWrite[]; readonly overwritten: number } {
  const isOurs = stillWrittenBy(store, batchId);
  const contacts = new Map<string, PushWrite>();
  let overwritten = 0;
  for (const { contactId, customerId, field, before, wrote } of writtenByBatch(store, batchId)) {
    if (!isOurs(contactId, field)) {
      overwritten++;
      continue;
    }
    const write = contacts.get(contactId) ?? { contactId, customerId, fields: [], lists: [], rules: [] };
    const list = /^(?:list|tag):(.+)$/.exec(field)?.[1];
    contacts.set(contactId, {
      ...write,
      ...(list === undefined
        ? { fields: [...write.fields, { name: field, from: wrote === '' ? undefined : wrote, to: before ?? '' }] }
        : { lists: [...write.lists, { name: list, change: wrote === 'in' ? 'remove' : 'add' }] }),
    });
  }
  return { writes: [...contacts.values()], overwritten };
}
