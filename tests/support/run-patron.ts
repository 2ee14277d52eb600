import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/patron.js', import.meta.url));

/** What a command of the real program gave. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the real program (built into dist by `npm run build`) with a home and a clock of its own, and nothing of this machine's settings. */
export function startPatron(home: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args, '--home', home], {
    env: { PATH: process.env.PATH ?? '', PATRON_NOW: '2026-06-01T12:00:00Z', PATRON_PORT: '0', ...env },
  });
}

/** Runs a command of the real program to its end. */
export function runPatron(home: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = startPatron(home, args, env);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Resolves when a child has ended; gives what ended it. */
export function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
}
