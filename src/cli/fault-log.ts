import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../domain/clock.ts';

/** Keeps the trace of a fault of our own in the home, for a report. Gives the log's path; undefined where it cannot be written. */
export function logFault(error: unknown, { home, clock }: { home: string; clock: Clock }): string | undefined {
  const folder = join(home, 'logs');
  const log = join(folder, 'faults.log');
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    mkdirSync(folder, { recursive: true });
    appendFileSync(log, `${clock.now().toISOString()} ${trace}\n`);
    return log;
  } catch {
    return undefined;
  }
}
