import { schedule } from 'node-cron';

/** Calls `wake` again and again until it is told to stop. */
export type Alarm = (wake: () => void) => () => void;

const silent = { info() {}, warn() {}, error() {}, debug() {} };

/**
 * node-cron as the alarm clock: wakes at the beginning of every minute of UTC, which no summer time touches. It promises nothing: what is due is worked
 * out from the slots at each wake, so that a minute that was slept through is made up for by the next one.
 */
export const minuteAlarm: Alarm = (wake) => {
  const task = schedule('* * * * *', () => wake(), { timezone: 'UTC', logger: silent, suppressMissedWarning: true });
  return () => void task.destroy();
};
