import type { Clock } from '../../src/domain/clock.ts';
import { FatalError, PatronError } from '../../src/domain/errors.ts';
import type { Random } from '../../src/domain/random.ts';
import type { LiveId, Page, PullRequest, Source, SourceAccess, Stream } from '../contract.ts';
import type { Alarm, Reply } from '../transport/attempt.ts';
import type { Budget } from '../transport/budget.ts';
import { openTransport, type Transport } from '../transport/transport.ts';
import { hubspotBaseUrl, keysPage, type ObjectType } from './api.ts';
import { backfill, liveIds } from './backfill.ts';
import { changes } from './changes.ts';
import { HubspotClient } from './client.ts';
import { submissions } from './forms.ts';
import { hubspotBudget } from './limits.ts';
import { idOf } from './mapping.ts';
import { closed } from './pages.ts';
import { type AccountFacts, RecordReader } from './reader.ts';
import { judgeReply } from './refusals.ts';

/** What a pull from HubSpot needs. One source is opened for each run. */
export interface HubspotSourceOptions {
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

const objectStream = (name: ObjectType, kind: Stream['kind'], scope: Stream['scopes'][number]): Stream => ({
  name,
  kind,
  primaryKey: 'id',
  cursorField: 'updatedAt',
  modes: ['backfill', 'incremental', 'reconcile'],
  scopes: [scope],
});

/** What HubSpot gives. */
export const hubspotStreams: readonly Stream[] = [
  objectStream('contacts', 'customer', { name: 'crm.objects.contacts.read', why: 'to know the people of the CRM' }),
  objectStream('companies', 'company', { name: 'crm.objects.companies.read', why: 'to know whom people work for' }),
  objectStream('deals', 'deal', { name: 'crm.objects.deals.read', why: 'to know what is being sold to whom' }),
  objectStream('tickets', 'ticket', { name: 'tickets', why: 'to know who had trouble' }),
  {
    name: 'forms',
    kind: 'form-submission',
    primaryKey: 'id',
    cursorField: 'submittedAt',
    modes: ['backfill', 'incremental'],
    scopes: [{ name: 'forms', why: 'to know what people sent through forms' }],
  },
];

/** A portal of HubSpot as a source. Raises `bad-setting` for a base URL that may not be called. */
export function hubspotSource(options: HubspotSourceOptions): Source {
  const account: { facts: AccountFacts } = { facts: options.account ?? {} };
  const portal = new Portal(options, account);
  return {
    name: 'hubspot',
    streams: hubspotStreams,
    check: () => portal.check(),
    pull: (request) => closed(portal.pull(request)),
    liveIds: (stream) => portal.liveIds(stream),
    byIds: (stream, ids) => portal.byIds(stream, ids),
    usage: () => portal.usage(),
  };
}

/** One run against a portal: what it knows of the account and how far its calls went. */
class Portal {
  private readonly options: HubspotSourceOptions;
  private readonly transport: Transport;
  private readonly client: HubspotClient;
  private readonly reader: RecordReader;
  private readonly account: { facts: AccountFacts };
  /** The key has been accepted in this run: a refusal after that may be a slip of HubSpot's, and is asked once more. */
  private wasAccepted = false;
  private daily: { readonly allowed: number; readonly left: number } | undefined;

  constructor(options: HubspotSourceOptions, account: { facts: AccountFacts }) {
    this.options = options;
    this.account = account;
    const { token, baseUrl = hubspotBaseUrl, budget = hubspotBudget({ clock: options.clock }), ...world } = options;
    this.transport = openTransport({
      ...world,
      name: 'HubSpot',
      baseUrl,
      budget,
      credential: {
        headers: async () => ({ authorization: `Bearer ${token}` }),
        renew: async () => this.wasAccepted,
        hint: `Copy the key again from ${keysPage} into HUBSPOT_ACCESS_TOKEN; a revoked one has to be made anew.`,
      },
      judge: (reply) => this.judge(reply),
    });
    this.client = new HubspotClient(this.transport);
    this.reader = new RecordReader(this.client, account);
  }

