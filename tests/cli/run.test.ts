import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { run } from '../../src/cli/run.ts';
import { ConfigError, FatalError, RetryableError } from '../../src/domain/errors.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { fakePatron } from '../support/fake-patron.ts';
import { fakeShell } from '../support/fake-shell.ts';

const answer: Answer = { id: 'x', headline: 'Done.', basis: 'From files.', next: ['who will buy'] };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patron-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('run', () => {
  it('prints the answer of a command and exits with 0', async () => {
    const patron = fakePatron({ ask: async (question) => ({ ...answer, headline: `Asked: ${question}` }) });
    const { shell, out, err, calls } = fakeShell(patron);
    expect(await run(['ask', 'who', 'will', 'buy?'], shell)).toBe(0);
    expect(out()).toBe('Asked: who will buy?\n\nFrom files.\n\nNext:\n  patron ask "who will buy"\n');
    expect(err()).toBe('');
    expect(calls).toEqual(['open', 'close']);
  });

  it('hands every option over as the use-case wants it', async () => {
    const seen: unknown[] = [];
    const patron = fakePatron({
      train: async ({ asOf, seed, force }) => {
        seen.push({ asOf, seed, force });
        return answer;
      },
      importFiles: async (kind, files, { map }) => {
        seen.push({ kind, files, map });
        return answer;
      },
      tag: async (tagging) => {
        seen.push(tagging);
        return answer;
      },
    });
    const { shell } = fakeShell(patron);
    await run(['train', '--as-of', '2011-11-01', '--seed', '0', '--force'], shell);
    await run(['import', 'orders', 'a.csv', 'b.csv', '--map', 'sku=Article', '--map', 'date=Day=1'], shell);
    await run(['tag', 'Anna', 'Meier', 'vip'], shell);
    await run(['tag', 'a1', 'vip', '--remove'], shell);
    expect(seen).toEqual([
      { asOf: '2011-11-01', seed: 0, force: true },
      { kind: 'orders', files: ['a.csv', 'b.csv'], map: { sku: 'Article', date: 'Day=1' } },
      { customer: 'Anna Meier', tag: 'vip', by: 'cli' },
      { customer: 'a1', tag: 'vip', by: 'cli', remove: true },
    ]);
  });

  it('lets --home win over the setting', async () => {
    const homes: string[] = [];
    const { shell } = fakeShell(fakePatron({ models: async () => answer }));
    await run(['models', '--home', 'elsewhere'], {
      ...shell,
      open: (config, options) => {
        homes.push(config.home);
        return shell.open(config, options);
      },
    });
    expect(homes).toEqual(['elsewhere']);
  });

  it('prints one JSON document with --json, and progress elsewhere', async () => {
    const patron = fakePatron({
      digest: async ({ onProgress }) => {
        onProgress?.({ step: 'Reading the store', done: 0 });
        return answer;
      },
    });
    const { shell, out, err } = fakeShell(patron);
    expect(await run(['digest', '--json'], shell)).toBe(0);
    expect(JSON.parse(out())).toEqual(answer);
    expect(out().trimEnd().split('\n')).toHaveLength(1);
    expect(err()).toBe('Reading the store\n');
  });

  it.each([
    { error: new ConfigError('bad-date', 'Cannot read it.', 'Write it so.'), code: 2 },
    { error: new FatalError('no-data', 'There is nothing.', 'Import some.'), code: 1 },
    { error: new RetryableError('store-busy', 'Somebody writes.', 'Try again.'), code: 1 },
  ])('exits with $code for a $error.name, in two lines and as JSON', async ({ error, code }) => {
    const patron = fakePatron({ digest: () => Promise.reject(error) });
    const plain = fakeShell(patron);
    expect(await run(['digest'], plain.shell)).toBe(code);
    expect(plain.out()).toBe('');
    expect(plain.err()).toBe(`${error.message}\n${error.hint}\n`);
    expect(plain.calls).toEqual(['open', 'close']);
    const json = fakeShell(patron);
    expect(await run(['digest', '--json'], json.shell)).toBe(code);
    expect(JSON.parse(json.out())).toEqual({
      error: { code: error.code, message: error.message, hint: error.hint },
    });
  });

  it('takes the progress off a terminal before an error stands there', async () => {
    const patron = fakePatron({
      digest: ({ onProgress }) => {
        onProgress?.({ step: 'Reading the store', done: 0 });
        return Promise.reject(new FatalError('no-data', 'There is nothing.', 'Import some.'));
      },
    });
    const { shell, err } = fakeShell(patron, { isTerminal: true });
    await run(['digest'], shell);
    expect(err()).toBe('\r\u001b[2KReading the store\r\u001b[2KThere is nothing.\nImport some.\n');
  });

  it('gives one line, a hint and a log for a fault of its own, never a trace', async () => {
    const patron = fakePatron({ digest: () => Promise.reject(new TypeError('x is not a function')) });
    const { shell, out, err } = fakeShell(patron, { home: folder });
    expect(await run(['digest', '--json'], shell)).toBe(1);
    const log = join(folder, 'logs', 'faults.log');
    expect(err()).toBe(`Patron met a fault of its own.\nDetails are in ${log}: please report them.\n`);
    expect(JSON.parse(out()).error.code).toBe('internal');
    expect(readFileSync(log, 'utf8')).toMatch(/^2011-11-01T12:00:00\.000Z TypeError: x is not a function\n\s+at /);
  });

  it('says so plainly where not even the log can be written', async () => {
    const home = join(folder, 'a-file');
    writeFileSync(home, '');
    const patron = fakePatron({ digest: () => Promise.reject(new TypeError('x')) });
    const { shell, err } = fakeShell(patron, { home });
    expect(await run(['digest'], shell)).toBe(1);
    expect(err()).toBe('Patron met a fault of its own.\nTry again; if it stays so, please report it.\n');
  });

  it('makes a demo shop in an empty home, serves the page and ends when it is stopped', async () => {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const patron = fakePatron({
      shop: async () => ({ isDemo: false, hasOrders: false, hasModel: false }),
      demo: async ({ customers, seed }) => ({ ...answer, headline: `Demo of ${customers}, ${seed}.` }),
    });
    const { shell, out, calls } = fakeShell(patron, { stopped });
    const running = run(['start'], shell);
    await expect.poll(out).toContain('Stop it with Ctrl+C.');
    expect(out()).toContain('Demo of 2000, 42.');
    expect(out()).toContain('The page: http://127.0.0.1:4321');
    expect(calls).toEqual(['open', 'serve']);
    stop();
    expect(await running).toBe(0);
    expect(calls).toEqual(['open', 'serve', 'close']);
  });

  it('starts a shop that has orders with its digest', async () => {
    const patron = fakePatron({
      shop: async () => ({ isDemo: false, hasOrders: true, hasModel: true }),
      digest: async () => ({ ...answer, headline: 'The digest.' }),
    });
    const { shell, out } = fakeShell(patron);
    expect(await run(['start'], shell)).toBe(0);
    expect(out()).toContain('The digest.');
  });
});

