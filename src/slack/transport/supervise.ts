import type { WebClient } from '@slack/web-api';
import type { Identity } from './bot-app.ts';
import { type Pauses, pause, pauseAfter, usualPauses } from './pause.ts';
import { failureOf, troubleWords } from './trouble.ts';

/** A connection that has stood as long was a good one, ms. */
const steadyAfterMs = 5000;

/** What supervising needs. */
export interface SupervisorParts {
  /** With the bot token. */
  readonly client: WebClient;
  /** Holds one connection until it ends; absent: Slack calls us. */
  readonly connect?: (how: { signal: AbortSignal; onOpen: () => void }) => Promise<void>;
  readonly onIdentity: (identity: Identity) => void;
  /** Told once when Slack cannot be reached or refuses, once more when the reason changes, and when all is well again. */
  readonly onState: (note: string, error?: unknown) => void;
  readonly pauses?: Pauses;
  readonly signal: AbortSignal;
}

/**
 * Keeps Patron connected with Slack until `signal` is given: learns who the bot is, holds a connection, and after whatever goes wrong tries again, with growing pauses. Never rejects:
 * no fault of Slack's, no bad token, ends the process.
 */
export async function superviseSlack(parts: SupervisorParts): Promise<void> {
  const { client, connect, onIdentity, pauses = usualPauses, signal } = parts;
  const told = tellChanges(parts.onState);
  let identity: Identity | undefined;
  let failures = 0;
  while (!signal.aborted) {
    let setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN' = 'SLACK_BOT_TOKEN';
    try {
      if (!identity) {
        identity = await identify(client);
        onIdentity(identity);
      }
      const { teamName } = identity;
      if (!connect) {
        told.well(`Slack: the token is accepted by ${teamName}; waiting for its requests.`);
        return;
      }
      setting = 'SLACK_APP_TOKEN';
      const wasSteady = await hold(connect, { signal, onOpen: () => told.well(`Slack: connected with ${teamName}.`) });
      if (signal.aborted) return;
      // A connection that has ended is opened again at once: Slack ends each after some hours.
      if (wasSteady) failures = 0;
      else if (failures > 0) throw new Error('it ends each connection as soon as it stands');
      else failures = 1;
    } catch (error) {
      if (signal.aborted) return;
      failures++;
      const failure = failureOf(error);
      told.trouble(`${setting}:${failure.kind}`, troubleWords(failure, setting), error);
      const wait = failure.kind === 'wait' ? failure.ms : 0;
      await pause(Math.max(wait, pauseAfter(failures, pauses)), signal);
    }
  }
}

/** Holds a connection to its end, and tells whether it stood for some time. */
async function hold(
  connect: NonNullable<SupervisorParts['connect']>,
  { signal, onOpen }: { signal: AbortSignal; onOpen: () => void },
): Promise<boolean> {
  let isSteady = false;
  let timer: NodeJS.Timeout | undefined;
  const opened = () => {
    timer = setTimeout(() => {
      isSteady = true;
    }, steadyAfterMs);
    onOpen();
  };
  await connect({ signal, onOpen: opened }).finally(() => clearTimeout(timer));
  return isSteady;
}

async function identify(client: WebClient): Promise<Identity> {
  const { team_id: teamId, team, bot_id: botId, user_id: botUserId } = await client.auth.test();
  if (teamId === undefined || botId === undefined || botUserId === undefined)
    throw new Error('it does not say who the bot is: is SLACK_BOT_TOKEN the token of a bot?');
  return { teamId, teamName: team ?? teamId, botId, botUserId };
}

/** Says each kind of trouble once until all is well, and that only where it is news. */
function tellChanges(onState: SupervisorParts['onState']): {
  readonly well: (note: string) => void;
  readonly trouble: (kind: string, note: string, error: unknown) => void;
} {
  let isWell = false;
  const kinds = new Set<string>();
  return {
    well: (note) => {
      if (isWell) return;
      isWell = true;
      kinds.clear();
      onState(note);
    },
    trouble: (kind, note, error) => {
      isWell = false;
      if (kinds.has(kind)) return;
      kinds.add(kind);
      onState(note, error);
    },
  };
}
