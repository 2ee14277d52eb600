import type { ShopTarget, Target } from '../../../connectors/contract.ts';
import type { PushTarget } from '../../domain/push-place.ts';
import type { Store } from '../../store/database.ts';
import { type OutboxOp, openLists } from '../../store/push-outbox.ts';
import type { PushTargets } from './desk.ts';
import { fieldsWay } from './send-fields.ts';
import { listWay } from './send-lists.ts';
import { metafieldsWay } from './send-metafields.ts';
import { notesWay } from './send-notes.ts';
import type { Way } from './send-rows.ts';
import { tagsWay } from './send-tags.ts';

/** Rows of one kind and how they are sent; `way` is opened for each pass, since rows without an answer may have changed what it knows. */
export interface DestinationKind {
  readonly op: OutboxOp;
  /** Only rows of this key; absent: of any. */
  readonly key?: string;
  readonly way: () => Promise<Way>;
}

/** A target as the outbox is emptied into it. */
export interface Destination {
  readonly name: PushTarget;
  /** Raises what the target's own raises. */
  prepare(): Promise<void>;
  /** Its kinds of rows in the order in which they are sent: one that comes late may hang on what came before. */
  kinds(open: { readonly batchId: string | undefined; readonly now: number }): Iterable<DestinationKind>;
}

/** Everything that can be written to in a run. */
export function destinationsOf(store: Store, { crm, shop }: PushTargets): Destination[] {
  return [...(crm ? [crmDestination(store, crm)] : []), ...(shop ? [shopDestination(shop)] : [])];
}

function crmDestination(store: Store, target: Target): Destination {
  return {
    name: target.name,
    prepare: () => target.prepare(),
    *kinds(open) {
      yield { op: 'fields', way: async () => fieldsWay(target) };
      for (const list of openLists(store, open)) {
        yield {
          op: 'list',
          key: list,
          way: async () => listWay(target, { list, members: new Set(await target.members(list)) }),
        };
      }
      for (const kind of ['note', 'task'] as const) yield { op: kind, way: async () => notesWay(target, kind) };
    },
  };
}

function shopDestination(shop: ShopTarget): Destination {
  return {
    name: shop.name,
    prepare: () => shop.prepare(),
    *kinds() {
      yield { op: 'metafield', way: async () => metafieldsWay(shop) };
      yield { op: 'tag', way: async () => tagsWay(shop) };
    },
  };
}
