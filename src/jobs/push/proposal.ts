import { createHash } from 'node:crypto';
import { summarisePlan } from '../../decisions/push-summary.ts';
import { formatMoment } from '../../domain/calendar.ts';
import { ConfigError, FatalError } from '../../domain/errors.ts';
import type { PushPlan, PushScope } from '../../domain/push.ts';
import { whoWords } from '../../domain/push-who.ts';
import {
  expireBatches,
  findBatch,
  keepBatch,
  listBatches,
  type PushBatch,
  printsOf,
  replaceBatch,
} from '../../store/push-approvals.ts';
import { auditStep } from '../../store/push-audit.ts';
import type { Workplace } from '../workplace.ts';
import { proposalHours } from './desk.ts';
import { writeText } from './seal-plan.ts';

/** A plan that is to be shown, and for whom. */
export interface Proposal {
  readonly plan: PushPlan;
  readonly scope: PushScope;
  readonly by: string;
  /** The proposal that this one takes the place of. */
  readonly instead?: string;
}

type Records = Pick<Workplace, 'store' | 'clock'>;

/** Keeps a plan for a day, so that it can be said yes to, and writes down that it was proposed. Gives it as it is kept. */
export function keepProposal({ store, clock }: Records, { plan, scope, by, instead }: Proposal): PushBatch {
  const at = clock.now().getTime();
  const { id, hash, asOf, madeAt } = plan;
  return store.sqlite
    .transaction(() => {
      if (instead !== undefined && replaceBatch(store, instead)) {
        auditStep(store, { at, batchId: instead, step: 'replaced', by, detail: { with: id } });
      }
      const known = sameOpen(store, { plan, scope, at });
      if (known.same) return known.same;
      for (const old of known.others) {
        if (replaceBatch(store, old))
          auditStep(store, { at, batchId: old, step: 'replaced', by, detail: { with: id } });
      }
      const summary = summarisePlan(plan);
      keepBatch(store, {
        id,
        kind: 'push',
        hash,
        state: 'proposed',
        origin: by,
        asOf,
        madeAt,
        expiresAt: at + proposalHours * 3_600_000,
        choice: scope,
        summary: JSON.stringify(summary),
        prints: printsOfPlan(plan),
      });
      auditStep(store, { at, batchId: id, step: 'proposed', by, detail: { hash, contacts: summary.counts.contacts } });
      return findOr(store, id);
    })
    .immediate();
}

/**
 * Open proposals of the same scope: the same plan again is the same proposal, so that looking twice makes no second one; a yes to another plan could not count any
 * more, as things have changed.
 */
function sameOpen(
  store: Workplace['store'],
  { plan, scope, at }: { readonly plan: PushPlan; readonly scope: PushScope; readonly at: number },
): { readonly same?: PushBatch; readonly others: readonly string[] } {
  const since = at - proposalHours * 3_600_000;
  const open = listBatches(store, { since, limit: 1000 }).filter(
    (batch) =>
      batch.state === 'proposed' && batch.expiresAt > at && JSON.stringify(batch.choice) === JSON.stringify(scope),
  );
  const same = open.find((batch) => batch.hash === plan.hash && batch.asOf === plan.asOf);
  return { ...(same ? { same } : {}), others: open.filter((batch) => batch !== same).map(({ id }) => id) };
}

/** A batch by its id or by the beginning of one. Raises `usage` where there is none. */
export function findOr(store: Workplace['store'], id: string): PushBatch {
  const batch = findBatch(store, id);
  if (batch) return batch;
  throw new ConfigError('usage', `There is no push '${id.slice(0, 60)}'.`, 'See which there are: patron pushes');
}

/** A proposal that still waits for an answer. Raises `usage` where there is none of this id, and `push-settled`, saying who did what when. */
export function waitingProposal({ store, clock }: Records, id: string): PushBatch {
  expireProposals(store, clock.now().getTime());
  const batch = findOr(store, id);
  if (batch.state === 'proposed') return batch;
  throw settled(batch);
}

/** Closes proposals whose time is over at `at` (epoch ms), and logs it. */
export function expireProposals(store: Workplace['store'], at: number): void {
  store.sqlite
    .transaction(() => {
      for (const id of expireBatches(store, at)) auditStep(store, { at, batchId: id, step: 'expired', by: 'patron' });
    })
    .immediate();
}

/** The error of whoever comes too late. */
export function settled({ id, state, decidedBy, decidedAt }: PushBatch): FatalError {
  const when = decidedAt === undefined ? '' : ` on ${formatMoment(decidedAt)}`;
  const who = decidedBy === undefined ? '' : ` by ${whoWords(decidedBy)}`;
  const ends: Readonly<Record<PushBatch['state'], string>> = {
    proposed: 'is not what you were shown',
    sending: `was approved${who}${when}`,
    done: `was approved${who}${when}, and is written`,
    rejected: `was rejected${who}${when}`,
    replaced: 'was replaced by a newer proposal',
    expired: `has expired: a proposal can be approved for ${proposalHours} hours`,
  };
  const hint = state === 'replaced' || state === 'expired' ? 'Make a new one: patron push' : 'See: patron pushes';
  return new FatalError('push-settled', `${id} ${ends[state]}.`, hint);
}

/** How another plan differs from what a proposal showed, by contact. */
export interface PlanDifference {
  /** Contacts that would be written now, and were not in it. */
  readonly more: number;
  /** Contacts that were in it, and need nothing now. */
  readonly fewer: number;
  /** Contacts that would be written otherwise. */
  readonly other: number;
}

/** What has changed between a proposal and the same plan made again. */
export function differenceFrom({ store }: Pick<Records, 'store'>, shown: PushBatch, now: PushPlan): PlanDifference {
  const before = new Map(Object.entries(printsOf(store, shown.id)));
  const after = new Map(Object.entries(printsOfPlan(now)));
  const [beforeIds, afterIds] = [[...before.keys()], [...after.keys()]];
  return {
    more: afterIds.filter((id) => !before.has(id)).length,
    fewer: beforeIds.filter((id) => !after.has(id)).length,
    other: afterIds.filter((id) => before.has(id) && before.get(id) !== after.get(id)).length,
  };
}

function printsOfPlan({ writes }: PushPlan): Record<string, string> {
  return Object.fromEntries(
    writes.map((write) => [
      write.contactId,
      createHash('sha256').update(writeText(write)).digest('base64url').slice(0, 8),
    ]),
  );
}
