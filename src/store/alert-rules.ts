import { asc, eq } from 'drizzle-orm';
import { type Watched, watchedRule } from '../domain/watched.ts';
import { alertMember, alertRule } from './chat-schema.ts';
import type { Store } from './database.ts';

/** When a channel is told of a customer. Times are epoch ms. */
export interface AlertRule {
  readonly id: number;
  readonly channel: string;
  readonly watched: Watched;
  /** The user of Slack who is named in its alerts; absent: nobody. */
  readonly owner?: string;
  /** People whom it tells of in a day at most. */
  readonly dailyCap: number;
  readonly snoozedUntil?: number;
  readonly isMuted: boolean;
  readonly createdBy: string;
  /** Since when it watches what it watches: who was there then is no news. */
  readonly createdAt: number;
  /** When it was last looked at; absent: never. */
  readonly lookedAt?: number;
  /** When somebody last chose to keep it although it shows no effect; absent: never. */
  readonly keptAt?: number;
}

/** What a rule is made of. */
export type NewRule = Pick<AlertRule, 'channel' | 'watched' | 'dailyCap' | 'createdBy' | 'createdAt'> & {
  readonly owner?: string | undefined;
};

/** Every rule, or those of a channel, oldest first. A rule that this version cannot read is left out. */
export function listRules({ db }: Store, channel?: string): AlertRule[] {
  const all = db.select().from(alertRule);
  const rows = (channel === undefined ? all : all.where(eq(alertRule.channel, channel)))
    .orderBy(asc(alertRule.id))
    .all();
  return rows.flatMap(ruleOf);
}

/** One rule; undefined where it is gone. */
export function findRule({ db }: Store, id: number): AlertRule | undefined {
  return db.select().from(alertRule).where(eq(alertRule.id, id)).all().flatMap(ruleOf)[0];
}

/** Adds a rule; gives its number. */
export function addRule({ db }: Store, { watched, owner, ...rest }: NewRule): number {
  const row = { ...rest, kind: watched.kind, watched: JSON.stringify(watched), owner: owner ?? null };
  return Number(db.insert(alertRule).values(row).run().lastInsertRowid);
}

/** Lets a rule watch something else: it begins anew, and forgets who was there. */
export function changeRule(store: Store, id: number, { watched, owner, dailyCap, createdAt }: NewRule): void {
  store.sqlite.transaction(() => {
    const before = findRule(store, id);
    const isOther = before && JSON.stringify(before.watched) !== JSON.stringify(watched);
    if (isOther) store.db.delete(alertMember).where(eq(alertMember.ruleId, id)).run();
    const anew = isOther ? { createdAt, lookedAt: null, keptAt: null } : {};
    const what = { kind: watched.kind, watched: JSON.stringify(watched), owner: owner ?? null, dailyCap, ...anew };
    store.db.update(alertRule).set(what).where(eq(alertRule.id, id)).run();
  })();
}

/** Removes a rule and what it knew; true where there was one. */
export function removeRule({ db }: Store, id: number): boolean {
  return db.delete(alertRule).where(eq(alertRule.id, id)).run().changes > 0;
}

/** Changes how a rule is told; false where it is gone. */
export function setRule(
  { db }: Store,
  id: number,
  how: {
    readonly owner?: string | null;
    readonly isMuted?: boolean;
    readonly snoozedUntil?: number | null;
    readonly lookedAt?: number;
    readonly keptAt?: number;
  },
): boolean {
  return db.update(alertRule).set(how).where(eq(alertRule.id, id)).run().changes > 0;
}

function ruleOf(row: typeof alertRule.$inferSelect): AlertRule[] {
  const watched = watchedRule.safeParse(parsed(row.watched));
  if (!watched.success) return [];
  const { id, channel, dailyCap, isMuted, createdBy, createdAt, owner, snoozedUntil, lookedAt, keptAt } = row;
  return [
    {
      id,
      channel,
      watched: watched.data,
      dailyCap,
      isMuted,
      createdBy,
      createdAt,
      ...(owner === null ? {} : { owner }),
      ...(snoozedUntil === null ? {} : { snoozedUntil }),
      ...(lookedAt === null ? {} : { lookedAt }),
      ...(keptAt === null ? {} : { keptAt }),
    },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
