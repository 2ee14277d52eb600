import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** When a child that imports kills itself with SIGKILL: at the nth report of progress, or before the nth write to the store. */
export interface Death {
  readonly at: 'progress' | 'write';
  readonly count: number;
}

/** A child that lives to the end. */
export const neverDie: Death = { at: 'write', count: Number.MAX_SAFE_INTEGER };

// The compiled program, as it runs in earnest; only the counting of steps is added around it.
const script = `
  const [root, home, kind, file, at, count] = process.argv.slice(1);
  const { openStore } = await import(root + 'dist/src/store/database.js');
  const { importFiles } = await import(root + 'dist/src/jobs/import.js');
  let left = Number(count);
  const step = () => { if (--left === 0) process.kill(process.pid, 'SIGKILL'); };
  const store = openStore(home + '/patron.sqlite', { migrationsFolder: root + 'src/store/migrations' });
  if (at === 'write') {
    const prepare = store.sqlite.prepare.bind(store.sqlite);
    store.sqlite.prepare = (sql) => {
      const statement = prepare(sql);
      const run = statement.run.bind(statement);
      statement.run = (...values) => { step(); return run(...values); };
      return statement;
    };
  }
  await importFiles(store, {
    kind, files: [file], timeZone: 'UTC', currency: 'GBP', map: {}, scratchFolder: home,
    clock: { now: () => new Date('2026-06-01T00:00:00Z') },
    onProgress: () => { if (at === 'progress') step(); },
  });
  process.stdout.write(String(Number(count) - left));
`;

/** Compiles the program where it has changed; killed imports run from dist. */
export function buildProgram(): void {
  execFileSync(process.execPath, ['bin/build.js'], { cwd: root });
}

/**
 * Imports a file in a process of its own, with a heap of `heapMb` where told, that dies on the way. Gives the signal that ended it, or how many steps there
 * were where it lived to the end.
 */
export function importInChild(
  { home, kind, file, heapMb }: { home: string; kind: string; file: string; heapMb?: number },
  { at, count }: Death = neverDie,
): Promise<{ readonly signal: NodeJS.Signals | null; readonly steps: number; readonly errors: string }> {
  const limits = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
  const args = [...limits, '--input-type=module', '--eval', script, '--', root, home, kind, file, at, String(count)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ signal, steps: Number(out), errors }));
  });
}
