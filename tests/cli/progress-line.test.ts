import { describe, expect, it } from 'vitest';
import { progressLine } from '../../src/cli/progress-line.ts';

/** A progress line with a clock that a test moves. */
function watched({ isTerminal }: { isTerminal: boolean }) {
  let now = 0;
  const writes: string[] = [];
  const sink = {
    isTerminal,
    write: (text: string) => {
      writes.push(text);
    },
  };
  const line = progressLine(sink, { now: () => new Date(now) });
  const at = (ms: number, step: string, [done, total]: readonly [number, number?] = [0]) => {
    now = ms;
    line.onProgress({ step, done, ...(total === undefined ? {} : { total }) });
  };
  return { at, writes, clear: () => line.clear() };
}

describe('progressLine', () => {
  it('writes one line over and over on a terminal, at most ten times a second', () => {
    const { at, writes } = watched({ isTerminal: true });
    at(0, 'Reading', [0, 1000]);
    at(50, 'Reading', [100, 1000]);
    at(100, 'Reading', [250, 1000]);
    expect(writes).toEqual(['\r\u001b[2KReading: 0 %', '\r\u001b[2KReading: 25 %']);
  });

  it('writes a line when a step begins, every five seconds and at its end elsewhere', () => {
    const { at, writes } = watched({ isTerminal: false });
    at(0, 'Reading', [0, 1000]);
    at(4000, 'Reading', [400, 1000]);
    at(5000, 'Reading', [500, 1000]);
    at(5100, 'Reading', [1000, 1000]);
    at(5101, 'Reading', [1000, 1000]);
    at(5200, 'Fitting');
    expect(writes).toEqual(['Reading: 0 %\n', 'Reading: 50 %\n', 'Reading: 100 %\n', 'Fitting\n']);
  });

  it('counts a few things, and says how many there are so far where the whole is unknown', () => {
    const { at, writes } = watched({ isTerminal: false });
    at(0, 'Windows', [2, 8]);
    at(5000, 'Lines', [12_345]);
    at(9999, 'One', [0, 1]);
    expect(writes).toEqual(['Windows: 2 of 8\n', 'Lines: 12,345\n', 'One\n']);
  });

  it('takes its last line off a terminal once, and nothing off a file', () => {
    const terminal = watched({ isTerminal: true });
    terminal.clear();
    expect(terminal.writes).toEqual([]);
    terminal.at(0, 'Reading');
    terminal.clear();
    terminal.clear();
    expect(terminal.writes).toEqual(['\r\u001b[2KReading', '\r\u001b[2K']);
    const file = watched({ isTerminal: false });
    file.at(0, 'Reading');
    file.clear();
    expect(file.writes).toEqual(['Reading\n']);
  });
});
