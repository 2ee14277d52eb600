import { dayMs } from '../../src/domain/clock.ts';
import { drawIndex, type Random, seededRandom } from '../../src/domain/random.ts';
import type {
  SourceCustomer,
  SourceDeal,
  SourceFormSubmission,
  SourceOrder,
  SourceRecord,
  SourceTicket,
} from '../../src/domain/source-records.ts';
import type { Store } from '../../src/store/database.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';

/** What a portal of leads is simulated with. */
export interface PortalOptions {
  readonly contacts: number;
  readonly seed: number;
  /** ISO date of the first day. */
  readonly from?: string;
  readonly days?: number;
  /** Chance of a first order on the first day of a contact of whom nothing speaks. */
  readonly dailyHazard?: number;
  /** How strongly what is known of a lead moves their hazard; 0: not at all. */
  readonly strength?: number;
}

/** A portal with the truth behind it. */
export interface SimulatedPortal {
  readonly records: readonly SourceRecord[];
  /** P(first order in [at, at + days)) of a contact as it was drawn, given what had happened by then; undefined for no lead at that instant. */
  chanceOf(contact: string, at: number, days: number): number | undefined;
}

const start = '2024-01-01';
const sources = [
  { name: 'PAID_SEARCH', effect: 0.9 },
  { name: 'ORGANIC_SEARCH', effect: 0.4 },
  { name: 'SOCIAL_MEDIA', effect: -0.5 },
  { name: 'OFFLINE', effect: -0.9 },
] as const;
const forms = [
  { name: 'Quote', effect: 0.9 },
  { name: 'Newsletter', effect: 0 },
] as const;
const countries = [
  { name: 'DE', effect: 0.4 },
  { name: 'FR', effect: 0 },
  { name: 'US', effect: -0.4 },
] as const;

interface Contact {
  readonly id: string;
  readonly createdAt: number;
  /** What stays: source, country, kind of address. */
  readonly standing: number;
  readonly formDays: number[];
  readonly source: string;
  readonly country: string;
  readonly isWork: boolean;
  readonly form: (typeof forms)[number];
  dealDay?: number;
  ticketDay?: number;
  orderDay?: number;
}

/**
 * Contacts who become known day by day, send forms, get deals and tickets, and may place a first order: each day with a hazard that fades with their age and
 * is raised by a form sent in the last ten days, by an open deal, by how they came and where they are. As in a real portal a purchase writes over
 * the contact: the lifecycle stage, the lead status, the counters of e-mails, and for half of them a country that was not known before.
 */
export function simulatedPortal({
  contacts: count,
  seed,
  from = start,
  days = 420,
  dailyHazard = 0.0025,
  strength = 1,
}: PortalOptions): SimulatedPortal {
  const random = seededRandom(seed);
  const first = Date.parse(from);
  const life = { days, dailyHazard, strength };
  const contacts = new Map<string, Contact>();
  const records: SourceRecord[] = [];
  for (let index = 0; index < count; index++) {
    const contact = drawContact(random, { id: String(1000 + index), first, days });
    live(contact, random, { ...life, startDay: (contact.createdAt - first) / dayMs });
    contacts.set(contact.id, contact);
    records.push(...recordsOf(contact, random));
  }
  return {
    records,
    chanceOf: (id, at, horizon) => {
      const contact = contacts.get(id);
      if (!contact || at <= contact.createdAt || at > orderAtOf(contact)) return undefined;
      const day = Math.floor((at - contact.createdAt) / dayMs);
      let none = 1;
      for (let ahead = 0; ahead < horizon; ahead++)
        none *= 1 - hazardOn(contact, day + ahead, { ...life, knownBy: day });
      return 1 - none;
    },
  };
}

function drawContact(random: Random, { id, first, days }: { id: string; first: number; days: number }): Contact {
  const pick = <T>(all: readonly T[], first: T): T => all[drawIndex(random, all.length)] ?? first;
  const source = pick<(typeof sources)[number]>(sources, sources[0]);
  const country = pick<(typeof countries)[number]>(countries, countries[0]);
  const isWork = random() < 0.4;
  return {
    id,
    createdAt: first + Math.floor(random() * days * dayMs),
    standing: source.effect + country.effect + (isWork ? 0.3 : 0),
    formDays: [],
    source: source.name,
    country: country.name,
    isWork,
    form: pick<(typeof forms)[number]>(forms, forms[0]),
  };
}

function orderAtOf({ createdAt, orderDay }: Contact): number {
  return orderDay === undefined ? Number.POSITIVE_INFINITY : createdAt + Math.floor((orderDay + 0.8) * dayMs);
}

interface Life {
  readonly days: number;
  readonly dailyHazard: number;
  readonly strength: number;
}

/** The hazard of a first order on a day of a contact's life; `knownBy`: only what had happened by then counts. */
function hazardOn(
  contact: Contact,
  day: number,
  { dailyHazard, strength, knownBy = day }: Life & { knownBy?: number },
) {
  const sent = contact.formDays.filter((at) => at <= Math.min(day, knownBy));
  const quiet = day - (sent.at(-1) ?? Number.NEGATIVE_INFINITY);
  const hasDeal = contact.dealDay !== undefined && contact.dealDay <= Math.min(day, knownBy);
  const speaks =
    contact.standing +
    (quiet <= 10 ? 1.2 : 0) +
    (sent.length > 0 ? contact.form.effect : 0) +
    (hasDeal ? 1.3 : 0) -
    day / 120;
  return Math.min(0.5, dailyHazard * Math.exp(strength * speaks));
}

