import type { Store } from './database.ts';

/** A stay of a customer in what a rule watches. Times are epoch ms. */
export interface Stay {
  readonly customerId: string;
  readonly enteredAt: number;
  readonly leftAt?: number;
}

/** Days within which a return goes on with the stay that has ended: who stands at a border is not told of again and again. */
const sameStayMs = 7 * 86_400_000;
/** Days for which news that could not be told are kept. */
const newsMs = 2 * 86_400_000;

/** How the set of a rule differs from what is known: public ids. */
export interface Change {
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/** Compares whom a rule holds for now with those whose stay goes on. */
export function changesOf({ sqlite }: Store, ruleId: number, now: readonly string[]): Change {
  const open = sqlite
    .prepare<[number], string>(
      'select c.public_id from alert_member m join customer c on c.id = m.customer_id where m.rule_id = ? and m.left_at is null',
    )
    .pluck()
    .all(ruleId);
  const [known, present] = [new Set(open), new Set(now)];
  return { entered: now.filter((id) => !known.has(id)), left: open.filter((id) => !present.has(id)) };
}

/**
 * Writes down who entered and who left at `at`. Whoever has an open stay does not enter again, and a stay that ended less than a week ago goes on. Call it in
 * a transaction; a second process that saw the same changes nothing.
 */
export function keepChanges({ sqlite }: Store, ruleId: number, { entered, left, at }: Change & { at: number }): void {
  const ids = sqlite.prepare<[string], number>('select id from customer where public_id = ?').pluck();
  const goOn = sqlite.prepare(
    'update alert_member set left_at = null where rule_id = ? and customer_id = ? and left_at > ? returning 1',
  );
  const enter = sqlite.prepare(
    `insert or ignore into alert_member (rule_id, customer_id, entered_at) select @rule, @customer, @at
     where not exists (select 1 from alert_member where rule_id = @rule and customer_id = @customer and left_at is null)`,
  );
  const leave = sqlite.prepare(
    'update alert_member set left_at = ? where rule_id = ? and customer_id = ? and left_at is null',
  );
  for (const publicId of entered) {
    const customer = ids.get(publicId);
    if (customer === undefined || goOn.get(ruleId, customer, at - sameStayMs) !== undefined) continue;
    enter.run({ rule: ruleId, customer, at });
  }
  for (const publicId of left) {
    const customer = ids.get(publicId);
    if (customer !== undefined) leave.run(at, ruleId, customer);
  }
}

/**
 * What a rule has to tell: stays that began (`of` entered) or ended (`left`) since its last alert and within two days, and were not told of; oldest first. Who
 * was there when the rule began is none.
 */
export function untold(
  { sqlite }: Store,
  { ruleId, createdAt, of, at }: { ruleId: number; createdAt: number; of: 'entered' | 'left'; at: number },
): Stay[] {
  const moment = of === 'entered' ? 'm.entered_at' : 'm.left_at';
  const rows = sqlite
    .prepare<{ rule: number; from: number }, { customerId: string; enteredAt: number; leftAt: number | null }>(
      `select c.public_id as customerId, m.entered_at as enteredAt, m.left_at as leftAt
       from alert_member m join customer c on c.id = m.customer_id
       where m.rule_id = @rule and m.told_at is null and ${moment} > @from
         and ${moment} > coalesce((select max(told_at) from alert_member where rule_id = @rule), 0)
         ${of === 'entered' ? 'and m.left_at is null' : ''}
       order by ${moment}, m.customer_id`,
    )
    .all({ rule: ruleId, from: Math.max(createdAt, at - newsMs) });
  return rows.map(({ customerId, enteredAt, leftAt }) => ({
    customerId,
    enteredAt,
    ...(leftAt === null ? {} : { leftAt }),
  }));
}

/** Writes down that stays were told of by name at `at`: what is older and was not named was counted with them. */
export function keepToldStays(
  { sqlite }: Store,
  ruleId: number,
  { stays, at }: { stays: readonly Stay[]; at: number },
): void {
  const tell = sqlite.prepare(
    `update alert_member set told_at = ? where rule_id = ? and entered_at = ?
     and customer_id = (select id from customer where public_id = ?)`,
  );
  for (const { customerId, enteredAt } of stays) tell.run(at, ruleId, enteredAt, customerId);
}

/** Whom a rule told of, and when, oldest first. */
export function toldBy({ sqlite }: Store, ruleId: number): { readonly customerId: string; readonly at: number }[] {
  return sqlite
    .prepare<[number], { customerId: string; at: number }>(
      `select c.public_id as customerId, m.told_at as at from alert_member m join customer c on c.id = m.customer_id
       where m.rule_id = ? and m.told_at is not null order by m.told_at, m.customer_id`,
    )
    .all(ruleId);
}

/** Public ids of those whom alerts of a channel told of since `since`. */
export function toldInChannel({ sqlite }: Store, { channel, since }: { channel: string; since: number }): string[] {
  return sqlite
    .prepare<[string, number], string>(
      `select distinct c.public_id from alert_member m join alert_rule r on r.id = m.rule_id join customer c on c.id = m.customer_id
       where r.channel = ? and m.told_at >= ?`,
    )
    .pluck()
    .all(channel, since);
}
