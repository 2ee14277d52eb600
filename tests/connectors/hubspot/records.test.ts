import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveId, Source } from '../../../connectors/contract.ts';
import { type OpenedHubspot, openHubspot, pullAll } from '../../support/hubspot-server/open.ts';

async function allLiveIds(source: Source, stream: string): Promise<LiveId[]> {
  const ids: LiveId[] = [];
  for await (const page of source.liveIds(stream)) ids.push(...page);
  return ids;
}

describe('records of HubSpot', () => {
  let hubspot: OpenedHubspot;

  beforeEach(async () => {
    hubspot = await openHubspot();
  });

  afterEach(() => hubspot.server.close());

  const backfill = (stream: string) => pullAll(hubspot.source(), { stream, mode: 'backfill' });

  it('tell of a contact: name, addresses, phone, consent, link to Shopify, merges and what HubSpot counts of e-mails', async () => {
    const { portal } = hubspot.server;
    portal.addProperty('contacts', 'patron_shopify_id');
    portal.addProperty('contacts', 'favourite_colour');
    portal.addProperty('contacts', 'patron_propensity', 'number');
    const id = portal.add('contacts', {
      email: ' ada@example.com ',
      hs_additional_emails: 'ada@work.example; ada@home.example',
      firstname: 'Ada',
      lastname: 'Lovelace',
      phone: '',
      mobilephone: '+44 20 7946 0000',
      country: null,
      hs_email_optout: 'true',
      hs_email_open: '7',
      patron_shopify_id: 'gid://shopify/Customer/207119551',
      patron_propensity: '0.4',
      favourite_colour: 'green',
      lifecyclestage: 'customer',
      hs_merged_object_ids: '11;12',
    });
    const { records } = await backfill('contacts');
    expect(records.get(id)).toEqual({
      kind: 'customer',
      id,
      updatedAt: Date.parse('2026-11-24T12:00:00Z'),
      createdAt: Date.parse('2026-11-24T12:00:00Z'),
      email: 'ada@example.com',
      otherEmails: ['ada@work.example', 'ada@home.example'],
      name: 'Ada Lovelace',
      phone: '+44 20 7946 0000',
      country: null,
      consent: { email: 'refused' },
      link: { source: 'shopify', id: '207119551' },
      mergedIds: ['11', '12'],
      attributes: { lifecyclestage: 'customer', hs_email_open: '7', favourite_colour: 'green' },
    });
  });

  it('take no opt-out for a consent: that needs a basis that somebody wrote down', async () => {
    const { portal } = hubspot.server;
    const silent = portal.add('contacts', { hs_email_optout: 'false' });
    const given = portal.add('contacts', { hs_legal_basis: 'Freely given consent from contact' });
    const both = portal.add('contacts', {
      hs_legal_basis: 'Freely given consent from contact',
      hs_email_optout: 'true',
    });
    const { records } = await backfill('contacts');
    const consents = [silent, given, both]
      .map((id) => records.get(id))
      .map((record) => (record?.kind === 'customer' ? record.consent?.email : record));
    expect(consents).toEqual(['unknown', 'granted', 'refused']);
  });

  it('keep the money of deals in minor units of their own currency, or of the portal', async () => {
    const { portal } = hubspot.server;
    const amounts: readonly (readonly [string, string | null, object])[] = [
      ['1234.56', null, { amount: 123_456, currency: 'USD' }],
      ['0.1', 'EUR', { amount: 10, currency: 'EUR' }],
      ['5000', 'JPY', { amount: 5000, currency: 'JPY' }],
      ['1.2345', 'KWD', { amount: 1235, currency: 'KWD' }],
      ['-20', 'GBP', { amount: -2000, currency: 'GBP' }],
    ];
    const ids = amounts.map(([amount, code]) => portal.add('deals', { amount, deal_currency_code: code }));
    const empty = portal.add('deals', { amount: '' });
    const { records } = await backfill('deals');
    for (const [index, [, , money]] of amounts.entries()) expect(records.get(ids[index] ?? '')).toMatchObject(money);
    expect(records.get(empty)).not.toHaveProperty('amount');
  });

  it('tell of deals and tickets with the people and companies that they are linked to, past what one answer holds', async () => {
    const { portal } = hubspot.server;
    const contacts = Array.from({ length: 1203 }, () => portal.add('contacts', {}));
    const company = portal.add('companies', { name: 'Analytical Engines', domain: 'engines.example' });
    const deal = portal.add('deals', {
      dealname: 'Cards',
      dealstage: 'closedwon',
      pipeline: 'default',
      hs_is_closed_won: 'true',
      closedate: '2026-11-01T00:00:00Z',
    });
    const ticket = portal.add('tickets', {
      subject: 'Card jam',
      content: 'It jams.',
      hs_pipeline_stage: '1',
      hs_ticket_priority: 'HIGH',
      closed_date: '1793491200000',
    });
    for (const contact of contacts) portal.associate('companies', company, 'contacts', contact);
    portal.associate('deals', deal, 'contacts', contacts[0] ?? '');
    portal.associate('deals', deal, 'companies', company);
    portal.associate('tickets', ticket, 'contacts', contacts[1] ?? '');
    expect((await backfill('companies')).records.get(company)).toMatchObject({
      name: 'Analytical Engines',
      domain: 'engines.example',
      contactIds: contacts,
    });
    expect((await backfill('deals')).records.get(deal)).toMatchObject({
      name: 'Cards',
      stage: 'closedwon',
      isWon: true,
      closedAt: Date.parse('2026-11-01T00:00:00Z'),
      contactIds: [contacts[0]],
      companyIds: [company],
    });
    expect((await backfill('tickets')).records.get(ticket)).toMatchObject({
      subject: 'Card jam',
      content: 'It jams.',
      stage: '1',
      priority: 'HIGH',
      closedAt: 1_793_491_200_000,
      contactIds: [contacts[1]],
    });
  });

  it.each(['backfill', 'incremental'] as const)(
    'carry all of 300 properties that people made, in a %s',
    async (mode) => {
      const { portal } = hubspot.server;
      const properties = Array.from({ length: 300 }, (_, index) => `a_rather_long_name_of_a_property_${index}`);
      for (const name of properties) portal.addProperty('contacts', name);
      for (let count = 0; count < 130; count++) {
        portal.add('contacts', Object.fromEntries(properties.map((name) => [name, `${name} of ${count}`])));
      }
      hubspot.time.advance(1000);
      const { records } = await pullAll(hubspot.source(), { stream: 'contacts', mode, since: 0 });
      expect(records.size).toBe(130);
      for (const [id, values] of portal.truth('contacts').live) {
        const own = Object.fromEntries(properties.map((name) => [name, values[name]]));
        expect(records.get(id)).toMatchObject({ attributes: own });
      }
      expect(Math.max(...hubspot.server.requests.map(({ url }) => url.length))).toBeLessThan(3000);
    },
  );

  it('that are archived get no new stamp; the ids that live mark them', async () => {
    const { portal } = hubspot.server;
    const ids = Array.from({ length: 230 }, () => portal.add('contacts', {}));
    hubspot.time.advance(60_000);
    const since = hubspot.time.now();
    const archived = ids.filter((_, index) => index % 2 === 0);
    for (const id of archived) portal.archive('contacts', id);
    portal.purge('contacts', ids[1] ?? '');
    const changed = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since });
    expect(changed.records.size).toBe(0);
    const live = await allLiveIds(hubspot.source(), 'contacts');
    expect(live.filter(({ isArchived }) => isArchived).map(({ id }) => id)).toEqual(archived);
    expect(live.filter(({ isArchived }) => !isArchived).map(({ id }) => id)).toEqual([
      ...portal.truth('contacts').live.keys(),
    ]);
  });

  it('that are archived are read by their ids as archived; those that are gone are left out', async () => {
    const { portal } = hubspot.server;
    const ids = Array.from({ length: 103 }, () => portal.add('contacts', {}));
    const [archived = '', purged = ''] = ids;
    portal.archive('contacts', archived);
    portal.purge('contacts', purged);
    const page = await hubspot.source().byIds('contacts', [...ids, ...ids, '999999']);
    expect(page.records.map(({ id }) => id).sort()).toEqual(ids.filter((id) => id !== purged).sort());
    expect(page.records.filter((record) => 'isArchived' in record && record.isArchived).map(({ id }) => id)).toEqual([
      archived,
    ]);
    expect(page.warnings).toEqual([]);
  });

  it('that were merged come as one with a new id, that names the old ones', async () => {
    const { portal } = hubspot.server;
    const [one, two, three] = ['one', 'two', 'three'].map((name) =>
      portal.add('contacts', { email: `${name}@example.com` }),
    );
    const deal = portal.add('deals', {});
    portal.associate('deals', deal, 'contacts', two ?? '');
    hubspot.time.advance(60_000);
    const since = hubspot.time.now();
    const first = portal.merge('contacts', one ?? '', two ?? '');
    const last = portal.merge('contacts', first, three ?? '');
    const { records } = await pullAll(hubspot.source(), { stream: 'contacts', mode: 'incremental', since });
    expect([...records.values()]).toMatchObject([
      {
        id: last,
        email: 'one@example.com',
        otherEmails: ['two@example.com', 'three@example.com'],
        mergedIds: [one, two, first, three],
      },
    ]);
    const live = await allLiveIds(hubspot.source(), 'contacts');
    expect(live).toEqual([{ id: last }, ...[one, two, first, three].map((id) => ({ id, mergedInto: last }))]);
    expect((await hubspot.source().byIds('contacts', [two ?? ''])).records).toMatchObject([{ id: last }]);
    expect((await backfill('deals')).records.get(deal)).toMatchObject({ contactIds: [last] });
  });

  it('that cannot be read are set aside with their reason; the others of the page go on', async () => {
    const { portal } = hubspot.server;
    for (let count = 0; count < 99; count++) portal.add('deals', { amount: '10.00' });
    const bad = portal.add('deals', { amount: 'ten thousand' });
    const dateless = portal.add('deals', { amount: '1', closedate: 'next week' });
    const { records, rejected } = await backfill('deals');
    expect(records.size).toBe(99);
    expect(rejected).toMatchObject([
      { id: bad, reason: "amount: 'ten thousand' is no amount" },
      { id: dateless, reason: "closedate: 'next week' is no date" },
    ]);
    expect(JSON.parse(rejected[0]?.raw ?? '')).toMatchObject({ id: bad, properties: { amount: 'ten thousand' } });
    portal.change('deals', bad, { amount: '10000' });
    const mended = await hubspot.source().byIds(
      'deals',
      rejected.map(({ id }) => id),
    );
    expect(mended.records).toMatchObject([{ id: bad, amount: 1_000_000 }]);
    expect(mended.rejected).toMatchObject([{ id: dateless }]);
  });

  it('tell what people sent through forms, joined by e-mail, from the moment asked for on', async () => {
    const { portal } = hubspot.server;
    const contact = portal.addForm('Contact us');
    portal.addForm('Nobody uses this');
    const news = portal.addForm('Newsletter');
    for (let index = 0; index < 120; index++) {
      portal.submit(contact, { email: `p${index}@example.com`, message: `Question ${index}` });
      hubspot.time.advance(1000);
    }
    const since = hubspot.time.now();
    const late = portal.submit(contact, { email: 'late@example.com', message: 'Where is my order?' });
    const anonymous = portal.submit(news, { topic: 'cards' });
    const all = await backfill('forms');
    expect(all.records.size).toBe(122);
    hubspot.server.requests.length = 0;
    const recent = await pullAll(hubspot.source(), { stream: 'forms', mode: 'incremental', since });
    expect([...recent.records.values()]).toEqual([
      {
        kind: 'form-submission',
        id: late,
        updatedAt: since,
        formId: contact,
        formName: 'Contact us',
        submittedAt: since,
        email: 'late@example.com',
        pageUrl: 'https://shop.example/contact',
        values: { email: 'late@example.com', message: 'Where is my order?' },
      },
      expect.objectContaining({ id: anonymous, formName: 'Newsletter', values: { topic: 'cards' } }),
    ]);
    // The forms, and one page of each: the first page of the busy one already reaches back far enough.
    expect(hubspot.server.requests.length).toBe(4);
  });

  it('of a form go on where the last pull stopped', async () => {
    const { portal } = hubspot.server;
    for (const name of ['One', 'Two']) {
      const form = portal.addForm(name);
      for (let index = 0; index < 130; index++) portal.submit(form, { email: `${name}${index}@example.com` });
    }
    const whole = await backfill('forms');
    expect(whole.records.size).toBe(260);
    for (const [index, position] of whole.positions.entries()) {
      const rest = await pullAll(hubspot.source(), { stream: 'forms', mode: 'backfill', position });
      expect(rest.pages).toBe(whole.pages - index - 1);
      expect([...rest.records.keys()]).toEqual([...whole.records.keys()].slice(-rest.records.size));
    }
  });
});
