import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiVersion } from '../../../connectors/hubspot/api.ts';
import { hubspotBudget } from '../../../connectors/hubspot/limits.ts';
import { patronGroup, patronProperties } from '../../../connectors/hubspot/patron-properties.ts';
import { hubspotStreams } from '../../../connectors/hubspot/source.ts';
import { errorOf, rejectionOf } from '../../support/error-of.ts';
import { type OpenedHubspot, openHubspot, pullAll } from '../../support/hubspot-server/open.ts';
import { hubspotSchemas } from '../../support/hubspot-server/schemas.ts';
import { vendorSpecMissing } from '../../support/vendor-spec.ts';

const schemas = hubspotSchemas();

describe('HubSpot as a source', () => {
  let hubspot: OpenedHubspot;

  beforeEach(async () => {
    hubspot = await openHubspot();
  });

  afterEach(() => hubspot.server.close());

  /** Everything that a source can do, over every kind of record. */
  async function doEverything(): Promise<void> {
    const { portal } = hubspot.server;
    for (let index = 0; index < 300; index++)
      portal.addProperty('contacts', `a_property_of_ours_with_a_long_name_${index}`);
    const [contact = '', other = '', third = ''] = Array.from({ length: 120 }, (_, index) =>
      portal.add('contacts', { email: `c${index}@example.com` }),
    );
    for (const type of ['companies', 'deals', 'tickets'] as const)
      portal.associate(type, portal.add(type, {}), 'contacts', contact);
    portal.merge('contacts', contact, other);
    portal.archive('contacts', third);
    portal.submit(portal.addForm('Contact us'), { email: 'c1@example.com' });
    hubspot.time.advance(1000);
    const source = hubspot.source();
    await source.check();
    for (const { name } of source.streams) {
      await pullAll(source, { stream: name, mode: 'backfill' });
      await pullAll(source, { stream: name, mode: 'incremental', since: 0 });
      for await (const ids of source.liveIds(name))
        await source.byIds(
          name,
          ids.map(({ id }) => id),
        );
    }
  }

  it.skipIf(!schemas)(
    `sends nothing that is not valid by HubSpot's own models${schemas ? '' : ` (${vendorSpecMissing})`}`,
    async () => {
      await doEverything();
      expect(hubspot.server.violations).toEqual([]);
      expect(hubspot.server.requests.length).toBeGreaterThan(40);
    },
  );

  it.skipIf(!schemas)(
    `is tested against a server that sees what is not valid${schemas ? '' : ` (${vendorSpecMissing})`}`,
    async () => {
      const headers = { authorization: 'Bearer pat-na1-test' };
      const search = { limit: 'ten', sorts: [{ propertyName: 'createdate' }], after: '0', page: 2 };
      await fetch(`${hubspot.server.url}/crm/objects/2026-09/contacts/search`, {
        method: 'POST',
        headers,
        body: JSON.stringify(search),
      });
      await fetch(`${hubspot.server.url}/crm/objects/2026-09/contacts?pageSize=10`, { headers });
      await fetch(`${hubspot.server.url}/crm/v3/objects/contacts`, { headers });
      expect(hubspot.server.violations).toEqual([
        expect.stringContaining('must NOT have additional properties {"additionalProperty":"page"}'),
        expect.stringContaining('/limit must be number'),
        expect.stringContaining('/sorts/0 must be string'),
        '/crm/objects/2026-09/contacts does not take ?pageSize',
      ]);
      expect(hubspot.server.deprecated).toEqual(['GET /crm/v3/objects/contacts']);
    },
  );

  it('calls one host, nothing that HubSpot gives up, and nothing that is not known here', async () => {
    await doEverything();
    expect([...hubspot.hosts]).toEqual([new URL(hubspot.server.url).host]);
    expect(hubspot.server.deprecated).toEqual([]);
    expect(hubspot.server.unmodelled).toEqual([]);
    const undated = hubspot.server.requests
      .filter(({ url }) => !url.includes(`/${apiVersion}`))
      .map(({ url }) => url.split('/')[1]);
    expect(new Set(undated)).toEqual(new Set(['form-integrations']));
  });

  it('needs six calls to find that nothing is new, with one form', async () => {
    const { portal } = hubspot.server;
    for (const type of ['contacts', 'companies', 'deals', 'tickets'] as const) portal.add(type, {});
    portal.submit(portal.addForm('Contact us'), {});
    hubspot.time.advance(3_600_000);
    const source = hubspot.source();
    for (const { name } of source.streams) {
      const { records } = await pullAll(source, {
        stream: name,
        mode: 'incremental',
        since: hubspot.time.now() - 600_000,
      });
      expect(records.size).toBe(0);
    }
    expect(source.usage().calls).toBe(6);
  });

  it('stops before HubSpot has to when its own count says that the day is used up', async () => {
    for (let index = 0; index < 500; index++) hubspot.server.portal.add('contacts', {});
    let counted: { readonly day: string; readonly calls: number } | undefined = { day: '2026-11-24', calls: 997 };
    const count = {
      load: () => counted,
      save: (next: typeof counted) => {
        counted = next;
      },
    };
    const daily = { calls: 1000, timeZone: 'America/New_York', count };
    const source = hubspot.source({ budget: hubspotBudget({ clock: hubspot.time.clock, daily }) });
    const error = await rejectionOf(pullAll(source, { stream: 'contacts', mode: 'backfill' }));
    expect(error).toMatchObject({ code: 'source-limit' });
    expect(error.hint).toContain('midnight in America/New_York');
    expect(hubspot.server.requests.length).toBe(3);
    expect(counted).toEqual({ day: '2026-11-24', calls: 1000 });
  });

  it('takes http for an address on this machine alone', () => {
    expect(errorOf(() => hubspot.source({ baseUrl: 'http://api.hubapi.com' }))).toMatchObject({ code: 'bad-setting' });
  });

  it('has a manifest that says what the code says', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(new URL('../../../manifests/hubspot.json', import.meta.url), 'utf8'),
    );
    expect(manifest).toEqual({
      name: 'Patron',
      apiVersion,
      scopes: hubspotStreams.flatMap(({ name, scopes }) => scopes.map((scope) => ({ ...scope, stream: name }))),
      propertyGroup: patronGroup,
      contactProperties: patronProperties,
    });
  });
});
