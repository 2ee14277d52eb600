import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import { ConfigError, PatronError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Patron } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import { answerText } from './answer-text.ts';
import { type Command, commands, parseInput } from './commands.ts';
import { logFault } from './fault-log.ts';
import { commandHelp, overview } from './help.ts';
import { type ProgressSink, progressLine } from './progress-line.ts';

/** The terminal that a command runs in. */
export interface Terminal {
  readonly out: { write(text: string): void };
  readonly progress: ProgressSink;
  /** Columns of the terminal. */
  readonly width: number;
  readonly hasColour: boolean;
}

/** What the command line needs of the rest of Patron. */
export interface Shell {
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Reads the settings; `home` from the command line wins. */
  configure(options: { home: string | undefined }): Config;
  /** `serves`: for a page and a chat that stay, rather than for one command. */
  open(config: Config, options: { readonly serves: boolean }): Promise<Patron>;
  /** Serves the page until it is told to stop; gives its address. */
  serve(patron: Patron, config: Config): Promise<{ readonly url: string; readonly stopped: Promise<void> }>;
}

/** Exit codes: done, failed, wrong use or setting. */
const exitCodes = { done: 0, failed: 1, wrongUse: 2 } as const;

/** Runs one command line and gives its exit code. Nothing is thrown: an error becomes two lines on stderr, the second a hint. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const { out, progress } = shell.terminal;
  let home: string | undefined;
  const isJson = args.includes('--json');
  try {
    const [name, ...others] = args;
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      out.write(overview());
      return exitCodes.done;
    }
    const command = findCommand(name);
    if (others.includes('--help') || others.includes('-h')) {
      out.write(commandHelp(command));
      return exitCodes.done;
    }
    const input = parseInput(command, others);
    const config = shell.configure({ home: input.text('home') });
    home = config.home;
    const patron = await shell.open(config, { serves: command.run === undefined });
    try {
      await runCommand(command, { patron, input, config, shell, isJson });
    } finally {
      await patron.close();
    }
    return exitCodes.done;
  } catch (error) {
    const shown = error instanceof PatronError ? error : internalFault(error, home, shell.clock);
    if (isJson)
      out.write(`${JSON.stringify({ error: { code: shown.code, message: shown.message, hint: shown.hint } })}\n`);
    progress.write(`${shown.message}\n${shown.hint}\n`);
    return shown instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
  }
}

interface Call {
  readonly patron: Patron;
  readonly input: ReturnType<typeof parseInput>;
  readonly config: Config;
  readonly shell: Shell;
  readonly isJson: boolean;
}

async function runCommand(command: Command, { patron, input, config, shell, isJson }: Call): Promise<void> {
  const { terminal, clock } = shell;
  // The page first: a port that is taken is known before the long work, not after it.
  const page = command.run ? undefined : await shell.serve(patron, config);
  const progress = progressLine(terminal.progress, clock);
  const answer = await answerOf(command, { patron, input, onProgress: progress.onProgress }).finally(() =>
    progress.clear(),
  );
  const document = command.json === 'data' ? answer.data : answer;
  terminal.out.write(isJson ? `${JSON.stringify(document)}\n` : answerText(answer, terminal));
  if (!page) return;
  if (!isJson) terminal.out.write(`\nPatron is running. The page: ${page.url}\nStop it with Ctrl+C.\n`);
  await page.stopped;
}

/** The answer of a command. `start` makes a demo shop where there is no shop, and gives the digest where there is one. */
async function answerOf(
  { run: runs }: Command,
  { patron, input, onProgress }: Pick<Call, 'patron' | 'input'> & { readonly onProgress: OnProgress },
): Promise<Answer> {
  if (runs) return runs(patron, input, onProgress);
  const { hasOrders } = await patron.shop();
  return hasOrders ? patron.digest({ onProgress }) : patron.demo({ customers: 2000, seed: 42, onProgress });
}

function findCommand(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  throw new ConfigError(
    'usage',
    `There is no command '${name}'.`,
    name.startsWith('-')
      ? 'Options stand after the command. For instance: patron digest --json'
      : `Commands are: ${commands.map((command) => command.name).join(', ')}.`,
  );
}

/** A fault of our own: the trace goes into a log, the person gets one line and the place. */
function internalFault(error: unknown, home: string | undefined, clock: Clock): PatronError {
  const log = home === undefined ? undefined : logFault(error, { home, clock });
  const hint =
    log === undefined ? 'Try again; if it stays so, please report it.' : `Details are in ${log}: please report them.`;
  return new InternalFault('internal', 'Patron met a fault of its own.', hint, { cause: error });
}

class InternalFault extends PatronError {}
