import type { Target } from '../../connectors/contract.ts';
import type { HubspotOptions } from '../../connectors/hubspot/connection.ts';
import { hubspotTarget } from '../../connectors/hubspot/target.ts';
import type { PushWrite } from '../../src/domain/push.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { type DrainOptions, type DrainReport, drainUnlocked } from '../../src/jobs/push/send-push.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { enqueuePlan } from '../../src/store/push-outbox.ts';
import { realSystem } from '../../src/system.ts';
import { openHubspot } from './hubspot-server/open.ts';
import type { HubspotServer, HubspotServerOptions } from './hubspot-server/server.ts';
import type { VirtualTime } from './virtual-time.ts';

const { migrationsFolder } = realSystem();

/** A store with an outbox, a local HubSpot on a virtual clock, and the real target in front of it. */
export interface PushScene {
  readonly store: Store;
  readonly server: HubspotServer;
  readonly time: VirtualTime;
  /** A target as a new run opens it. */
  target(options?: Partial<HubspotOptions>): Target;
  /** Empties the outbox as a new run does. */
  drain(options?: DrainOptions, target?: Target): Promise<DrainReport>;
  /** Puts an approved batch into the outbox. */
  enqueue(batchId: string, writes: readonly PushWrite[], kind?: 'push' | 'undo'): void;
  close(): Promise<void>;
}

/** Opens a scene; the store lies at `path`, or in memory. */
export async function openPushScene({
  path = ':memory:',
  ...options
}: Omit<HubspotServerOptions, 'clock'> & { path?: string } = {}): Promise<PushScene> {
  const { time, server } = await openHubspot(options);
  const store = openStore(path, { migrationsFolder });
  const target = (overrides: Partial<HubspotOptions> = {}) =>
    hubspotTarget({
      token: 'pat-na1-test',
      baseUrl: server.url,
      account: { timeZone: server.portal.settings.timeZone },
      clock: time.clock,
      sleep: (ms) => time.sleep(ms),
      alarm: (ms, ring) => time.alarm(ms, ring),
      random: seededRandom(1),
      fetch,
      ...overrides,
    });
  return {
    store,
    server,
    time,
    target,
    drain: (drainOptions, to = target()) =>
      drainUnlocked({ store, targets: { crm: to }, clock: time.clock }, drainOptions),
    enqueue: (batchId, writes, kind = 'push') => enqueueBatch(store, { batchId, writes, kind, now: time.now() }),
    close: async () => {
      store.close();
      await server.close();
    },
  };
}

/** Puts a batch that somebody has approved into a store, with its writes. */
export function enqueueBatch(
  store: Store,
  { batchId, writes, kind, now }: { batchId: string; writes: readonly PushWrite[]; kind: 'push' | 'undo'; now: number },
): void {
  store.sqlite
    .prepare(
      `insert into push_batch (id, kind, hash, state, origin, as_of, made_at, expires_at, summary, decided_by, decided_at)
       values (?, ?, 'h', 'sending', 'cli', ?, ?, ?, '{}', 'cli', ?)`,
    )
    .run(batchId, kind, now, now, now + 86_400_000, now);
  enqueuePlan(store, { batchId, writes, now });
}

/** A write of some fields, each given as [name, from, to]. */
export function writeOf(
  contactId: string,
  ...fields: readonly [name: string, from: string | undefined, to: string][]
): PushWrite {
  return {
    contactId,
    customerId: `hubspot:${contactId}`,
    fields: fields.map(([name, from, to]) => ({ name, from, to })),
    lists: [],
    rules: [],
  };
}

/** A contact comes onto a list, or off it. */
export function listWrite(contactId: string, name: string, change: 'add' | 'remove' = 'add'): PushWrite {
  return { contactId, customerId: `hubspot:${contactId}`, fields: [], lists: [{ name, change }], rules: [] };
}
