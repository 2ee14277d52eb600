import type { Clock } from '../src/domain/clock.ts';
import type { Random } from '../src/domain/random.ts';
import type { ShopTarget, Source, Target } from './contract.ts';
import { hubspotBudget } from './hubspot/limits.ts';
import { hubspotSource } from './hubspot/source.ts';
import { hubspotTarget } from './hubspot/target.ts';
import type { ShopifyCredentials } from './shopify/credentials.ts';
import { shopifySource } from './shopify/source.ts';
import { shopifyTarget } from './shopify/target.ts';
import type { DailyCount, SharedWindow } from './transport/budget.ts';

/** What is connected: each system by its own settings; absent ones are not. */
export interface Connections {
  readonly shopify?: {
    readonly shop: string;
    readonly credentials: ShopifyCredentials;
    readonly baseUrl?: string;
    /** Whether customers' tags and metafields may be written there, after a yes; absent: no. */
    readonly isWritten?: boolean;
  };
  readonly hubspot?: { readonly token: string; readonly baseUrl?: string };
}

/** What every connector is opened with. */
export interface ConnectorParts {
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  /** The shop's time zone. */
  readonly timeZone: string;
  /** Where large answers are staged. */
  readonly scratchFolder: string;
  /** What an earlier check found of a system's account; undefined where there was none. */
  readonly account: (system: string) => { readonly timeZone?: string; readonly currency?: string } | undefined;
  /** Calls of the day, kept between runs, by system. */
  readonly dailyCount: (system: string) => DailyCount;
  /** Calls of the last seconds, by system, counted by every process of the shop; absent: each counts its own. */
  readonly sharedWindow?: (system: string) => SharedWindow;
}

/** Calls that HubSpot allows in a day on its smallest plans. */
const callsInADay = 250_000;

/** A connector: opens its source where it is connected. */
export interface Connector {
  readonly name: string;
  open(connections: Connections, parts: ConnectorParts): Source | undefined;
  /** Opens the way back; absent where nothing is written. */
  openTarget?(connections: Connections, parts: ConnectorParts): Target | undefined;
  /** Opens the way back into a shop; absent where there is none. */
  openShopTarget?(connections: Connections, parts: ConnectorParts): ShopTarget | undefined;
}

/** Every connector. A new one is a folder and a line here. */
export const connectors: readonly Connector[] = [
  {
    name: 'shopify',
    open: ({ shopify }, { clock, sleep, random, fetch, scratchFolder }) =>
      shopify ? shopifySource({ ...shopify, clock, sleep, random, fetch, scratchFolder }) : undefined,
    openShopTarget: ({ shopify }, { clock, sleep, random, fetch, scratchFolder }) =>
      shopify?.isWritten ? shopifyTarget({ ...shopify, clock, sleep, random, fetch, scratchFolder }) : undefined,
  },
  {
    name: 'hubspot',
    open: ({ hubspot }, parts) => (hubspot ? hubspotSource({ ...hubspot, ...hubspotParts(parts) }) : undefined),
    openTarget: ({ hubspot }, parts) => (hubspot ? hubspotTarget({ ...hubspot, ...hubspotParts(parts) }) : undefined),
  },
];

/** What a pull from HubSpot and a push into it share: above all the budget of calls. */
function hubspotParts({ clock, sleep, random, fetch, dailyCount, sharedWindow, account, timeZone }: ConnectorParts) {
  const known = account('hubspot');
  const daily = { calls: callsInADay, timeZone: known?.timeZone ?? timeZone, count: dailyCount('hubspot') };
  const budget = hubspotBudget({ clock, daily, shared: sharedWindow?.('hubspot') });
  return { clock, sleep, random, fetch, budget, ...(known ? { account: known } : {}) };
}

/** The targets of all systems that are connected and can be written to; open them anew for each run. */
export function connectedTargets(connections: Connections, parts: ConnectorParts): Target[] {
  return connectors.flatMap((connector) => connector.openTarget?.(connections, parts) ?? []);
}

/** The shops that are connected and may be written to; open them anew for each run. */
export function connectedShopTargets(connections: Connections, parts: ConnectorParts): ShopTarget[] {
  return connectors.flatMap((connector) => connector.openShopTarget?.(connections, parts) ?? []);
}

/** The sources of all systems that are connected; open them anew for each run. */
export function connectedSources(connections: Connections, parts: ConnectorParts): Source[] {
  return connectors.flatMap((connector) => connector.open(connections, parts) ?? []);
}
