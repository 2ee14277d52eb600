import type { PullRequest, RejectedRecord, Source } from '../../../connectors/contract.ts';
import type { HubspotOptions } from '../../../connectors/hubspot/connection.ts';
import { hubspotSource } from '../../../connectors/hubspot/source.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import type { SourceRecord } from '../../../src/domain/source-records.ts';
import { type VirtualTime, virtualTime } from '../virtual-time.ts';
import { type HubspotServer, type HubspotServerOptions, startHubspotServer } from './server.ts';

/** A local HubSpot on a virtual clock, and the real source in front of it. */
export interface OpenedHubspot {
  readonly time: VirtualTime;
  readonly server: HubspotServer;
  /** A source as a new run opens it. */
  source(options?: Partial<HubspotOptions>): Source;
  /** Hosts that were called. */
  readonly hosts: Set<string>;
}

/** Starts a local HubSpot at noon UTC of 24 November 2026. */
export async function openHubspot(options: Omit<HubspotServerOptions, 'clock'> = {}): Promise<OpenedHubspot> {
  const time = virtualTime(new Date('2026-11-24T12:00:00Z'));
  const server = await startHubspotServer({ clock: time.clock, onHang: () => time.lapse(), ...options });
  const hosts = new Set<string>();
  const fetchLogged: typeof fetch = (input, init) => {
    hosts.add(new URL(input instanceof Request ? input.url : input).host);
    return fetch(input, init);
  };
  return {
    time,
    server,
    hosts,
    source: (overrides) =>
      hubspotSource({
        token: 'pat-na1-test',
        baseUrl: server.url,
        clock: time.clock,
        sleep: (ms) => time.sleep(ms),
        alarm: (ms, ring) => time.alarm(ms, ring),
        random: seededRandom(1),
        fetch: fetchLogged,
        ...overrides,
      }),
  };
}

/** All that a pull gave. */
export interface Pulled {
  /** By id; the last one that came. */
  readonly records: Map<string, SourceRecord>;
  readonly rejected: RejectedRecord[];
  readonly warnings: string[];
  readonly pages: number;
  /** Position of every page but the last, as a job would keep it. */
  readonly positions: string[];
}

/** Pulls a stream to its end. */
export async function pullAll(source: Source, request: PullRequest, into: Pulled = nothingPulled()): Promise<Pulled> {
  let pages = into.pages;
  for await (const page of source.pull(request)) {
    pages++;
    for (const record of page.records) into.records.set(record.id, record);
    into.rejected.push(...page.rejected);
    into.warnings.push(...page.warnings);
    if (page.next !== undefined) into.positions.push(page.next);
  }
  return { ...into, pages };
}

/** What was pulled before anything was. */
export function nothingPulled(): Pulled {
  return { records: new Map(), rejected: [], warnings: [], pages: 0, positions: [] };
}
