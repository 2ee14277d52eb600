import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayMs } from '../../src/domain/clock.ts';
import { ended, startPatron } from './run-patron.ts';
import { manifestSettings } from './slack-manifest.ts';
import { type LocalSlack, openLocalSlack } from './slack-server/open.ts';
import { channels, people } from './slack-server/workspace.ts';

/** The moment at which the program's clock starts; see `PATRON_NOW`. */
const programStart = Date.parse('2026-06-01T12:00:00Z');

/** The real program, running on a shop of its own, and the local Slack that it is connected to. */
export interface SlackScene {
  readonly slack: LocalSlack;
  readonly home: string;
  /** The settings that the program runs with. */
  readonly env: Record<string, string>;
  /** A public channel that nobody has written in: Slack takes one message a second in each. */
  freshChannel(): string;
  /** All that the program has written to the terminal. */
  output(): string;
  /** The program's exit code or signal; undefined while it runs. */
  end(): string | undefined;
  /** Ends the program, without a word where `signal` is SIGKILL, and starts it again, so many days later. */
  restart(how?: { readonly signal?: 'SIGTERM' | 'SIGKILL'; readonly daysLater?: number }): Promise<void>;
  close(): Promise<void>;
}

/** Starts the program on a copy of the shop in `home`, connected to a fresh local Slack that allows what the manifest asks for. */
export async function openSlackScene(
  home: string,
  { mode, env = {} }: { readonly mode: 'socket' | 'http'; readonly env?: Record<string, string> },
): Promise<SlackScene> {
  const folder = mkdtempSync(join(tmpdir(), 'patron-slack-'));
  const own = join(folder, 'home');
  cpSync(home, own, { recursive: true });
  let shift = programStart - Date.now();
  const clock = { now: () => new Date(Date.now() + shift) };
  const slack = await openLocalSlack({ mode, clock, ...manifestSettings });
  const settings = { ...slack.environment(), ...roles, ...env };
  let output = '';
  let program = await start();

  /** The program's clock starts anew with it: where it stands is where ours does. */
  async function start(): Promise<ChildProcess> {
    const child = startPatron(own, ['start'], { ...settings, PATRON_NOW: clock.now().toISOString() });
    const before = output.length;
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const url = await slack.until(() => /The page: (\S+)/.exec(output.slice(before))?.[1], {
      timeoutMs: 30_000,
      what: `the program start: ${output}`,
    });
    slack.http.url = new URL('/slack/events', url).href;
    if (mode === 'socket') await slack.socket.connected(45_000);
    return child;
  }

  return {
    slack,
    home: own,
    env: settings,
    freshChannel: () => {
      const id = `C0ROOM${slack.workspace.channels.size}`;
      const members = [...slack.workspace.people.keys()];
      return slack.workspace.addChannel({ id, name: id.toLowerCase(), kind: 'public', members }).id;
    },
    output: () => output,
    end: () => program.signalCode ?? program.exitCode?.toString(),
    restart: async ({ signal = 'SIGTERM', daysLater = 0 } = {}) => {
      program.kill(signal);
      await ended(program);
      shift += daysLater * dayMs;
      program = await start();
    },
    close: async () => {
      const isRunning = program.exitCode === null && program.signalCode === null;
      program.kill('SIGKILL');
      if (isRunning) await ended(program);
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ana approves, Ben analyses, Cleo views, and nobody else may anything. */
const roles = {
  SLACK_APPROVERS: people.ana.id,
  SLACK_ANALYSTS: people.ben.id,
  SLACK_VIEWERS: people.cleo.id,
  SLACK_DIGEST_CHANNEL: channels.general,
};
