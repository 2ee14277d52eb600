import type { Shell, Terminal } from '../../src/cli/run.ts';
import type { Config } from '../../src/config.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import type { Patron } from '../../src/patron.ts';

/** A shell around a Patron, with what was written to it. */
export interface FakeShell {
  readonly shell: Shell;
  readonly out: () => string;
  readonly err: () => string;
  /** Calls that matter for the order of things: `open`, `serve`, `close`. */
  readonly calls: readonly string[];
}

/** A terminal of 80 columns without colours that is no real one. `stopped` is when a person stops the page. */
export function fakeShell(
  patron: Patron,
  {
    home = 'home-of-a-test',
    isTerminal = false,
    stopped = Promise.resolve(),
    ...others
  }: { home?: string; isTerminal?: boolean; stopped?: Promise<void> } & Partial<Pick<Shell, 'configure' | 'open'>> = {},
): FakeShell {
  const written = { out: '', err: '' };
  const calls: string[] = [];
  const terminal: Terminal = {
    out: {
      write: (text) => {
        written.out += text;
      },
    },
    progress: {
      write: (text) => {
        written.err += text;
      },
      isTerminal,
    },
    width: 80,
    hasColour: false,
  };
  const config: Config = {
    home,
    timeZone: 'UTC',
    port: 0,
    tf: 'cpu',
    syncCron: '17 * * * *',
    digestCron: '0 8 * * 1',
    pushCron: '0 9 * * 1',
  };
  const shell: Shell = {
    terminal,
    clock: fixedClock(new Date('2011-11-01T12:00:00Z')),
    configure: ({ home: given }) => ({ ...config, home: given ?? home }),
    open: async () => {
      calls.push('open');
      return {
        ...patron,
        close: async () => {
          calls.push('close');
        },
      };
    },
    serve: async () => {
      calls.push('serve');
      return { url: 'http://127.0.0.1:4321', stopped };
    },
    ...others,
  };
  return { shell, out: () => written.out, err: () => written.err, calls };
}
