import type { Clock } from '../../src/domain/clock.ts';
import type { Random } from '../../src/domain/random.ts';
import type { Alarm, Reply } from '../transport/attempt.ts';
import type { Budget } from '../transport/budget.ts';
import { openTransport, type Transport } from '../transport/transport.ts';
import { hubspotBaseUrl, keysPage } from './api.ts';
import { hubspotBudget } from './limits.ts';
import type { AccountFacts } from './reader.ts';
import { judgeReply } from './refusals.ts';

/** What calls to HubSpot need. One connection is opened for each run. */
export interface HubspotOptions {
  /** A service key or the token of a private app, sent as `Bearer`. */
  readonly token: string;
  /** `https://api.hubapi.com`, unless a setting says otherwise; http only on loopback. */
  readonly baseUrl?: string;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  /** Shared by everything that calls with this key (`hubspotBudget`); absent: one of its own, for the smallest plan. */
  readonly budget?: Budget;
  /** What an earlier `check` found: spares a call, and tells when the calls of a day come anew. */
  readonly account?: AccountFacts;
  /** One call, 30 s. */
  readonly callDeadlineMs?: number;
  /** The whole run; absent: none. */
  readonly runDeadlineMs?: number;
  /** Tries of one call, 6. */
  readonly maxTries?: number;
  /** Rings at a call's deadline; the real timer. */
  readonly alarm?: Alarm;
}

/** An open way to one portal. */
export interface HubspotConnection {
  readonly transport: Transport;
  /** What HubSpot last said of the calls of the day; undefined before the first answer. */
  daily(): { readonly allowed: number; readonly left: number } | undefined;
}

/**
 * Opens a way to a portal. `account` is looked at anew with each answer; `again` is the command that a message names. Raises `bad-setting` for a base URL that
 * may not be called.
 */
export function openConnection(
  options: HubspotOptions,
  { account, again }: { account: { readonly facts: AccountFacts }; again: string },
): HubspotConnection {
  /** The key has been accepted in this run: a refusal after that may be a slip of HubSpot's, and is asked once more. */
  let wasAccepted = false;
  let daily: { readonly allowed: number; readonly left: number } | undefined;
  function judge(reply: Reply) {
    if (reply.status < 300) wasAccepted = true;
    const allowed = Number(reply.headers.get('x-hubspot-ratelimit-daily') ?? Number.NaN);
    const left = Number(reply.headers.get('x-hubspot-ratelimit-daily-remaining') ?? Number.NaN);
    if (allowed > 0 && left >= 0) daily = { allowed, left };
    return judgeReply(reply, { now: options.clock.now(), timeZone: account.facts.timeZone, again });
  }
  const { token, baseUrl = hubspotBaseUrl, budget = hubspotBudget({ clock: options.clock }), ...world } = options;
  const transport = openTransport({
    ...world,
    name: 'HubSpot',
    baseUrl,
    budget,
    credential: {
      headers: async () => ({ authorization: `Bearer ${token}` }),
      renew: async () => wasAccepted,
      hint: `Copy the key again from ${keysPage} into HUBSPOT_ACCESS_TOKEN; a revoked one has to be made anew.`,
    },
    judge,
  });
  return { transport, daily: () => daily };
}
