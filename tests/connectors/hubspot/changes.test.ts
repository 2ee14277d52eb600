import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedHubspot, openHubspot, pullAll } from '../../support/hubspot-server/open.ts';

const minute = 60_000;

describe('changes of HubSpot records', () => {
  let hubspot: OpenedHubspot;

  beforeEach(async () => {
    hubspot = await openHubspot();
  });

  afterEach(() => hubspot.server.close());

  function addContacts(count: number): string[] {
    const { portal } = hubspot.server;
    return Array.from({ length: count }, (_, index) =>
      portal.add('contacts', { email: `c${index}@example.com`, firstname: 'Old' }),
    );
  }

  function firstNames(): Map<string, string | null | undefined> {
    const { live } = hubspot.server.portal.truth('contacts');
    return new Map([...live].map(([id, values]) => [id, values.firstname]));
  }

  function names(records: ReadonlyMap<string, unknown>): Map<string, unknown> {
    return new Map(
      [...records].map(([id, record]) => [id, record instanceof Object && 'name' in record ? record.name : undefined]),
    );
  }

  it('are not lost when they happen while a backfill runs: the pull from its start finds them', async () => {
    const ids = addContacts(250);
    hubspot.time.advance(minute);
    const startedAt = hubspot.time.now();
    // Calls: properties, count, three pages of the list.
    hubspot.server.before(4, () => {
      hubspot.time.advance(1000);
      hubspot.server.portal.change('contacts', ids[0] ?? '', { firstname: 'New' });
      hubspot.server.portal.add('contacts', { email: 'late@example.com', firstname: 'New' });
    });
    const pulled = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'backfill' });
    expect(names(pulled.records).get(ids[0] ?? '')).toBe('Old');
    await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since: startedAt }, pulled);
    expect(names(pulled.records)).toEqual(firstNames());
  });

  it('are not lost when they happen while the changes are read, on either side of the page in hand', async () => {
    const ids = addContacts(650);
    hubspot.time.advance(minute);
    const startedAt = hubspot.time.now();
    // Calls: count, properties, four pages. The change of a later one takes it out of the window: the pull has a fixed end.
    hubspot.server.before(5, () => {
      hubspot.time.advance(1000);
      for (const id of [ids[3], ids[640]]) hubspot.server.portal.change('contacts', id ?? '', { firstname: 'New' });
    });
    const pulled = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since: 0 });
    expect(pulled.records.size).toBe(649);
    await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since: startedAt }, pulled);
    expect(names(pulled.records)).toEqual(firstNames());
  });

  it('end although records are changed all the time', async () => {
    const ids = addContacts(1000);
    hubspot.time.advance(minute);
    for (let call = 1; call <= 60; call++) {
      hubspot.server.before(call, () => {
        hubspot.time.advance(10);
        for (const id of ids) hubspot.server.portal.change('contacts', id, { firstname: String(call) });
      });
    }
    const { pages } = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since: 0 });
    expect(pages).toBeLessThanOrEqual(5);
    expect(hubspot.server.requests.length).toBeLessThan(10);
  });

  it('that the search learns of late come with the next pull, which begins before the last one', async () => {
    const [id = ''] = addContacts(1);
    hubspot.server.portal.settings.indexLagMs = 5 * minute;
    hubspot.time.advance(60 * minute);
    hubspot.server.portal.change('contacts', id, { firstname: 'New' });
    hubspot.time.advance(minute);
    const firstRun = hubspot.time.now();
    const first = await pullAll(hubspot.source(), {
      stream: 'contacts',
      mode: 'incremental',
      since: firstRun - 30 * minute,
    });
    expect(first.records.size).toBe(0);
    hubspot.time.advance(15 * minute);
    const overlap = 10 * minute;
    const second = await pullAll(hubspot.source(), {
      stream: 'contacts',
      mode: 'incremental',
      since: firstRun - overlap,
    });
    expect(names(second.records)).toEqual(new Map([[id, 'New']]));
  });

  it('are found all, more than a search can reach: 12,000 over an hour', async () => {
    const { portal } = hubspot.server;
    const from = hubspot.time.now();
    for (let index = 0; index < 12_000; index++) {
      portal.add('contacts', { email: `c${index}@example.com` }, { at: from + index * 300 });
    }
    hubspot.time.advance(2 * 60 * minute);
    const { records } = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since: from });
    expect([...records.keys()].sort()).toEqual([...portal.truth('contacts').live.keys()].sort());
    expect(hubspot.server.requests.filter(({ status }) => status !== 200)).toEqual([]);
    // Two windows of 60 minutes in all, 200 a page: 60 pages, four counts, the properties; one page more for each window's end.
    expect(hubspot.server.requests.length).toBeLessThanOrEqual(68);
  });

  it('are found all when an import gave 10,300 of them the same stamp', async () => {
    const { portal } = hubspot.server;
    const at = hubspot.time.now();
    for (let index = 0; index < 10_300; index++) portal.add('contacts', { email: `c${index}@example.com` }, { at });
    hubspot.time.advance(minute);
    const { records } = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since: at });
    expect(records.size).toBe(10_300);
    expect(hubspot.server.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('cost one call where there are none', async () => {
    addContacts(50);
    hubspot.time.advance(minute);
    const source = hubspot.source();
    const { records, pages } = await pullAll(source, {
      stream: 'contacts',
      mode: 'incremental',
      since: hubspot.time.now(),
    });
    expect({ records: records.size, pages, calls: source.usage().calls }).toEqual({ records: 0, pages: 1, calls: 1 });
  });

  it('of an e-mail address keep the id of the person', async () => {
    const [id = ''] = addContacts(3);
    hubspot.time.advance(minute);
    const since = hubspot.time.now();
    hubspot.server.portal.change('contacts', id, {
      email: 'new@example.com',
      hs_additional_emails: 'c0@example.com;c0@work.example',
    });
    hubspot.time.advance(minute);
    const { records } = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since });
    expect([...records.values()]).toMatchObject([
      { id, email: 'new@example.com', otherEmails: ['c0@example.com', 'c0@work.example'] },
    ]);
  });

  it('of companies, deals and tickets are found by their own stamp', async () => {
    const { portal } = hubspot.server;
    for (const type of ['companies', 'deals', 'tickets'] as const) {
      const old = portal.add(type, {});
      hubspot.time.advance(minute);
      const since = hubspot.time.now();
      const fresh = portal.add(type, {});
      const { records } = await pullAll(hubspot.source(), { stream: type, mode: 'incremental', since });
      expect([...records.keys()], `${type} but ${old}`).toEqual([fresh]);
    }
  });

  it('go on where the last pull stopped, inside a window and between two', async () => {
    const { portal } = hubspot.server;
    const from = hubspot.time.now();
    for (let index = 0; index < 10_400; index++) portal.add('contacts', {}, { at: from + index });
    hubspot.time.advance(60 * minute);
    const request = { stream: 'contacts', mode: 'incremental', since: from } as const;
    const whole = await pullAll(hubspot.source(), request);
    const opened = whole.positions.find((position) => position.includes('window'));
    const between = whole.positions.find((position) => !position.includes('window'));
    for (const position of [opened, between, whole.positions.at(-1)]) {
      const rest = await pullAll(hubspot.source(), { ...request, position: position ?? 'none' });
      const given = whole.positions.indexOf(position ?? '') + 1;
      expect(rest.pages).toBe(whole.pages - given);
      const last = [...whole.records.keys()].slice(-rest.records.size);
      expect([...rest.records.keys()]).toEqual(last);
    }
  });
});
