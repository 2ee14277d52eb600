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
  const { pauses = usualPauses, signal } = parts;
  const told = tellChanges(parts.onState);
  const round = roundOf(parts, told.well);
  for (let failures = 0; !signal.aborted; ) {
    const end = await round(failures);
    if (end.kind === 'done' || signal.aborted) return;
    // A connection that has ended is opened again at once: Slack ends each after some hours.
    failures = end.kind === 'steady' ? 0 : failures + 1;
    if (end.kind !== 'failed') continue;
    const { setting, error } = end;
    const failure = failureOf(error);
    told.trouble(`${setting}:${failure.kind}`, troubleWords(failure, setting), error);
    await pause(Math.max(failure.kind === 'wait' ? failure.ms : 0, pauseAfter(failures, pauses)), signal);
  }
}

type Token = Parameters<typeof troubleWords>[1];

/** How one round ended; `short`: with a connection that hardly stood, for the first time. */
type Round =
  | { readonly kind: 'done' | 'steady' | 'short' }
  | { readonly kind: 'failed'; readonly setting: Token; readonly error: unknown };

/** One round: learns who the bot is, unless that is known, and holds a connection. */
function roundOf(
  { client, connect, onIdentity, signal }: SupervisorParts,
  well: (note: string) => void,
): (failures: number) => Promise<Round> {
  let identity: Identity | undefined;
  return async (failures) => {
    let setting: Token = 'SLACK_BOT_TOKEN';
    try {
      if (!identity) {
        identity = await identify(client);
        onIdentity(identity);
      }
      const { teamName } = identity;
      if (!connect) {
        well(`Slack: the token is accepted by ${teamName}; waiting for its requests.`);
        return { kind: 'done' };
      }
      setting = 'SLACK_APP_TOKEN';
      const wasSteady = await hold(connect, { signal, onOpen: () => well(`Slack: connected with ${teamName}.`) });
      if (!wasSteady && failures > 0) throw new Error('it ends each connection as soon as it stands');
      return { kind: wasSteady ? 'steady' : 'short' };
    } catch (error) {
      return { kind: 'failed', setting, error };
    }
  };
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
