import { openAnswering } from '../answering/open-answering.ts';
import { openPatron } from '../app.ts';
import { type Config, readConfig, readEnvironment } from '../config.ts';
import { startService } from '../service.ts';
import { realSystem } from '../system.ts';
import { servePage } from '../web/serve.ts';
import { logFault } from './fault-log.ts';
import { run } from './run.ts';

/** Entry of the command line: the real terminal, environment and clock around `run`. Sets the process's exit code. */
export async function main(args: readonly string[]): Promise<void> {
  let system = realSystem();
  const onFault = (error: unknown, { home }: Config) => void logFault(error, { home, clock: system.clock });
  const onTrouble = (note: string, error: unknown, config: Config) => {
    process.stderr.write(`${note}\n`);
    if (error !== undefined) onFault(error, config);
  };
  endQuietlyWhenNobodyReads();
  process.exitCode = await run(args, {
    terminal: {
      out: { write: (text) => process.stdout.write(text) },
      progress: { write: (text) => process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
      width: Math.min(100, process.stdout.columns ?? 100),
      hasColour: process.stdout.isTTY === true && readEnvironment().NO_COLOR === undefined,
    },
    clock: { now: () => system.clock.now() },
    configure: ({ home }) => {
      const config = readConfig(readEnvironment(), { home });
      system = realSystem(config.now === undefined ? {} : { now: config.now });
      return config;
    },
    open: async (config, { serves }) => {
      const patron = serves
        ? await openAnswering(config, system, { onTrouble: (note, error) => onTrouble(note, error, config) })
        : await openPatron(config, system);
      if (config.llm === undefined) return patron;
      const { withLanguageModel } = await import('../llm/with-language-model.ts');
      return withLanguageModel(patron, { ...config.llm, fetch: system.fetch });
    },
    serve: async (patron, config) => {
      const service = startService(config, system, {
        patron,
        onTrouble: (note, error) => onTrouble(note, error, config),
      });
      const page = await servePage(patron, {
        port: config.port,
        onFault: (error) => onFault(error, config),
        beside: service.webhook,
      }).catch(async (error: unknown) => {
        await service.stop();
        throw error;
      });
      const stopped = new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      return {
        url: page.url,
        stopped: stopped.then(() => Promise.all([page.close(), service.stop()])).then(() => undefined),
      };
    },
  });
}

/** `patron ... | head` closes our output: that is no fault. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}
