import { type Arm, type Assignment, isHeldOut, usualHoldout } from '../domain/control-arm.ts';
import { FatalError } from '../domain/errors.ts';
import { type HashKey, parseHashKey } from '../domain/keyed-hash.ts';
import type { Store } from './database.ts';
import { readFact } from './facts.ts';

/** People whom a rule holds for. */
export interface RuleMeeting {
  /** Key of the rule, see `Assignment`. */
  readonly rule: string;
  /** Public ids. */
  readonly customerIds: readonly string[];
  /** Share that is left alone of those who are new to the rule, 0..1. */
  readonly share?: number;
}

/** The arm of each person, as written down or, for those who are new to the rule, as it will be. Writes nothing but the shop's seed. */
export function armsOf(store: Store, { rule, customerIds, share = usualHoldout }: RuleMeeting): Map<string, Arm> {
  const known = store.sqlite
    .prepare<[string, string], Arm>(
      `select a.arm from control_assignment a join customer c on c.id = a.customer_id where c.public_id = ? and a.rule = ?`,
    )
    .pluck();
  const seed = controlSeed(store);
  const drawn = (person: string): Arm => (isHeldOut({ rule, person, share, seed }) ? 'control' : 'treated');
  return new Map(customerIds.map((id) => [id, known.get(id, rule) ?? drawn(id)] as const));
}

/**
 * Writes down the arm of everybody who is new to a rule at `at`, and gives the arm of each. Doing so again changes nothing. Call it when the rule acts, for
 * those whom it leaves alone too: both arms are followed from then on. People who are no longer known are not written down.
 */
export function keepArms(store: Store, meeting: RuleMeeting & { readonly at: number }): Map<string, Arm> {
  const { rule, share = usualHoldout, at } = meeting;
  const insert = store.sqlite.prepare(
    `insert or ignore into control_assignment (rule, customer_id, arm, share, drawn_as, assigned_at)
     select @rule, id, @arm, @share, public_id, @at from customer where public_id = @person`,
  );
  return store.sqlite.transaction(() => {
    const arms = armsOf(store, meeting);
    for (const [person, arm] of arms) insert.run({ rule, arm, share, at, person });
    return arms;
  })();
}

/** Everybody whom a rule has held for, of every rule; by rule, then by the time at which it first did. */
export function listAssignments({ sqlite }: Store): Assignment[] {
  return sqlite
    .prepare<[], Assignment>(
      `select a.rule, c.public_id as customerId, a.arm, a.share, a.assigned_at as at
       from control_assignment a join customer c on c.id = a.customer_id order by a.rule, a.assigned_at, a.customer_id`,
    )
    .all();
}

/**
 * The key by which this shop draws its lots; made when it is first asked for, the same for good, also for two processes at once. Raises `store-damaged` where
 * what is kept is none.
 */
export function controlSeed(store: Store): HashKey {
  if (readFact(store, 'control-seed') === undefined) {
    // The store's own dice, in one statement: whoever comes second finds what the first has drawn.
    store.sqlite
      .prepare("insert or ignore into fact (key, value) values ('control-seed', lower(hex(randomblob(8))))")
      .run();
  }
  const seed = parseHashKey(readFact(store, 'control-seed') ?? '');
  if (!seed) {
    const hint = 'Restore the store from its last backup.';
    throw new FatalError(
      'store-damaged',
      'Cannot read the key of the control groups: 16 hexadecimal digits were expected.',
      hint,
    );
  }
  return seed;
}
