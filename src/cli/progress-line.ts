import type { Clock } from '../domain/clock.ts';
import type { OnProgress } from '../domain/progress.ts';

/** Where progress goes. On a terminal one line is written over and over; elsewhere a line appears when a step begins and every few seconds. */
export interface ProgressSink {
  write(text: string): void;
  readonly isTerminal: boolean;
}

/** Milliseconds between two lines. */
const pauseMs = { terminal: 100, elsewhere: 5000 };

const count = new Intl.NumberFormat('en-GB');

/** Makes progress visible on stderr. `clear` takes the last line off a terminal. */
export function progressLine(sink: ProgressSink, clock: Clock): { readonly onProgress: OnProgress; clear(): void } {
  let shown = { step: '', at: Number.NEGATIVE_INFINITY, done: false };
  return {
    onProgress: ({ step, done, total }) => {
      const at = clock.now().getTime();
      const isDone = total !== undefined && done >= total;
      const pause = sink.isTerminal ? pauseMs.terminal : pauseMs.elsewhere;
      const isNews = step !== shown.step || (isDone && !shown.done) || at - shown.at >= pause;
      if (!isNews) return;
      shown = { step, at, done: isDone };
      const text = `${step}${amount(done, total)}`;
      sink.write(sink.isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    clear: () => {
      if (sink.isTerminal && shown.step !== '') sink.write('\r\u001b[2K');
      shown = { ...shown, step: '' };
    },
  };
}

function amount(done: number, total: number | undefined): string {
  if (total === undefined) return done > 0 ? `: ${count.format(done)}` : '';
  if (total > 100) return `: ${Math.min(100, Math.floor((100 * done) / total))} %`;
  return total > 1 ? `: ${done} of ${total}` : '';
}
