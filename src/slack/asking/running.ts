/** Answers that are being looked for, by their thread, so that whoever asked can stop them. */
export interface RunningAnswers {
  /** Waits for the work, or until the thread is stopped: then the result is undefined and the work's is thrown away. */
  run<T>(channel: string, threadTs: string, work: Promise<T>): Promise<T | undefined>;
  /** Stops what is looked for in a thread; whether there was anything. */
  stop(channel: string, threadTs: string): boolean;
}

/** Keeps count of running answers in this process. */
export function runningAnswers(): RunningAnswers {
  const stops = new Map<string, Set<() => void>>();
  return {
    async run(channel, threadTs, work) {
      const thread = `${channel}:${threadTs}`;
      const waiting = stops.get(thread) ?? new Set();
      stops.set(thread, waiting);
      let stop: () => void = () => undefined;
      const stopped = new Promise<undefined>((resolve) => {
        stop = () => resolve(undefined);
      });
      waiting.add(stop);
      try {
        return await Promise.race([work, stopped]);
      } finally {
        waiting.delete(stop);
        if (waiting.size === 0) stops.delete(thread);
      }
    },
    stop(channel, threadTs) {
      const waiting = stops.get(`${channel}:${threadTs}`);
      for (const stop of waiting ?? []) stop();
      return waiting !== undefined;
    },
  };
}
