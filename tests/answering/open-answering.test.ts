import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../support/killed-import.ts';
import { madeOrders, ordersCsv } from '../support/made-orders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = temporaryFolder();

/** Opens the answering threads of a home in a process of its own; `steps` tells what it sees as lines of JSON. */
const scenario = (steps: string) => `
  const [root, home, orders] = process.argv.slice(2);
  const { openAnswering } = await import(root + 'dist/src/answering/open-answering.js');
  const { openPatron } = await import(root + 'dist/src/app.js');
  const { realSystem } = await import(root + 'dist/src/system.js');
  const now = Date.parse('2026-06-01T12:00:00Z');
  const config = { home, timeZone: 'UTC', currency: 'EUR', port: 0, tf: 'cpu', now, syncCron: '17 * * * *', digestCron: '0 8 * * 1', pushCron: '0 9 * * 1' };
  const system = realSystem({ now });
  const threads = [];
  process.on('worker', (worker) => threads.push(worker));
  const troubles = [];
  const times = { quietMs: 50, longestMs: 5000, freshMs: 300000, apartMs: 100 };
  const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n');
  const kindOf = (error) => ({ kind: error.constructor.name, code: error.code, hint: typeof error.hint });
  const open = () => openAnswering(config, system, { onTrouble: (note) => troubles.push(note), times });
  const until = async (holds) => { for (let left = 400; left > 0 && !(await holds()); left--) await system.sleep(25); };
  ${steps}
`;

async function play(name: string, steps: string): Promise<unknown[]> {
  // A file, not --eval: threads take over the flags of their process.
  const script = files.write(`${name}.mjs`, scenario(steps));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    script,
    root,
    files.path(name),
    files.path('orders.csv'),
  ]);
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

beforeAll(() => {
  buildProgram();
  files.write('orders.csv', ordersCsv(madeOrders({ customers: 40, seed: 3 })));
});

describe('openAnswering', () => {
  it('answers as openPatron does, with errors, progress and what was just written', async () => {
    const [empty, steps, same, unknown, dated] = await play(
      'answers',
      `const patron = await open();
       say(await patron.digest({}).catch(kindOf));
       const seen = [];
       await patron.importFiles('orders', [orders], { map: {}, onProgress: ({ step }) => seen.push(step) });
       say(seen.length);
       const here = await openPatron(config, system);
       const questions = ['top customers', 'who is c3', 'revenue last month', 'segments', 'help'];
       const pairs = await Promise.all(questions.map((text) => Promise.all([patron.ask(text, {}), here.ask(text, {})])));
       say(pairs.map(([one, other]) => JSON.stringify(one) === JSON.stringify(other)));
       say(await patron.explain('nobody at all', {}).catch(kindOf));
       say((await patron.ask('revenue in may', { asOf: '2026-05-10' })).headline === (await here.ask('revenue in may', { asOf: '2026-05-10' })).headline);
       await here.close();
       await patron.close();`,
    );
    expect(empty).toEqual({ kind: 'FatalError', code: 'no-data', hint: 'string' });
    expect(steps).toBeGreaterThan(0);
    expect(same).toEqual([true, true, true, true, true]);
    expect(unknown).toEqual({ kind: 'FatalError', code: 'customer-unknown', hint: 'string' });
    expect(dated).toBe(true);
  });

  it('notices what another process has written, and hands over without a call that fails', async () => {
    const [before, after, failures, started] = await play(
      'takes-over',
      `const patron = await open();
       await patron.importFiles('orders', [orders], { map: {} });
       const known = async () => (await patron.people('newcomer', { limit: 1 })).at(0)?.orders ?? 0;
       say(await known());
       const other = await openPatron(config, system);
       const { writeFileSync } = await import('node:fs');
       writeFileSync(home + '/more.csv', 'customer_id,order_id,date,sku,quantity,unit_price\\nnewcomer,n1,2026-05-20,A,1,5.00\\n');
       await other.importFiles('orders', [home + '/more.csv'], { map: {} });
       await other.close();
       let failures = 0;
       const asking = (async () => { for (let n = 0; n < 300; n++) { await patron.ask('top customers', {}).catch(() => failures++); await system.sleep(10); } })();
       await until(async () => (await known()) === 1);
       await asking;
       say(await known());
       say(failures);
       say(threads.length);
       await patron.close();`,
    );
    expect(before).toBe(0);
    expect(after).toBe(1);
    expect(failures).toBe(0);
    // First view, the import, the view after it, and one for the other process's import.
    expect(started).toBe(4);
  });

  it('rejects what a dead thread was asked with a plain error, says so, and answers again', async () => {
    const [broken, again, troubles] = await play(
      'outlives',
      `const patron = await open();
       await patron.importFiles('orders', [orders], { map: {} });
       const asked = patron.ask('top customers', {}).catch(kindOf);
       await threads.at(-1).terminate();
       say(await asked);
       say((await patron.ask('top customers', {})).id);
       say(troubles);
       await patron.close();`,
    );
    expect(broken).toEqual({ kind: 'Error', hint: 'undefined' });
    expect(again).toBe('top-customers');
    expect(troubles).toEqual(['The thread that answers has ended; another one takes its place.']);
  });

  it('tags while others write, shows it at once, and answers meanwhile', async () => {
    const [order, tagged] = await play(
      'tags',
      `const patron = await open();
       await patron.importFiles('orders', [orders], { map: {} });
       await patron.ask('help', {});
       const { openStore } = await import(root + 'dist/src/store/database.js');
       const writer = openStore(home + '/patron.sqlite', { migrationsFolder: root + 'src/store/migrations' });
       writer.sqlite.exec('begin immediate');
       const order = [];
       const tagging = patron.tag({ customer: 'c3', tag: 'vip', by: 'test' }).then(() => order.push('tagged'));
       await patron.ask('top customers', {}).then(() => order.push('answered'));
       writer.sqlite.exec('commit');
       writer.close();
       await tagging;
       say(order);
       say((await patron.ask('who is tagged vip', {})).table?.customerIds ?? (await patron.ask('who is tagged vip', {})).headline);
       await patron.close();`,
    );
    expect(order).toEqual(['answered', 'tagged']);
    expect(JSON.stringify(tagged)).toContain('c3');
  });

  it('raises why a store cannot be opened, and nothing else', async () => {
    files.write('no-store/patron.sqlite', 'this is no database at all, but long enough to be looked at as one');
    const [raised, troubles] = await play('no-store', 'say(await open().catch(kindOf)); say(troubles);');
    expect(raised).toEqual({ kind: 'FatalError', code: 'store-damaged', hint: 'string' });
    expect(troubles).toEqual([]);
  });
});
