import type { Store } from './database.ts';

/** A rule whose batches need no yes of their own, up to so many contacts a day. Times are epoch ms. */
export interface StandingApproval {
  readonly rule: string;
  readonly dailyCap: number;
  /** The approver: `slack:U123`, `cli`. */
  readonly setBy: string;
  readonly setAt: number;
}

/** Lets a rule write by itself, up to so many contacts a day, or changes how many. */
export function keepStanding({ sqlite }: Store, standing: StandingApproval): void {
  sqlite
    .prepare(
      `insert into push_standing (rule, daily_cap, set_by, set_at) values (@rule, @dailyCap, @setBy, @setAt)
       on conflict (rule) do update set daily_cap = excluded.daily_cap, set_by = excluded.set_by, set_at = excluded.set_at,
         revoked_by = null, revoked_at = null`,
    )
    .run(standing);
}

/** Takes a standing approval back; false where there was none. */
export function revokeStanding(
  { sqlite }: Store,
  { rule, by, at }: { readonly rule: string; readonly by: string; readonly at: number },
): boolean {
  return (
    sqlite
      .prepare('update push_standing set revoked_by = ?, revoked_at = ? where rule = ? and revoked_at is null')
      .run(by, at, rule).changes === 1
  );
}

/** The standing approvals that hold, by rule. */
export function listStanding({ sqlite }: Store): StandingApproval[] {
  return sqlite
    .prepare<[], StandingApproval>(
      `select rule, daily_cap as dailyCap, set_by as setBy, set_at as setAt from push_standing
       where revoked_at is null order by rule`,
    )
    .all();
}

/** Contacts that a rule's standing approval has let through since `since`. */
export function countByStanding(
  { sqlite }: Store,
  { rule, since }: { readonly rule: string; readonly since: number },
): number {
  return (
    sqlite
      .prepare<[string, number], number>(
        `select count(distinct w.contact_id) from push_write w join push_batch b on b.id = w.batch_id
         where b.decided_by = ? and b.decided_at >= ?`,
      )
      .pluck()
      .get(`rule:${rule}`, since) ?? 0
  );
}
