import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { Store } from '../../src/store/database.ts';
import { loadSnapshot } from '../../src/store/snapshot.ts';
import { importTexts, memoryStore } from './import-texts.ts';
import { snapshotOf } from './snapshot-of.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
let store: Store;
beforeAll(() => {
  store = memoryStore();
});
afterAll(() => store.close());

const csv = `customer_id,order_id,date,sku,quantity,unit_price
b,1,2024-01-05T10:00:00Z,tea,2,3.00
b,1,2024-01-05T10:00:00Z,mug,1,9.50
a,2,2024-01-04T10:00:00Z,tea,1,3.00
,3,2024-01-06T10:00:00Z,tea,4,3.00
a,4,2024-01-09T10:00:00Z,mug,3,9.00
a,C5,2024-01-10T10:00:00Z,mug,-1,9.00
a,6,2024-02-01T00:00:00Z,new,1,1.00
c,C7,2024-01-11T10:00:00Z,mug,-1,2.00
`;

const orders = [
  { customer: 'a', at: '2024-02-01', lines: [{ sku: 'new', quantity: 1, amount: 100 }] },
  { customer: 'a', at: '2024-01-09T10:00', lines: [{ sku: 'mug', quantity: 3, amount: 2700 }] },
  { at: '2024-01-06T10:00', lines: [{ sku: 'tea', quantity: 4, amount: 1200 }] },
  {
    customer: 'b',
    at: '2024-01-05T10:00',
    lines: [
      { sku: 'mug', quantity: 1, amount: 950 },
      { sku: 'tea', quantity: 2, amount: 600 },
    ],
  },
  { customer: 'a', at: '2024-01-04T10:00', lines: [{ sku: 'tea', quantity: 1, amount: 300 }] },
];
const returns = [
  { customer: 'c', at: '2024-01-11T10:00', amount: 200 },
  { customer: 'a', at: '2024-01-10T10:00', amount: 900 },
];

const withoutRows = (snapshot: Snapshot) => ({ ...snapshot, customerRows: undefined });

it('builds the snapshot that the store would load', async () => {
  await importTexts(store, folder, { 'orders.csv': csv });
  const asOf = Date.parse('2024-02-01');
  const loaded = loadSnapshot(store, { asOf, timeZone: 'UTC', currency: 'GBP' });
  expect(withoutRows(snapshotOf(orders, { asOf, returns, currency: 'GBP' }))).toEqual(withoutRows(loaded));
});
