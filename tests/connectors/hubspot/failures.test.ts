import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../support/error-of.ts';
import type { FaultKind } from '../../support/hubspot-server/faults.ts';
import { nothingPulled, type OpenedHubspot, openHubspot, pullAll } from '../../support/hubspot-server/open.ts';

describe('a pull from HubSpot', () => {
  let hubspot: OpenedHubspot;

  beforeEach(async () => {
    hubspot = await openHubspot();
  });

  afterEach(() => hubspot.server.close());

  function addContacts(count: number): void {
    for (let index = 0; index < count; index++)
      hubspot.server.portal.add('contacts', { email: `c${index}@example.com` });
  }

  const calls = () => hubspot.server.requests.length;
  const backfill = { stream: 'contacts', mode: 'backfill' } as const;

  it('keeps to 100 calls in 10 seconds and 5 searches in one: HubSpot never has to refuse', async () => {
    addContacts(4200);
    hubspot.time.advance(60_000);
    const source = hubspot.source();
    const began = hubspot.time.now();
    for (let run = 0; run < 3; run++) await pullAll(source, backfill);
    for (let run = 0; run < 2; run++) await pullAll(source, { stream: 'contacts', mode: 'incremental', since: 0 });
    expect(hubspot.server.requests.filter(({ status }) => status !== 200)).toEqual([]);
    // Three lists of 42 pages take one wait of 10 s; two times 21 pages of a search take 8 s at 5 a second.
    expect(hubspot.time.now() - began).toBeGreaterThan(16_000);
    expect(hubspot.time.now() - began).toBeLessThan(60_000);
    expect(source.usage()).toMatchObject({ calls: calls(), retries: 0 });
  });

  it.each([
    ['too-many', 10_000],
    ['too-many-with-retry-after', 3000],
  ] as const)('waits as long as HubSpot says after %s, then goes on', async (kind, waitMs) => {
    addContacts(250);
    hubspot.server.plan([{ call: 4, kind, times: 2 }]);
    const source = hubspot.source();
    const { records } = await pullAll(source, backfill);
    expect(records.size).toBe(250);
    expect(calls()).toBe(5 + 2);
    expect(hubspot.time.slept).toEqual([waitMs, waitMs]);
    expect(source.usage()).toEqual({ calls: 7, retries: 2, waitedMs: 2 * waitMs });
  });

  it.each(['reset', 'hang', 'cut-json', 'html', 'server-error'] as const)('gets over %s', async (kind) => {
    addContacts(250);
    hubspot.server.plan([{ call: 4, kind, times: 3 }]);
    const { records } = await pullAll(hubspot.source(), backfill);
    expect(records.size).toBe(250);
    expect(calls()).toBe(5 + 3);
  });

  it.each(['reset', 'hang', 'cut-json', 'html', 'server-error', 'too-many'] as const)(
    'ends when %s does not end, and goes on from its last page',
    async (kind) => {
      addContacts(350);
      hubspot.server.plan([{ call: 5, kind, times: Number.POSITIVE_INFINITY }]);
      const pulled = nothingPulled();
      const error = await rejectionOf(pullAll(hubspot.source(), backfill, pulled));
      expect(error.name).toBe('RetryableError');
      expect(error.code).toBe(kind === 'too-many' ? 'source-limit' : 'source-unreachable');
      expect(error.message).toContain('GET /crm/objects/2026-09/contacts');
      expect(calls()).toBe(4 + 6);
      expect([...pulled.records.keys()].length).toBe(200);
      hubspot.server.plan([]);
      const position = pulled.positions.at(-1) ?? 'none';
      const rest = await pullAll(hubspot.source(), { ...backfill, position }, pulled);
      expect(rest.records.size).toBe(350);
      // The properties, and two pages.
      expect(calls()).toBe(10 + 3);
    },
  );

  it('ends by its deadline', async () => {
    addContacts(350);
    hubspot.server.plan([{ call: 2, kind: 'hang', times: Number.POSITIVE_INFINITY }]);
    const source = hubspot.source({ runDeadlineMs: 120_000, maxTries: 1000 });
    const began = hubspot.time.now();
    const error = await rejectionOf(pullAll(source, backfill));
    expect(error.code).toBe('source-unreachable');
    expect(hubspot.time.now() - began).toBeLessThanOrEqual(150_000);
  });

  it.each<[FaultKind, string]>([
    ['repeated-page', 'contacts'],
    ['looping-cursor', 'contacts'],
    ['looping-cursor', 'forms'],
    ['repeated-page', 'forms'],
  ])('gets over %s of %s, and gives up with a plain word where it stays', async (kind, stream) => {
    addContacts(350);
    const form = hubspot.server.portal.addForm('Contact us');
    for (let index = 0; index < 180; index++) hubspot.server.portal.submit(form, { email: `c${index}@example.com` });
    const whole = await pullAll(hubspot.source(), { stream, mode: 'backfill' });
    hubspot.server.plan([{ call: 4, kind }]);
    const again = await pullAll(hubspot.source(), { stream, mode: 'backfill' });
    expect(again.records).toEqual(whole.records);
    hubspot.server.plan([{ call: 4, kind, times: Number.POSITIVE_INFINITY }]);
    const before = calls();
    const error = await rejectionOf(pullAll(hubspot.source(), { stream, mode: 'backfill' }));
    expect(error).toMatchObject({ name: 'RetryableError', code: 'source-broken' });
    expect(error.message).toContain('leads back to a page that was given');
    expect(calls() - before).toBe(3 + 4);
  });

  it('notices a page of changes that was given before', async () => {
    addContacts(650);
    hubspot.time.advance(60_000);
    const changes = { stream: 'contacts', mode: 'incremental', since: 0 } as const;
    hubspot.server.plan([{ call: 5, kind: 'repeated-page' }]);
    const { records, pages } = await pullAll(hubspot.source(), changes);
    expect({ size: records.size, pages, calls: calls() }).toEqual({ size: 650, pages: 4, calls: 6 + 1 });
    hubspot.server.plan([{ call: 5, kind: 'repeated-page', times: Number.POSITIVE_INFINITY }]);
    const error = await rejectionOf(pullAll(hubspot.source(), changes));
    expect(error).toMatchObject({ code: 'source-broken' });
  });

  it('asks again where a batch read tells nothing of a record that was just listed', async () => {
    for (let index = 0; index < 300; index++)
      hubspot.server.portal.addProperty('contacts', `a_property_of_ours_${index}`);
    addContacts(50);
    let reads = 0;
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (!pathname.endsWith('/batch/read') || ++reads > 1) return response;
      const reply: { results: unknown[] } = JSON.parse(await response.text());
      return Response.json({ ...reply, results: reply.results.slice(1) });
    };
    const { records } = await pullAll(hubspot.source({ fetch: losing }), backfill);
    expect({ size: records.size, reads }).toEqual({ size: 50, reads: 2 });
  });

  it('says at once that a key is wrong, with the page to open, and does not ask again', async () => {
    addContacts(10);
    const source = hubspot.source({ token: 'pat-na1-wrong' });
    for (const attempt of [source.check(), pullAll(source, backfill)]) {
      const error = await rejectionOf(attempt);
      expect(error).toMatchObject({ name: 'FatalError', code: 'credential-refused' });
      expect(error.hint).toContain('app.hubspot.com');
      expect(`${error.message} ${error.hint}`).not.toContain('pat-na1-wrong');
    }
    expect(calls()).toBe(2);
  });

  it('asks once more when a key that worked is refused, loses no page, and stops where it stays refused', async () => {
    addContacts(350);
    hubspot.server.plan([{ call: 4, kind: 'refused' }]);
    const { records } = await pullAll(hubspot.source(), backfill);
    expect({ size: records.size, calls: calls() }).toEqual({ size: 350, calls: 6 + 1 });
    hubspot.server.plan([{ call: 4, kind: 'refused', times: Number.POSITIVE_INFINITY }]);
    const error = await rejectionOf(pullAll(hubspot.source(), backfill));
    expect(error.code).toBe('credential-refused');
    expect(calls()).toBe(7 + 5);
  });

  it('stops when the calls of the day are used up, says when it goes on, and does so', async () => {
    addContacts(650);
    hubspot.server.limits.daily = 5;
    const source = hubspot.source();
    await source.check().catch(() => undefined);
    const pulled = nothingPulled();
    hubspot.server.limits.daily = 9;
    const error = await rejectionOf(pullAll(source, backfill, pulled));
    expect(error).toMatchObject({ name: 'RetryableError', code: 'source-limit' });
    // Midnight in New York is 5 o'clock in UTC in winter.
    expect(error.hint).toContain('00:00 on 2026-11-25, America/New_York (2026-11-25T05:00Z)');
    expect(hubspot.time.slept).toEqual([]);
    expect(pulled.positions.length).toBeGreaterThan(0);
    const stopped = calls();
    hubspot.time.advance(Date.parse('2026-11-25T05:00:01Z') - hubspot.time.now());
    const position = pulled.positions.at(-1) ?? 'none';
    const rest = await pullAll(hubspot.source(), { ...backfill, position }, pulled);
    expect(rest.records.size).toBe(650);
    expect(calls() - stopped).toBeLessThanOrEqual(8);
  });

  it('says when it goes on by words where the time zone is not known', async () => {
    hubspot.server.limits.daily = 0;
    const error = await rejectionOf(pullAll(hubspot.source(), backfill));
    expect(error.hint).toContain("after midnight in the portal's time zone");
    const known = await rejectionOf(pullAll(hubspot.source({ account: { timeZone: 'Asia/Tokyo' } }), backfill));
    expect(known.hint).toContain('00:00 on 2026-11-25, Asia/Tokyo (2026-11-24T15:00Z)');
    expect(calls()).toBe(2);
  });

  it('names the scope that a stream lacks, and pulls the others', async () => {
    addContacts(3);
    hubspot.server.portal.settings.scopes.delete('tickets');
    const access = await hubspot.source().check();
    expect(access).toMatchObject({
      account: 'portal 4711815',
      currency: 'USD',
      timeZone: 'America/New_York',
      limits: [],
    });
    expect(access.missing).toMatchObject([{ stream: 'tickets', reason: "The HubSpot key lacks 'tickets'." }]);
    const error = await rejectionOf(pullAll(hubspot.source(), { stream: 'tickets', mode: 'backfill' }));
    expect(error.code).toBe('access-missing');
    expect((await pullAll(hubspot.source(), backfill)).records.size).toBe(3);
  });

  it('counts before it lists, and says when the list gave less', async () => {
    addContacts(250);
    hubspot.server.before(4, () => {
      for (const [id] of hubspot.server.portal.truth('contacts').live) {
        if (Number(id) > 1200) hubspot.server.portal.archive('contacts', id);
      }
    });
    const totals: unknown[] = [];
    const warnings: string[] = [];
    for await (const page of hubspot.source().pull(backfill)) {
      totals.push(page.total);
      warnings.push(...page.warnings);
    }
    expect(totals).toEqual([250, 250]);
    expect(warnings).toEqual([expect.stringContaining('HubSpot counts 250 contacts and listed 200.')]);
  });

  it('says when few calls of the day are left', async () => {
    hubspot.server.limits.daily = 6;
    expect((await hubspot.source().check()).limits).toEqual([
      'Only 0 of the 6 calls that HubSpot allows today are left.',
    ]);
  });

  it('refuses a position of another kind of pull', async () => {
    const error = await rejectionOf(
      pullAll(hubspot.source(), { ...backfill, position: '{"kind":"forms","form":"1"}' }),
    );
    expect(error).toMatchObject({ code: 'source-broken' });
    expect(error.hint).toContain('--mode backfill');
  });
});
