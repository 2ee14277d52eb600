import type { LiveId, MonthFigures, Page, PullRequest, Source, Stream } from '../../connectors/contract.ts';
import type { SourceRecord } from '../../src/domain/source-records.ts';

/** A source in memory that tests fill and change: pages of `pageSize`, ordered by stamp and id. */
export interface FakeSource extends Source {
  /** Records by stream. */
  readonly records: Record<StreamName, SourceRecord[]>;
  /** Archived and merged ids by stream. */
  readonly gone: Record<StreamName, LiveId[]>;
  pulls: PullRequest[];
  /** Called before each page is given: throw to break off. */
  beforePage: (request: PullRequest, index: number) => void;
}

type StreamName = 'customers' | 'orders' | 'products';

const stream = (name: string, kind: Stream['kind']): Stream => ({
  name,
  kind,
  primaryKey: 'id',
  cursorField: 'updatedAt',
  modes: ['backfill', 'incremental', 'reconcile'],
  scopes: [],
});

/** A fake source with customers, orders and products. */
export function fakeSource({ name = 'shopify', pageSize = 2 }: { name?: string; pageSize?: number } = {}): FakeSource {
  const records: Record<StreamName, SourceRecord[]> = { customers: [], orders: [], products: [] };
  const sorted = (wanted: string) =>
    [...(isStream(wanted) ? records[wanted] : [])].sort(
      (one, other) => one.updatedAt - other.updatedAt || (one.id < other.id ? -1 : 1),
    );
  const source: FakeSource = {
    name,
    records,
    gone: { customers: [], orders: [], products: [] },
    pulls: [],
    beforePage: () => undefined,
    streams: [stream('customers', 'customer'), stream('products', 'product'), stream('orders', 'order')],
    check: async () => ({ account: 'fake', currency: 'EUR', timeZone: 'UTC', missing: [], limits: [] }),
    async *pull(request) {
      source.pulls.push(request);
      const { since = 0, position = '0' } = request;
      const all = sorted(request.stream).filter(({ updatedAt }) => request.mode === 'backfill' || updatedAt >= since);
      for (let start = Number(position); ; start += pageSize) {
        source.beforePage(request, start / pageSize);
        const end = start + pageSize;
        const page: Page = { records: all.slice(start, end), rejected: [], warnings: [], total: all.length };
        yield end < all.length ? { ...page, next: String(end) } : page;
        if (end >= all.length) return;
      }
    },
    async *liveIds(wanted) {
      yield [...sorted(wanted).map(({ id }): LiveId => ({ id })), ...(isStream(wanted) ? source.gone[wanted] : [])];
    },
    byIds: async (wanted, ids) => ({
      records: sorted(wanted).filter(({ id }) => ids.includes(id)),
      rejected: [],
      warnings: [],
    }),
    months: async (): Promise<readonly MonthFigures[]> => {
      const months = new Map<string, number>();
      for (const order of records.orders ?? []) {
        if (order.kind !== 'order') continue;
        const month = new Date(order.orderedAt).toISOString().slice(0, 7);
        months.set(month, (months.get(month) ?? 0) + 1);
      }
      return [...months].sort(([one], [other]) => (one < other ? -1 : 1)).map(([month, orders]) => ({ month, orders }));
    },
    usage: () => ({ calls: source.pulls.length, retries: 0, waitedMs: 0 }),
  };
  return source;
}

function isStream(name: string): name is StreamName {
  return name === 'customers' || name === 'orders' || name === 'products';
}
