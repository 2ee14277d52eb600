import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { type LeadHistories, leadEventKinds } from '../../src/domain/leads.ts';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import type { SourceCustomer, SourceDeal, SourceRecord } from '../../src/domain/source-records.ts';
import { goneTaker } from '../../src/store/gone-records.ts';
import { fingerprintLeads, knowsContacts, loadLeadHistories } from '../../src/store/lead-histories.ts';
import { historiesOf, storeOf } from '../support/lead-store.ts';
import { simulatedPortal } from '../support/simulated-portal.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

function contact(id: string, more: Partial<SourceCustomer> = {}): SourceCustomer {
  const createdAt = day('2024-01-05');
  return { kind: 'customer', id, updatedAt: createdAt, createdAt, email: `${id}@gmail.com`, ...more };
}

function deal(id: string, more: Partial<SourceDeal> = {}): SourceDeal {
  const createdAt = day('2024-02-01');
  return { kind: 'deal', id, updatedAt: createdAt, createdAt, contactIds: ['1'], companyIds: [], ...more };
}

const form = (email: string, at: string): SourceRecord => ({
  kind: 'form-submission',
  id: `${email} ${at}`,
  updatedAt: day(at),
  formId: 'f1',
  formName: 'Quote',
  submittedAt: day(at),
  email,
  values: {},
});

const order = (buyer: string, at: string): SourceRecord[] => [
  { kind: 'customer', id: `buyer-${buyer}`, updatedAt: day(at), createdAt: day(at), email: `${buyer}@gmail.com` },
  {
    kind: 'order',
    id: `order-${buyer}`,
    updatedAt: day(at),
    orderedAt: day(at),
    customerId: `buyer-${buyer}`,
    currency: 'EUR',
    isTest: false,
    lines: [{ id: '1', sku: 'mug', quantity: 1, unitPriceMicros: 20_000_000, amount: 2000 }],
    refunds: [],
    sourceTotals: { gross: 2000, refunded: 0 },
  },
];

function eventsOf({ eventStart, eventAt, eventKind, eventEnd, eventWon, customerIds }: LeadHistories, id: string) {
  const person = customerIds.indexOf(id);
  return Array.from({ length: (eventStart[person + 1] ?? 0) - (eventStart[person] ?? 0) }, (_, index) => {
    const event = (eventStart[person] ?? 0) + index;
    const end = eventEnd[event] ?? 0;
    return {
      kind: leadEventKinds[eventKind[event] ?? 0],
      on: new Date(eventAt[event] ?? 0).toISOString().slice(0, 10),
      ...(Number.isFinite(end) ? { closed: new Date(end).toISOString().slice(0, 10) } : {}),
      ...(eventWon[event] === 1 ? { isWon: true } : {}),
    };
  });
}

