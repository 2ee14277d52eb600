import { type Logger, LogLevel } from '@slack/bolt';

/**
 * A log for Slack's packages that keeps nothing: they write bodies with people's words into it. What goes wrong reaches the terminal through the errors that they
 * raise.
 */
export function quietLogger(): Logger {
  const silent = () => {};
  return {
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    setLevel: silent,
    getLevel: () => LogLevel.ERROR,
    setName: silent,
  };
}
