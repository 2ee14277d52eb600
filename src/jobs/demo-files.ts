import { join } from 'node:path';
import type { OrderRow } from '../demo/order-rows.ts';
import { orderColumns } from '../demo/order-rows.ts';
import { type CustomerRow, customerColumns, type DemoShopOptions, makeDemoShop, productColumns } from '../demo/shop.ts';
import { writeCsvFile } from '../store/csv-file.ts';

/** How many rows of each sort were put into the files. `quarantined` counts the mistyped ones by the reason that an import gives; they count nowhere else. */
interface PlantedRows {
  readonly orders: {
    rows: number;
    readonly quarantined: Record<string, number>;
    guestLines: number;
    returnedLines: number;
    feeLines: number;
    cancelledLines: number;
  };
  readonly customers: {
    rows: number;
    readonly quarantined: Record<string, number>;
    /** Second accounts of somebody who has one. */
    secondAccounts: number;
    withoutEmail: number;
    withoutCountry: number;
  };
}

/** The files of a demo shop, to be imported like any others. */
export interface DemoFiles {
  /** What the made-up shop is called. */
  readonly name: string;
  readonly products: string;
  readonly customers: string;
  readonly orders: string;
  readonly planted: PlantedRows;
}

/** Writes the three files of a demo shop into a folder, each whole or not at all, in memory that does not grow with the orders. Raises `cannot-write`. */
export function writeDemoFiles(folder: string, options: DemoShopOptions): DemoFiles {
  const shop = makeDemoShop(options);
  const planted: PlantedRows = {
    orders: { rows: 0, quarantined: {}, guestLines: 0, returnedLines: 0, feeLines: 0, cancelledLines: 0 },
    customers: { rows: 0, quarantined: {}, secondAccounts: 0, withoutEmail: 0, withoutCountry: 0 },
  };
  const files = {
    products: join(folder, 'products.csv'),
    customers: join(folder, 'customers.csv'),
    orders: join(folder, 'orders.csv'),
  };
  writeCsvFile(files.products, productColumns, shop.products);
  writeCsvFile(
    files.customers,
    customerColumns,
    counted(shop.customers(), (row) => countCustomer(planted, row)),
  );
  writeCsvFile(
    files.orders,
    orderColumns,
    counted(shop.orders(), (row) => countOrderRow(planted, row)),
  );
  return { name: shop.name, ...files, planted };
}

function* counted<T extends { readonly cells: readonly (string | number)[] }>(
  rows: Iterable<T>,
  count: (row: T) => void,
): Generator<readonly (string | number)[]> {
  for (const row of rows) {
    count(row);
    yield row.cells;
  }
}

function countOrderRow({ orders }: PlantedRows, { kind, slip, isGuest, isFee }: OrderRow): void {
  orders.rows++;
  if (slip) {
    countIn(orders.quarantined, slip);
    return;
  }
  if (isGuest) orders.guestLines++;
  if (isFee) orders.feeLines++;
  if (kind !== 'sale') orders.returnedLines++;
  if (kind === 'cancellation') orders.cancelledLines++;
}

function countCustomer({ customers }: PlantedRows, { isSecond, hasEmail, hasCountry, slip }: CustomerRow): void {
  customers.rows++;
  if (slip) {
    countIn(customers.quarantined, slip);
    return;
  }
  if (isSecond) customers.secondAccounts++;
  if (!hasEmail) customers.withoutEmail++;
  if (!hasCountry) customers.withoutCountry++;
}

function countIn(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
