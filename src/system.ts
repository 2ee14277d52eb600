import { existsSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Clock } from './domain/clock.ts';
import type { Random } from './domain/random.ts';

/** The world outside: the real clock and where Patron's own files lie. Everything else takes these as arguments. */
export interface System {
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** Real dice, for the jitter of retries alone: what is computed takes a seed. */
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  /** Folder of the package: where package.json lies, whether run from src or from dist. */
  readonly packageRoot: string;
  readonly migrationsFolder: string;
}

/** The real system. `now` (epoch ms) moves the clock there; it runs on from that moment. */
export function realSystem({ now }: { now?: number } = {}): System {
  const shift = now === undefined ? 0 : now - Date.now();
  const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));
  return {
    clock: { now: () => new Date(Date.now() + shift) },
    sleep: (ms) => pause(ms),
    random: Math.random,
    fetch: globalThis.fetch,
    packageRoot,
    migrationsFolder: join(packageRoot, 'src/store/migrations'),
  };
}

/**
 * Lets every other thread go first, for good: for work that nobody waits for, such as training. Not for a thread that writes: it would hold its lock for as long as
 * others go first, and they wait for it. On Linux a priority is the thread's alone; elsewhere nothing is done.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  const lowest = constants.priority.PRIORITY_LOW;
  setPriority(Math.min(lowest, getPriority() + lowest));
}

function findPackageRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'src'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json of Patron not found');
  return findPackageRoot(parent);
}
