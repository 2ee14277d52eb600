import type { Clock } from '../../domain/clock.ts';
import type { Watched } from '../../domain/watched.ts';
import type { Sighting } from '../../patron.ts';
import { type Change, changesOf, keepChanges } from '../../store/alert-members.ts';
import { type AlertRule, listRules, setRule } from '../../store/alert-rules.ts';
import type { Store } from '../../store/database.ts';
import { patiently } from '../../store/patiently.ts';
import { lastSyncRuns } from '../../store/sync-runs.ts';

/** What the rounds of the alerts are made of. */
export interface AlertRounds {
  readonly store: Store;
  readonly clock: Clock;
  readonly watch: (rules: readonly Watched[]) => Promise<readonly Sighting[]>;
  /** Tells what a rule has to tell, after it was looked at. */
  readonly tell: (rule: AlertRule, sighting: Sighting) => Promise<void>;
  readonly onTrouble: (note: string, error?: unknown) => void;
}

/** Rules are looked at this often, ms, */
const everyMs = 3_600_000;
/** and this long after a pull has ended: the view of the shop needs a moment to follow. */
const afterPullMs = 90_000;
/** Customers that are written down in one transaction, so that no answer waits for it. */
const batch = 500;

/**
 * Looks at the rules that are to be looked at, whenever the function that it gives is called: each hour, and after each pull. Writes down who entered and who
 * left, then lets it be told. Who is there at the first look is nobody's news.
 */
export function openAlertRounds(rounds: AlertRounds): () => Promise<void> {
  return async () => {
    const { store, clock, watch, onTrouble } = rounds;
    const now = clock.now().getTime();
    const pulledAt = lastPull(store);
    const due = listRules(store).filter((rule) => isDue(rule, { now, pulledAt }));
    if (due.length === 0) return;
    const sightings = await watch(due.map(({ watched }) => watched));
    for (const [index, rule] of due.entries()) {
      const sighting = sightings[index];
      if (!sighting?.customerIds) continue;
      try {
        await look(rounds, { rule, sighting, customerIds: sighting.customerIds, now });
      } catch (error) {
        onTrouble('An alert rule could not be looked at; it is tried again in a minute.', error);
      }
    }
  };
}

function isDue({ lookedAt }: AlertRule, { now, pulledAt }: { now: number; pulledAt: number }): boolean {
  if (lookedAt === undefined || now - lookedAt >= everyMs || lookedAt > now) return true;
  const ready = pulledAt + afterPullMs;
  return ready <= now && lookedAt < ready;
}

function lastPull(store: Store): number {
  return Math.max(0, ...lastSyncRuns(store).map(({ finishedAt }) => finishedAt ?? 0));
}

async function look(
  { store, tell }: AlertRounds,
  {
    rule,
    sighting,
    customerIds,
    now,
  }: { rule: AlertRule; sighting: Sighting; customerIds: readonly string[]; now: number },
): Promise<void> {
  const isFirst = rule.lookedAt === undefined;
  // The first look has the time of the rule itself: a second process, or a restart in the middle of it, writes the same.
  const at = isFirst ? rule.createdAt : now;
  await writeChanges(store, rule.id, { ...changesOf(store, rule.id, customerIds), at });
  await patiently(store, () => setRule(store, rule.id, { lookedAt: now }));
  if (!isFirst) await tell(rule, sighting);
}

async function writeChanges(
  store: Store,
  ruleId: number,
  { entered, left, at }: Change & { at: number },
): Promise<void> {
  for (let from = 0; from < Math.max(entered.length, left.length); from += batch) {
    const part = { entered: entered.slice(from, from + batch), left: left.slice(from, from + batch), at };
    await patiently(store, () => keepChanges(store, ruleId, part));
  }
}
