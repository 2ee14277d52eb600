import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A process of its own that runs compiled code; see `buildProgram`. */
export interface ScriptChild {
  readonly child: ChildProcess;
  /** Resolves when it has written the word on a line of its own; rejects where it ends before. */
  readonly says: (word: string) => Promise<void>;
  /** What it wrote, and how it ended. */
  readonly ended: Promise<{ readonly out: string; readonly errors: string; readonly signal: NodeJS.Signals | null }>;
}

/** Starts `script` (a module; `root` is the repository) with `args` after it, in a process of its own. */
export function startScript(script: string, args: readonly string[]): ScriptChild {
  const whole = `const [root, ...args] = process.argv.slice(1);\n${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', whole, '--', root, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ out: string; errors: string; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ out, errors, signal }));
  });
  const says = (word: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!out.split('\n').includes(word)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      ended.then(() => reject(new Error(`It ended without saying '${word}': ${errors}`)), reject);
    });
  return { child, says, ended };
}
