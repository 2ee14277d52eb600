import { localDate, startOfDate } from '../../domain/calendar.ts';
import { dayMs } from '../../domain/clock.ts';
import { RetryableError } from '../../domain/errors.ts';
import type { PushPlan, PushWrite } from '../../domain/push.ts';
import { hasOrders } from '../../store/last-order.ts';
import { listBatches } from '../../store/push-approvals.ts';
import { countByStanding, listStanding, type StandingApproval } from '../../store/push-standing.ts';
import { isPushWaiting } from '../../store/push-waiting.ts';
import { momentOf } from '../moment.ts';
import { openTargets, type PushDesk, type PushTargets, prepareFor } from './desk.ts';
import { contactsOf, makePlan, ruleNames } from './make-plan.ts';
import { expireProposals, keepProposal } from './proposal.ts';
import { scopeOf } from './propose.ts';
import { sealPlan } from './seal-plan.ts';
import { sendBatch, takeYes } from './send-approved.ts';

/**
 * What the schedule does: rules with a standing approval write what they may, and all else that is new is proposed once, in place of an older proposal that nobody has answered. Does nothing
 * where no CRM is connected or nobody has ordered. Raises what the CRM raises.
 */
export async function proposeOnSchedule(
  desk: PushDesk,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { place } = desk;
  const targets = openTargets(desk);
  if (!hasOrders(place.store) || Object.values(contactsOf(place.store, targets)).flat().length === 0) return;
  const { asOf } = momentOf(place, { wholeDays: true });
  const known = ruleNames(place.home);
  for (const standing of listStanding(place.store)) {
    if (known.includes(standing.rule) && signal?.aborted !== true)
      await writeStanding(desk, targets, { standing, asOf, signal });
  }
  const plan = await makePlan(desk, targets, { asOf, scope: {} });
  if (plan.writes.length === 0) return;
  const now = place.clock.now().getTime();
  const open = listBatches(place.store, { since: now - 2 * dayMs, limit: 100 }).find(
    ({ state, origin, expiresAt }) => state === 'proposed' && origin === 'schedule' && expiresAt > now,
  );
  if (open?.hash === plan.hash) return;
  keepProposal(place, { plan, scope: {}, by: 'schedule', ...(open ? { instead: open.id } : {}) });
}

/** Lets a rule write what its standing approval still allows today. */
async function writeStanding(
  desk: PushDesk,
  targets: PushTargets,
  { standing, asOf, signal }: { standing: StandingApproval; asOf: number; signal: AbortSignal | undefined },
): Promise<void> {
  const { place } = desk;
  const { store, clock, timeZone } = place;
  const at = clock.now().getTime();
  const since = startOfDate(localDate(at, timeZone), timeZone);
  const room = standing.dailyCap - countByStanding(store, { rule: standing.rule, since });
  if (room <= 0) return;
  const scope = scopeOf(standing.rule, place.home);
  const plan = firstOf(await makePlan(desk, targets, { asOf, scope }), room);
  if (plan.writes.length === 0) return;
  await prepareFor(targets, plan);
  const by = `rule:${standing.rule}`;
  const { id } = keepProposal(place, { plan, scope, by });
  if (!takeYes(store, { plan, id, by }, at)) return;
  await sendBatch(desk, targets, { batchId: id, ...(signal === undefined ? {} : { signal }) });
}

/** The first writes of a plan, up to the room of the day. Whoever has to wait is not counted as told yet. */
function firstOf(plan: PushPlan, room: number): PushPlan {
  if (plan.writes.length <= room) return plan;
  const writes = byPerson(plan.writes).slice(0, room);
  const now = new Set(writes.map(({ customerId }) => customerId));
  const later = new Set(plan.writes.map(({ customerId }) => customerId).filter((person) => !now.has(person)));
  const { id: _, hash: __, madeAt, asOf, targets, ...draft } = plan;
  const arms = draft.arms.map((arm) => ({ ...arm, told: arm.told.filter((person) => !later.has(person)) }));
  return sealPlan({ ...draft, arms, writes }, { madeAt, asOf, targets });
}

/** Writes with those of one person side by side, at whatever target: nobody is told at one today and at another tomorrow, but for who comes last. */
function byPerson(writes: readonly PushWrite[]): PushWrite[] {
  const found = new Map<string, PushWrite[]>();
  for (const write of writes) found.set(write.customerId, [...(found.get(write.customerId) ?? []), write]);
  return [...found.values()].flat();
}

/** Sends what waits: what a process that ended had not sent, and parked writes whose time has come; and closes proposals that nobody answered. Raises where HubSpot takes no more for now. */
export async function sendRest(desk: PushDesk, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
  const { store, clock } = desk.place;
  const at = clock.now().getTime();
  expireProposals(store, at);
  const targets = openTargets(desk);
  if ((!targets.crm && !targets.shop) || !isPushWaiting(store, at)) return;
  const stopped = await sendBatch(desk, targets, signal === undefined ? {} : { signal });
  if (stopped) throw new RetryableError('source-limit', stopped.message, stopped.hint);
}
