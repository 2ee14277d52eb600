import { GraphQLError } from 'graphql';
import type { BulkJobs } from './bulk.ts';
import { type ConnectionArguments, type ConnectionWorld, connection } from './connection.ts';
import { fits, readFilter } from './filter.ts';
import { customerMutations } from './mutations.ts';
import type { Shop, ShopOrder } from './shop.ts';
import { customerView, orderView, productView } from './views.ts';

/** Who asks, and what the shop shows to them. */
export interface RootWorld extends ConnectionWorld {
  readonly scopes: readonly string[];
  readonly now: number;
  readonly timeZone: string;
  readonly domain: string;
}

const sixtyDays = 60 * 86_400_000;

/** The root of queries and mutations over a shop. */
export function rootOf(
  shop: Shop,
  { world, bulk }: { world: RootWorld; bulk: BulkJobs },
): Readonly<Record<string, unknown>> {
  const customers = {
    records: [...shop.customers.values()],
    view: customerView(shop),
    byDay: ['updated_at'],
    fields: stamps,
  };
  const orders = { records: visibleOrders(shop, world), view: orderView(shop, world), fields: orderStamps };
  const products = { records: [...shop.products.values()], view: productView(shop, world), fields: changes };
  return {
    shop: { name: 'Shop', myshopifyDomain: world.domain, currencyCode: shop.currency, ianaTimezone: world.timeZone },
    currentAppInstallation: { accessScopes: world.scopes.map((handle) => ({ handle })) },
    customers: (args: ConnectionArguments) => {
      demand(world, 'read_customers', 'customers');
      return connection('customers', args, { source: customers, world });
    },
    orders: (args: ConnectionArguments) => {
      demand(world, 'read_orders', 'orders');
      return connection('orders', args, { source: orders, world });
    },
    products: (args: ConnectionArguments) => {
      demand(world, 'read_products', 'products');
      return connection('products', args, { source: products, world });
    },
    ordersCount: (args: { query?: string | null; limit?: number | null }) => countOrders(orders.records, args, world),
    order: ({ id }: { id: string }) => byGid(id, { Order: (number) => seen(orders, number) }),
    product: ({ id }: { id: string }) => byGid(id, { Product: (number) => seen(products, number) }),
    nodes: ({ ids }: { ids: readonly string[] }) =>
      ids.map((id) =>
        byGid(id, {
          Customer: (number) => seen(customers, number),
          Order: (number) => seen(orders, number),
          Product: (number) => seen(products, number),
        }),
      ),
    metafieldDefinitions: () => ({
      nodes: [...shop.writes.definitions.values()].map(({ key, type }) => ({ key, type: { name: type } })),
    }),
    ...customerMutations(shop, world),
    bulkOperationRunQuery: ({ query }: { query: string }) => bulk.start(query),
    bulkOperation: ({ id }: { id: string }) => bulk.read(id),
    bulkOperations: () => ({ nodes: bulk.recent() }),
  };
}

const changes = { updated_at: ({ updatedAt }: { updatedAt: number }) => updatedAt, id: ({ id }: { id: number }) => id };
const stamps = { ...changes, created_at: ({ createdAt }: { createdAt: number }) => createdAt };
const orderStamps = { ...stamps, processed_at: ({ processedAt }: ShopOrder) => processedAt };

function visibleOrders(shop: Shop, { scopes, now }: RootWorld): ShopOrder[] {
  const all = [...shop.orders.values()];
  return scopes.includes('read_all_orders') ? all : all.filter(({ createdAt }) => createdAt >= now - sixtyDays);
}

function demand({ scopes }: RootWorld, scope: string, field: string): void {
  if (scopes.includes(scope)) return;
  throw new GraphQLError(`Access denied for ${field} field. Required access: \`${scope}\` access scope.`, {
    extensions: { code: 'ACCESS_DENIED', requiredAccess: `\`${scope}\` access scope.` },
  });
}

function countOrders(
  orders: readonly ShopOrder[],
  { query, limit }: { query?: string | null; limit?: number | null },
  world: RootWorld,
): unknown {
  demand(world, 'read_orders', 'ordersCount');
  const { terms, warnings } = readFilter(query, orderStamps);
  if (warnings.length > 0) world.warn('ordersCount', query ?? '', warnings);
  const fields: Readonly<Record<string, (order: ShopOrder) => number>> = orderStamps;
  const count = orders.filter((order) =>
    terms.every((term) => fits(fields[term.field]?.(order) ?? 0, term, { isByDay: false })),
  ).length;
  const bound = limit === null ? Number.POSITIVE_INFINITY : (limit ?? 10_000);
  return { count: Math.min(count, bound), precision: count > bound ? 'AT_LEAST' : 'EXACT' };
}

function seen<T extends { readonly id: number }>(
  { records, view }: { records: readonly T[]; view: (record: T) => unknown },
  id: number,
): unknown {
  const record = records.find((one) => one.id === id);
  return record === undefined ? null : view(record);
}

function byGid(id: string, readers: Readonly<Record<string, (id: number) => unknown>>): unknown {
  const [, type = '', number = ''] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(id) ?? [];
  return readers[type]?.(Number(number)) ?? null;
}