function live(contact: Contact, random: Random, life: Life & { startDay: number }): void {
  for (let day = 0; day + life.startDay < life.days; day++) {
    if (random() < (day === 0 ? 0.5 : 0.012)) contact.formDays.push(day);
    if (contact.dealDay === undefined && random() < 0.002) contact.dealDay = day;
    if (contact.ticketDay === undefined && random() < 0.001) contact.ticketDay = day;
    if (random() >= hazardOn(contact, day, life)) continue;
    contact.orderDay = day;
    return;
  }
}

function recordsOf(contact: Contact, random: Random): SourceRecord[] {
  const at = (day: number, share: number) => contact.createdAt + Math.floor((day + share) * dayMs);
  const formsSent = contact.formDays.map((day, index) => formRecord(contact, at(day, 0.2), index));
  return [
    contactRecord(contact, random),
    ...formsSent,
    ...(contact.dealDay === undefined ? [] : [dealRecord(contact, at(contact.dealDay, 0.3), at)]),
    ...(contact.ticketDay === undefined ? [] : [ticketRecord(contact, at(contact.ticketDay, 0.3))]),
    ...(contact.orderDay === undefined ? [] : buyerRecords(contact, orderAtOf(contact))),
  ];
}

function emailOf({ id, isWork }: Contact): string {
  return isWork ? `person@firm-${id}.example` : `person${id}@gmail.com`;
}

function contactRecord(contact: Contact, random: Random): SourceCustomer {
  const hasBought = contact.orderDay !== undefined;
  const knowsCountry = random() < 0.6 || (hasBought && random() < 0.5);
  return {
    kind: 'customer',
    id: contact.id,
    updatedAt: contact.createdAt + (contact.orderDay ?? 0) * dayMs,
    createdAt: contact.createdAt,
    email: emailOf(contact),
    ...(knowsCountry ? { country: contact.country } : {}),
    consent: { email: hasBought ? 'granted' : 'unknown' },
    attributes: {
      hs_analytics_source: contact.source,
      lifecyclestage: hasBought ? 'customer' : 'lead',
      hs_lead_status: hasBought ? 'CONNECTED' : 'NEW',
      hs_email_open: hasBought ? '9' : '1',
    },
  };
}

function formRecord({ id, form, ...contact }: Contact, at: number, index: number): SourceFormSubmission {
  const email = emailOf({ id, form, ...contact });
  return {
    kind: 'form-submission',
    id: `${id}-${index}`,
    updatedAt: at,
    formId: form.name.toLowerCase(),
    formName: form.name,
    submittedAt: at,
    email,
    values: { email },
  };
}

function dealRecord({ id, orderDay }: Contact, at: number, moment: (day: number, share: number) => number): SourceDeal {
  const closedAt = orderDay === undefined ? undefined : moment(orderDay, 0.9);
  return {
    kind: 'deal',
    id: `deal-${id}`,
    updatedAt: closedAt ?? at,
    createdAt: at,
    currency: 'EUR',
    // The amount is known in full once the deal is won.
    ...(closedAt === undefined ? {} : { closedAt, isWon: true, amount: 12_000 }),
    contactIds: [id],
    companyIds: [],
  };
}

function ticketRecord({ id }: Contact, at: number): SourceTicket {
  return { kind: 'ticket', id: `ticket-${id}`, updatedAt: at, createdAt: at, contactIds: [id] };
}

/** The account that a purchase opens at the shop, and the order: one person with the contact, by their address. */
function buyerRecords(contact: Contact, at: number): [SourceCustomer, SourceOrder] {
  const email = emailOf(contact);
  const id = `buyer-${contact.id}`;
  const line = { id: '1', sku: 'mug', quantity: 1, unitPriceMicros: 20_000_000, amount: 2000 };
  return [
    { kind: 'customer', id, updatedAt: at, createdAt: at - 60_000, email },
    {
      kind: 'order',
      id: `order-${contact.id}`,
      updatedAt: at,
      orderedAt: at,
      customerId: id,
      email,
      currency: 'EUR',
      isTest: false,
      lines: [line],
      refunds: [],
      sourceTotals: { gross: 2000, refunded: 0 },
    },
  ];
}

/** Brings a portal's records into a store as a pull does: orders and their buyers from the shop, the rest from the CRM. */
export function keepPortal(store: Store, records: readonly SourceRecord[], now: number): void {
  const keep = pageKeeper(store);
  const isOfShop = (record: SourceRecord) =>
    record.kind === 'order' || (record.kind === 'customer' && record.id.startsWith('buyer-'));
  const page = (source: string, some: readonly SourceRecord[]) =>
    keep({ source, stream: 'all', records: some, rejected: [], now });
  page(
    'hubspot',
    records.filter((record) => !isOfShop(record)),
  );
  page('shopify', records.filter(isOfShop));
}