/** Wrong calls, what is said of them, and what to type. */
const wrongCalls = [
  { args: ['predct'], says: "There is no command 'predct'.", hint: 'Commands are: start, demo, import,' },
  { args: ['--json', 'digest'], says: "There is no command '--json'.", hint: 'patron digest --json' },
  { args: ['digest', '--as-off', 'x'], says: "Unknown option '--as-off'.", hint: 'patron digest --help' },
  { args: ['digest', '--as-of'], says: "'--as-of <value>' argument missing.", hint: 'patron digest --help' },
  { args: ['train', '--seed', '1.5'], says: "--seed must be a whole number from 0 on, not '1.5'.", hint: '--seed 42' },
  { args: ['demo', '--customers', 'many'], says: "not 'many'", hint: '--customers 2000' },
  {
    args: ['predict', 'propensity', '--horizon', '-3', '--out', 'p'],
    says: "'--horizon' argument is ambiguous",
    hint: 'patron predict --help',
  },
  { args: ['predict', 'propensity'], says: '--out is missing.', hint: 'patron predict --help' },
  { args: ['predict', 'weather', '--out', 'p'], says: "Cannot predict 'weather'.", hint: 'patron predict --help' },
  { args: ['import', 'wishes', 'w.csv'], says: "Cannot import 'wishes'", hint: 'patron import --help' },
  { args: ['import', 'orders'], says: 'No file is named.', hint: 'patron import --help' },
  {
    args: ['import', 'orders', 'o.csv', '--map', 'sku'],
    says: "Cannot read --map 'sku'",
    hint: 'patron import --help',
  },
  { args: ['export', 'secrets', '--out', 'x'], says: "Cannot export 'secrets'.", hint: 'patron export --help' },
  { args: ['ask'], says: 'Nothing is asked.', hint: 'patron ask --help' },
  { args: ['ask', '  '], says: 'Nothing is asked.', hint: 'patron ask --help' },
  { args: ['explain'], says: 'Nothing is asked.', hint: 'patron explain --help' },
];