describe('loadLeadHistories', () => {
  it('finds whose a form is by its address, a deal by its contact, also one that was merged into another', () => {
    const leads = historiesOf(
      [
        contact('1', { otherEmails: ['old@firm.example'] }),
        contact('2', { mergedIds: ['7'] }),
        form('old@firm.example', '2024-02-03'),
        form('nobody@firm.example', '2024-02-03'),
        deal('d1'),
        deal('d2', { contactIds: ['7'] }),
      ],
      day('2024-06-01'),
    );
    expect(eventsOf(leads, 'hubspot:1')).toEqual([
      { kind: 'deal', on: '2024-02-01' },
      { kind: 'form', on: '2024-02-03' },
    ]);
    expect(eventsOf(leads, 'hubspot:2')).toEqual([{ kind: 'deal', on: '2024-02-01' }]);
  });

  it('knows how a deal closed only once it has, and an order only once it was placed', () => {
    const records = [
      contact('1'),
      deal('d1', { closedAt: day('2024-03-01'), isWon: true, amount: 5000, currency: 'EUR' }),
      ...order('1', '2024-03-01'),
    ];
    const before = historiesOf(records, day('2024-03-01'));
    expect(eventsOf(before, 'hubspot:1')).toEqual([{ kind: 'deal', on: '2024-02-01' }]);
    expect([...before.firstOrderAt]).toEqual([Number.POSITIVE_INFINITY]);
    const after = historiesOf(records, day('2024-03-02'));
    expect(eventsOf(after, 'hubspot:1')).toEqual([
      { kind: 'deal', on: '2024-02-01', closed: '2024-03-01', isWon: true },
    ]);
    expect([...after.firstOrderAt]).toEqual([day('2024-03-01')]);
    // The account that the purchase opened is the same person, who was known before.
    expect([...after.createdAt]).toEqual([day('2024-01-05')]);
  });

  it('groups people by what is set once: how they came, where they are, for whom they work', () => {
    const leads = historiesOf(
      [
        contact('1', {
          country: 'DE ',
          attributes: { hs_analytics_source: 'PAID_SEARCH', lifecyclestage: 'customer' },
        }),
        contact('2', { country: 'de', email: 'two@acme.example' }),
        contact('3', { email: null }),
        { kind: 'company', id: 'c1', updatedAt: 1, name: 'Acme', domain: 'acme.example', contactIds: ['3'] },
      ],
      day('2024-06-01'),
    );
    const groupsOf = (id: string) => {
      const person = leads.customerIds.indexOf(id);
      const named = Object.entries(leads.alike).map(([by, { codes, labels }]) => [by, labels[codes[person] ?? -1]]);
      return Object.fromEntries(named.filter(([, label]) => label !== undefined));
    };
    expect(groupsOf('hubspot:1')).toEqual({ source: 'PAID_SEARCH', country: 'de', email: 'free' });
    expect(groupsOf('hubspot:2')).toEqual({ country: 'de', email: 'company', company: 'acme.example' });
    expect(groupsOf('hubspot:3')).toEqual({ company: 'acme.example' });
  });

  it('keeps an archived contact until the day on which it went, and nobody whom no connected system knows', () => {
    const store = storeOf([contact('1'), contact('2')]);
    store.sqlite.exec("insert into customer (id, public_id) values (99, 'file-99')");
    store.sqlite.exec("insert into identity (customer_id, source, source_id, created_at) values (99, 'file', '99', 1)");
    goneTaker(store)({
      source: 'hubspot',
      kind: 'customer',
      sourceId: '1',
      reason: 'archived',
      now: day('2024-04-01'),
    });
    const goneAt = (asOf: string) => {
      const leads = loadLeadHistories(store, { asOf: day(asOf), currency: 'EUR' });
      return Object.fromEntries(leads.customerIds.map((id, person) => [id, leads.goneAt[person]]));
    };
    const there = Number.POSITIVE_INFINITY;
    expect(goneAt('2024-03-01')).toEqual({ 'hubspot:1': there, 'hubspot:2': there });
    expect(goneAt('2024-05-01')).toEqual({ 'hubspot:1': day('2024-04-01'), 'hubspot:2': there });
    expect(goneAt('2024-01-02')).toEqual({});
    store.close();
  });

  it('is the same whatever comes after its date, and in whatever order all of it came', () => {
    const { records } = simulatedPortal({ contacts: 150, seed: 3, days: 200, dailyHazard: 0.006 });
    const asOf = Date.parse('2024-01-01') + 120 * dayMs;
    const isLater = (record: SourceRecord) => record.kind !== 'customer' && record.updatedAt >= asOf;
    const known = records.filter((record) => !isLater(record) || record.kind === 'deal');
    expect(known.length).toBeLessThan(records.length);
    const order = shuffle(Uint32Array.from(records.keys()), seededRandom(5));
    const shuffled = Array.from(order, (index) => records[index]).filter((record) => record !== undefined);
    // A purchase writes over the contact: none of that is seen.
    const overwritten = shuffled.map((record) =>
      record.kind === 'customer'
        ? { ...record, attributes: { ...record.attributes, lifecyclestage: 'evangelist', hs_lead_status: 'X' } }
        : record,
    );
    const print = fingerprintLeads(historiesOf(records, asOf));
    expect(fingerprintLeads(historiesOf(known, asOf))).toBe(print);
    expect(fingerprintLeads(historiesOf(overwritten, asOf))).toBe(print);
    expect(fingerprintLeads(historiesOf(records, asOf + dayMs))).not.toBe(print);
  });

  it('tells at a glance whether any contact is known', () => {
    const [empty, filled] = [storeOf([]), storeOf([contact('1')])];
    expect([knowsContacts(empty), knowsContacts(filled)]).toEqual([false, true]);
    empty.close();
    filled.close();
  });
});
