import type { Clock } from '../../src/domain/clock.ts';
import { FatalError, PatronError } from '../../src/domain/errors.ts';
import type { LiveId, Page, PullRequest, Source, SourceAccess, Stream } from '../contract.ts';
import type { ObjectType } from './api.ts';
import { backfill, liveIds } from './backfill.ts';
import { changes } from './changes.ts';
import { HubspotClient } from './client.ts';
import { type HubspotConnection, type HubspotOptions, openConnection } from './connection.ts';
import { submissions } from './forms.ts';
import { idOf } from './mapping.ts';
import { closed } from './pages.ts';
import { RecordReader } from './reader.ts';

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
export function hubspotSource(options: HubspotOptions): Source {
  const portal = new Portal(options);
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
  private readonly clock: Clock;
  private readonly connection: HubspotConnection;
  private readonly client: HubspotClient;
  private readonly reader: RecordReader;

  constructor(options: HubspotOptions) {
    const account = { facts: options.account ?? {} };
    this.clock = options.clock;
    this.connection = openConnection(options, { account, again: 'patron sync hubspot' });
    this.client = new HubspotClient(this.connection.transport);
    this.reader = new RecordReader(this.client, account);
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
    const daily = this.connection.daily();
    if (daily === undefined || daily.left * 10 >= daily.allowed) return [];
    return [`Only ${daily.left} of the ${daily.allowed} calls that HubSpot allows today are left.`];
  }

  pull({ stream, mode, since = 0, position }: PullRequest): AsyncGenerator<Page> {
    const type = objectTypeOf(stream);
    if (type === undefined) {
      return submissions(this.client, { since: mode === 'backfill' ? 0 : since, position });
    }
    if (mode === 'backfill') return backfill(this.reader, type, position);
    return changes(this.reader, type, { since, until: this.clock.now().getTime(), position });
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
    const { calls, retries, waitedMs } = this.connection.transport.usage();
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