describe('a wrong call', () => {
  it.each(wrongCalls)('$args exits with 2, says why and what to type', async ({ args, says, hint }) => {
    const { shell, out, err } = fakeShell(fakePatron({}));
    expect(await run(args, shell)).toBe(2);
    const [message, help, ...rest] = err().split('\n');
    expect(message).toContain(says);
    expect(help).toContain(hint);
    expect(rest).toEqual(['']);
    if (!args.includes('--json')) expect(out()).toBe('');
  });
});

describe('--help', () => {
  it.each(commands)(
    'shows $name with an example of itself, without opening the store',
    async ({ name, example, options }) => {
      const { shell, out, calls } = fakeShell(fakePatron({}));
      expect(await run([name, '--help'], shell)).toBe(0);
      expect(out()).toContain(`patron ${name}`);
      expect(out()).toContain(`Example: ${example}`);
      for (const option of Object.keys(options)) expect(out()).toContain(`--${option}`);
      expect(example.startsWith(`patron ${name}`)).toBe(true);
      expect(calls).toEqual([]);
    },
  );

  it.each([[], ['help'], ['--help'], ['-h']])('shows every command for %j', async (...args) => {
    const { shell, out } = fakeShell(fakePatron({}));
    expect(await run(args, shell)).toBe(0);
    for (const { name, summary } of commands)
      expect(out().replace(/\s+/g, ' ')).toMatch(new RegExp(` ${name} .*${summary}`));
  });
});

describe('an example of help', () => {
  /** A Patron that answers everything. */
  const willing = fakePatron({
    demo: async () => answer,
    importFiles: async () => answer,
    sync: async () => answer,
    duplicates: async () => answer,
    quality: async () => answer,
    train: async () => answer,
    evaluate: async () => answer,
    predictPropensity: async () => answer,
    segments: async () => answer,
    explain: async () => answer,
    ask: async () => answer,
    digest: async () => answer,
    sendDigest: async () => answer,
    tag: async () => answer,
    exportTable: async () => answer,
    models: async () => answer,
    rules: async () => answer,
    push: async () => answer,
    pushes: async () => answer,
    standingPush: async () => answer,
    undoPush: async () => answer,
    verifyAudit: async () => answer,
    shop: async () => ({ isDemo: false, hasOrders: true, hasModel: true }),
  });

  it.each(commands)('of $name can be typed as it stands', async ({ example }) => {
    const { shell, err } = fakeShell(willing);
    const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    expect(await run(words.slice(1), shell), err()).toBe(0);
  });
});
