import { createWriteStream, mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/domain/clock.ts';
import { customerCount } from '../../src/domain/snapshot.ts';
import { importFiles } from '../../src/jobs/import.ts';
import { openStore } from '../../src/store/database.ts';
import { loadSnapshot } from '../../src/store/snapshot.ts';
import { realSystem } from '../../src/system.ts';
import { buildProgram, importInChild } from '../support/killed-import.ts';
import { realShopFile } from '../support/real-shop.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();
const onlineRetail = realShopFile('online-retail');

describe('a large import', () => {
  beforeAll(buildProgram);

  it('takes no more memory than a small one: 32 MB of text, with long ids, in a heap of 24 MB', async () => {
    const home = folder.path('large');
    mkdirSync(home);
    const lines = 200_000;
    const rows = function* () {
      yield 'customer_id,order_id,date,sku,quantity,unit_price,description\n';
      for (let row = 0; row < lines; row++) {
        const customer = `customer-with-a-long-name-${row % 1000 === 0 ? row : row % 977}@example.com`;
        yield `${customer},order-with-a-long-number-${row >> 2},2026-01-01,article-with-a-long-name-${row % 300},1,2.50,A thing with a long description ${row % 300}\n`;
      }
    };
    await pipeline(Readable.from(rows()), createGzip({ level: 1 }), createWriteStream(folder.path('large.csv.gz')));
    const { signal, errors } = await importInChild({
      home,
      kind: 'orders',
      file: folder.path('large.csv.gz'),
      heapMb: 24,
    });
    expect({ signal, errors }).toEqual({ signal: null, errors: '' });
    const store = openStore(`${home}/patron.sqlite`, { migrationsFolder });
    expect(store.sqlite.prepare('select count(*) as lines, sum(amount) as total from order_line').get()).toEqual({
      lines,
      total: lines * 250,
    });
    store.close();
  });

  const missing = onlineRetail === undefined ? ' (skipped: ../shared/data/online-retail is absent)' : '';
  it.skipIf(onlineRetail === undefined)(
    `of a real shop loses nothing, and changes nothing the second time${missing}`,
    async () => {
      const store = openStore(folder.path('real.sqlite'), { migrationsFolder });
      const options = {
        kind: 'orders',
        files: [onlineRetail ?? ''],
        timeZone: 'Europe/London',
        currency: 'GBP',
        map: {},
        clock: fixedClock(new Date('2026-06-01T00:00:00Z')),
        scratchFolder: folder.path('scratch'),
      } as const;
      const report = await importFiles(store, options);
      // Counted over the raw file with Python's csv and decimal modules; orders, customers and revenue of known customers are also in its SOURCE.md.
      expect(report).toMatchObject({
        rows: 541_909,
        accepted: 541_909,
        quarantined: 0,
        outcomes: { new: 25_900 },
        orders: {
          orders: 25_900,
          cancellations: 3836,
          guestLines: 135_080,
          returnedLines: 10_624,
          feeLines: 2911,
          customers: 4372,
          products: 4070,
          totals: [{ currency: 'GBP', exactMicros: '9747747934000', accepted: 974_774_793, stored: 974_774_793 }],
        },
      });
      const sums = () => store.sqlite.prepare('select count(*) as lines, sum(amount) as total from order_line').get();
      expect(sums()).toEqual({ lines: 541_909, total: 974_774_793 });
      const snapshot = loadSnapshot(store, { asOf: Date.UTC(2012, 0, 1), timeZone: 'Europe/London', currency: 'GBP' });
      expect(customerCount(snapshot)).toBe(4339);
      expect(snapshot.orderAt).toHaveLength(18_536);
      expect(snapshot.orderGross.reduce((sum, gross) => sum + gross, 0)).toBe(891_140_790);
      const again = await importFiles(store, options);
      expect(again).toEqual({ ...report, outcomes: { unchanged: 25_900 } });
      expect(sums()).toEqual({ lines: 541_909, total: 974_774_793 });
      store.close();
    },
  );
});
