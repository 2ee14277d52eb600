import type { OpenPoster } from '../posting/poster.ts';
import type { Intake } from './intake.ts';
import { pause } from './pause.ts';

/** How often what is left over is looked for, ms. */
export interface UpkeepTimes {
  /** Messages that wait in the store: of an earlier process, or planned by another. */
  readonly adoptEveryMs: number;
  /** What an earlier process had taken up and did not answer. */
  readonly resumeEveryMs: number;
  readonly pruneEveryMs: number;
}

/** Cheap look-ups by an index. */
export const usualUpkeepTimes: UpkeepTimes = {
  adoptEveryMs: 5000,
  resumeEveryMs: 15_000,
  pruneEveryMs: 6 * 3_600_000,
};

/** What the upkeep needs. */
export interface UpkeepParts {
  readonly poster: Pick<OpenPoster, 'adopt' | 'prune'>;
  readonly intake: Pick<Intake, 'prune'>;
  readonly resume: () => Promise<void>;
  /** Whether anything can be answered yet. */
  readonly isReady: () => boolean;
  readonly onTrouble: (note: string, error?: unknown) => void;
  readonly signal: AbortSignal;
  readonly times: UpkeepTimes;
}

/** Looks after what is left over, at the start and now and then, until `signal` is given. */
export function startUpkeep({ poster, intake, resume, isReady, onTrouble, signal, times }: UpkeepParts): void {
  const loop = async (everyMs: number, work: () => Promise<void>) => {
    let wasWell = true;
    while (!signal.aborted) {
      try {
        await work();
        wasWell = true;
      } catch (error) {
        if (wasWell) onTrouble('What is left over from before could not be looked up in the store.', error);
        wasWell = false;
      }
      await pause(everyMs, signal);
    }
  };
  const ready = async () => {
    while (!isReady() && !signal.aborted) await pause(Math.min(1000, times.resumeEveryMs), signal);
  };
  void loop(times.adoptEveryMs, async () => poster.adopt());
  void ready().then(() => loop(times.resumeEveryMs, resume));
  void loop(times.pruneEveryMs, async () => {
    await poster.prune();
    await intake.prune();
  });
}