  private judge(reply: Reply) {
    if (reply.status < 300) this.wasAccepted = true;
    const allowed = Number(reply.headers.get('x-hubspot-ratelimit-daily') ?? Number.NaN);
    const left = Number(reply.headers.get('x-hubspot-ratelimit-daily-remaining') ?? Number.NaN);
    if (allowed > 0 && left >= 0) this.daily = { allowed, left };
    return judgeReply(reply, { now: this.options.clock.now(), timeZone: this.account.facts.timeZone });
  }

  async check(): Promise<SourceAccess> {
    const { portalId, companyCurrency, timeZone } = await this.reader.accountOf();
    const missing: SourceAccess['missing'][number][] = [];
    for (const { name } of hubspotStreams) {
      const refusal = await this.refusalOf(name);
      if (refusal) missing.push({ stream: name, reason: refusal.message, hint: refusal.hint });
    }
    return { account: `portal ${portalId}`, currency: companyCurrency, timeZone, missing, limits: this.limits() };
  }

  /** Why a stream cannot be pulled; undefined: it can. */
  private async refusalOf(stream: string): Promise<PatronError | undefined> {
    const type = objectTypeOf(stream);
    try {
      if (type === undefined) await this.client.forms({ limit: 1 });
      else await this.client.list(type, { properties: ['hs_object_id'], limit: 1 });
      return undefined;
    } catch (error) {
      if (error instanceof PatronError && error.code === 'access-missing') return error;
      throw error;
    }
  }

  /** Said aloud when less than a tenth of the day's calls is left. */
  private limits(): string[] {
    if (this.daily === undefined || this.daily.left * 10 >= this.daily.allowed) return [];
    return [`Only ${this.daily.left} of the ${this.daily.allowed} calls that HubSpot allows today are left.`];
  }

  pull({ stream, mode, since = 0, position }: PullRequest): AsyncGenerator<Page> {
    const type = objectTypeOf(stream);
    if (type === undefined) {
      return submissions(this.client, { since: mode === 'backfill' ? 0 : since, position });
    }
    if (mode === 'backfill') return backfill(this.reader, type, position);
    return changes(this.reader, type, { since, until: this.options.clock.now().getTime(), position });
  }

  async *liveIds(stream: string): AsyncGenerator<readonly LiveId[]> {
    const type = objectTypeOf(stream);
    if (type !== undefined) yield* liveIds(this.reader, type);
    else
      for await (const { records } of submissions(this.client, { since: 0 })) yield records.map(({ id }) => ({ id }));
  }

  async byIds(stream: string, ids: readonly string[]): Promise<Page> {
    const type = objectTypeOf(stream);
    const wanted = [...new Set(ids)];
    if (type === undefined) return this.submissionsById(wanted);
    const live = await this.reader.read(type, wanted);
    const found = new Set(live.raws.map(idOf));
    const rest = wanted.filter((id) => !found.has(id));
    const archived = rest.length === 0 ? undefined : await this.reader.read(type, rest, { isArchived: true });
    const raws = [...live.raws, ...(archived?.raws ?? [])];
    return this.reader.page(type, { raws, warnings: [...live.warnings, ...(archived?.warnings ?? [])] });
  }

  /** HubSpot gives submissions only as lists, newest first: they are read until all are found. */
  private async submissionsById(ids: readonly string[]): Promise<Page> {
    const missing = new Set(ids);
    const records: Page['records'][number][] = [];
    for await (const page of submissions(this.client, { since: 0 })) {
      records.push(...page.records.filter(({ id }) => missing.delete(id)));
      if (missing.size === 0) break;
    }
    return { records, rejected: [], warnings: [] };
  }

  usage() {
    const { calls, retries, waitedMs } = this.transport.usage();
    return { calls, retries, waitedMs };
  }
}

/** The kind of record of a stream; undefined: form submissions. Raises where there is no such stream. */
function objectTypeOf(stream: string): ObjectType | undefined {
  if (stream === 'forms') return undefined;
  if (stream === 'contacts' || stream === 'companies' || stream === 'deals' || stream === 'tickets') return stream;
  throw new FatalError(
    'internal',
    `HubSpot has no stream '${stream}'.`,
    `It has ${hubspotStreams.map(({ name }) => name).join(', ')}.`,
  );
}
