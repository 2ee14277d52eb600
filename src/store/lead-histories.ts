import { createHash } from 'node:crypto';
import { type AlikeBy, type AlikeGroups, alikeBy, type LeadHistories, leadEventKinds } from '../domain/leads.ts';
import type { Store } from './database.ts';
import {
  addCompanies,
  compareEvents,
  compareNumbers,
  compareTexts,
  type LeadEvent,
  readLeadEvents,
} from './lead-events.ts';
import { type LeadPerson, readLeadPeople } from './lead-people.ts';

interface History {
  readonly person: LeadPerson;
  readonly events: readonly LeadEvent[];
}

/**
 * Loads everybody whom a connected system knew before `asOf` (epoch ms), with what its CRM tells of them; see `LeadHistories`. Sorted by content,
 * so that the order of arrival and the names of ids leave no trace.
 */
export function loadLeadHistories(store: Store, { asOf, currency }: { asOf: number; currency: string }): LeadHistories {
  const people = readLeadPeople(store, asOf);
  addCompanies(store, people);
  const events = readLeadEvents(store, { people, asOf, currency });
  const histories = [...people.values()]
    .map((person): History => ({ person, events: events.get(person.row) ?? [] }))
    .sort(compareHistories);
  return {
    asOf,
    firstAt: histories[0]?.person.createdAt ?? asOf,
    customerIds: histories.map(({ person }) => person.customerId),
    customerRows: Int32Array.from(histories, ({ person }) => person.row),
    createdAt: Float64Array.from(histories, ({ person }) => person.createdAt),
    goneAt: Float64Array.from(histories, ({ person }) => person.goneAt),
    firstOrderAt: Float64Array.from(histories, ({ person }) => person.firstOrderAt),
    alike: {
      source: groupsBy(histories, 'source'),
      country: groupsBy(histories, 'country'),
      email: groupsBy(histories, 'email'),
      company: groupsBy(histories, 'company'),
    },
    ...eventColumns(histories),
  };
}

/** Whether a connected system knows anybody at all: a look that costs nothing, before everybody is read. */
export function knowsContacts({ sqlite }: Store): boolean {
  return (
    sqlite.prepare("select 1 from identity where source <> 'file' and created_at is not null limit 1").get() !==
    undefined
  );
}

/** SHA-256 over all columns, names of people left out: equal for the same people, however they came into the store. */
export function fingerprintLeads(leads: LeadHistories): string {
  const hash = createHash('sha256').update(String(leads.asOf));
  const {
    createdAt,
    goneAt,
    firstOrderAt,
    eventStart,
    eventAt,
    eventKind,
    eventEnd,
    eventWon,
    eventAmount,
    eventForm,
  } = leads;
  const groups = alikeBy.map((name) => leads.alike[name].codes);
  const columns = [createdAt, goneAt, firstOrderAt, eventStart, eventAt, eventKind, eventEnd, eventWon, eventAmount];
  for (const { buffer, byteOffset, byteLength } of [...columns, eventForm, ...groups]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}

const propertyOf: Readonly<Record<AlikeBy, (person: LeadPerson) => string | undefined>> = {
  source: ({ source }) => source,
  country: ({ country }) => country,
  email: ({ emailKind }) => emailKind,
  company: ({ company }) => company,
};

function groupsBy(histories: readonly History[], by: AlikeBy): AlikeGroups {
  const values = histories.map(({ person }) => propertyOf[by](person));
  const labels = [...new Set(values.filter((value) => value !== undefined))].sort(compareTexts);
  const places = new Map(labels.map((label, place) => [label, place]));
  return { codes: Int32Array.from(values, (value) => places.get(value ?? '') ?? -1), labels };
}

type EventColumns = Pick<
  LeadHistories,
  'eventStart' | 'eventAt' | 'eventKind' | 'eventEnd' | 'eventWon' | 'eventAmount' | 'eventForm' | 'forms'
>;

function eventColumns(histories: readonly History[]): EventColumns {
  const total = histories.reduce((sum, { events }) => sum + events.length, 0);
  const forms = formNames(histories);
  const places = new Map(forms.map((form, place) => [form, place]));
  const columns = {
    eventStart: new Uint32Array(histories.length + 1),
    eventAt: new Float64Array(total),
    eventKind: new Uint8Array(total),
    eventEnd: new Float64Array(total),
    eventWon: new Uint8Array(total),
    eventAmount: new Float64Array(total),
    eventForm: new Int32Array(total),
    forms,
  };
  let place = 0;
  histories.forEach(({ events }, index) => {
    for (const { at, kind, end, isWon, amount, form } of events) {
      columns.eventAt[place] = at;
      columns.eventKind[place] = leadEventKinds.indexOf(kind);
      columns.eventEnd[place] = end;
      columns.eventWon[place] = isWon ? 1 : 0;
      columns.eventAmount[place] = amount;
      columns.eventForm[place++] = places.get(form ?? '') ?? -1;
    }
    columns.eventStart[index + 1] = place;
  });
  return columns;
}

function formNames(histories: readonly History[]): string[] {
  const names = new Set<string>();
  for (const { events } of histories) for (const { form } of events) if (form !== undefined) names.add(form);
  return [...names].sort(compareTexts);
}

function compareHistories({ person: one, events: ones }: History, { person: other, events: others }: History): number {
  if (one.createdAt !== other.createdAt) return one.createdAt - other.createdAt;
  for (const by of alikeBy) {
    const order = compareTexts(propertyOf[by](one) ?? '', propertyOf[by](other) ?? '');
    if (order !== 0) return order;
  }
  for (let place = 0; place < Math.min(ones.length, others.length); place++) {
    const [left, right] = [ones[place], others[place]];
    const order = left && right ? compareEvents(left, right) : 0;
    if (order !== 0) return order;
  }
  return (
    ones.length - others.length ||
    compareNumbers(one.firstOrderAt, other.firstOrderAt) ||
    compareNumbers(one.goneAt, other.goneAt)
  );
}
