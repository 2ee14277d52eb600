import type Sqlite from 'better-sqlite3';

/** Gives the person who stays the arms of the one who goes. Where a rule has met both, the earlier meeting counts: it was followed from then on. */
export function carryArms(sqlite: Sqlite.Database, { from, into }: { from: number; into: number }): void {
  sqlite
    .prepare(
      `insert into control_assignment (rule, customer_id, arm, share, drawn_as, assigned_at)
       select rule, @into, arm, share, drawn_as, assigned_at from control_assignment where customer_id = @from
       on conflict (rule, customer_id) do update
       set arm = excluded.arm, share = excluded.share, drawn_as = excluded.drawn_as, assigned_at = excluded.assigned_at
       where excluded.assigned_at < control_assignment.assigned_at`,
    )
    .run({ from, into });
}

/** Gives a person who stands alone again, under the public id that they had, the arms that were drawn under it; the other one keeps those that were not. */
export function returnArms(
  sqlite: Sqlite.Database,
  { drawnAs, from, into }: { drawnAs: string; from: number; into: number },
): void {
  sqlite
    .prepare(
      'update or ignore control_assignment set customer_id = @into where customer_id = @from and drawn_as = @drawnAs',
    )
    .run({ drawnAs, from, into });
}
