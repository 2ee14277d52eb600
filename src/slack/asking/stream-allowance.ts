import { type Clock, dayMs } from '../../domain/clock.ts';
import { failureOf } from '../transport/trouble.ts';

/** Streams that may be begun in a minute; Slack allows about twenty, and what comes beyond them is posted whole. */
const streamsPerMinute = 15;

/** What may be streamed for now. */
export interface StreamAllowance {
  /** Takes one of the streams of this minute; false where none is left. */
  take(): boolean;
  /** Whether a stream may end with Slack's own chart. */
  readonly takesCharts: boolean;
  /** Sees a stream with a chart fail: where Slack knows no charts yet, none is tried for a day. */
  chartFailed(error: unknown): void;
}

/** Counts streams by the clock. */
export function streamAllowance(clock: Clock): StreamAllowance {
  let taken: number[] = [];
  let noChartsUntil = 0;
  const now = () => clock.now().getTime();
  return {
    take() {
      const at = now();
      taken = taken.filter((earlier) => at - earlier < 60_000);
      if (taken.length >= streamsPerMinute) return false;
      taken.push(at);
      return true;
    },
    get takesCharts() {
      return now() >= noChartsUntil;
    },
    chartFailed(error) {
      const failure = failureOf(error);
      if (failure.kind === 'refused' && failure.error.startsWith('invalid_')) noChartsUntil = now() + dayMs;
    },
  };
}
