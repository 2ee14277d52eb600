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

/** The real program, as often as it is started. */
class Program {
  output = '';
  private child: ChildProcess | undefined;
  private readonly home: string;
  private readonly settings: Record<string, string>;

  constructor(home: string, settings: Record<string, string>) {
    this.home = home;
    this.settings = settings;
  }

  get end(): string | undefined {
    return this.child?.signalCode ?? this.child?.exitCode?.toString();
  }

  /** Starts it with its clock at `now`; resolves with the address of its page. */
  async start(now: Date, { until }: LocalSlack): Promise<string> {
    this.child = startPatron(this.home, ['start'], { ...this.settings, PATRON_NOW: now.toISOString() });
    const before = this.output.length;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    const look = () => /The page: (\S+)/.exec(this.output.slice(before))?.[1];
    return until(look, { timeoutMs: patienceMs, what: 'the program start' });
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.child || this.end !== undefined) return;
    const end = ended(this.child);
    this.child.kill(signal);
    await end;
  }
}

/** A start takes long on a machine that does much else. */
const patienceMs = 90_000;

/** Starts the program on a copy of the shop in `home`, connected to a fresh local Slack that allows what the manifest asks for. `more`: further settings. */
export async function openSlackScene(
  home: string,
  mode: 'socket' | 'http',
  more: Readonly<Record<string, string>> = {},
): Promise<SlackScene> {
  const folder = mkdtempSync(join(tmpdir(), 'patron-slack-'));
  const own = join(folder, 'home');
  cpSync(home, own, { recursive: true });
  let shift = programStart - Date.now();
  const clock = { now: () => new Date(Date.now() + shift) };
  const slack = await openLocalSlack({ mode, clock, ...manifestSettings });
  const env = { ...slack.environment(), ...roles, ...more };
  const program = new Program(own, env);
  const start = async () => {
    const from = slack.calls.length;
    slack.http.url = new URL('/slack/events', await program.start(clock.now(), slack)).href;
    if (mode === 'socket') await slack.socket.connected(patienceMs);
    // The program takes nothing before it knows who it is in the workspace.
    const isKnown = () => slack.calls.slice(from).some(({ method, answer }) => method === 'auth.test' && answer?.ok);
    await slack.until(() => isKnown() || undefined, { timeoutMs: patienceMs, what: 'the program ask who it is' });
  };
  await start();
  return {
    slack,
    home: own,
    env,
    freshChannel: () => freshChannel(slack),
    output: () => program.output,
    end: () => program.end,
    restart: async ({ signal = 'SIGTERM', daysLater = 0 } = {}) => {
      await program.stop(signal);
      shift += daysLater * dayMs;
      await start();
    },
    close: async () => {
      await program.stop('SIGKILL');
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freshChannel({ workspace }: LocalSlack): string {
  const id = `C0ROOM${workspace.channels.size}`;
  const members = [...workspace.people.keys()];
  return workspace.addChannel({ id, name: id.toLowerCase(), kind: 'public', members }).id;
}

/** Ana approves, Ben analyses, Cleo views, and nobody else may anything. */
const roles = {
  SLACK_APPROVERS: people.ana.id,
  SLACK_ANALYSTS: people.ben.id,
  SLACK_VIEWERS: people.cleo.id,
  SLACK_DIGEST_CHANNEL: channels.general,
};
