/** The present moment, passed in so that nothing below the shell reads a real clock. */
export interface Clock {
  now(): Date;
}

/** Milliseconds of one day. */
export const dayMs = 86_400_000;

/** A clock that stands still at `instant`; for tests and replays. */
export function fixedClock(instant: Date): Clock {
  return { now: () => new Date(instant) };
}
