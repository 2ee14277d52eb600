import type { Clock } from '../../../src/domain/clock.ts';
import { type PortalList, type ValidationRule, WriteLog } from './portal-writes.ts';
import {
  changeProperty,
  type ObjectType,
  objectTypes,
  type PropertyDefinition,
  standardProperties,
} from './standard-properties.ts';

/** Property values as HubSpot keeps them: text, or nothing. */
export type Values = Readonly<Record<string, string | null>>;

/** A record as it was at one moment. */
export interface Version {
  readonly values: Values;
  readonly updatedAt: number;
  readonly archivedAt?: number;
  /** How it came to be: through the API, or by a person's hand. */
  readonly by?: 'API' | 'CRM_UI';
}

/** A record with all that was ever known of it; the search index sees it only after the lag. */
export interface StoredRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly versions: Version[];
  /** The record that swallowed this one. */
  mergedInto?: string;
}

/** What somebody sent through a form. */
export interface Submission {
  readonly id: string;
  readonly submittedAt: number;
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly pageUrl: string;
}

/** One kind of record: its properties and its records, by id. */
export interface ObjectTable {
  readonly properties: Map<string, PropertyDefinition>;
  readonly records: Map<string, StoredRecord>;
  /** `contacts` -> id -> ids. */
  readonly associations: Map<string, Map<string, Set<string>>>;
}

/** What the portal is, apart from its records. */
export interface PortalSettings {
  readonly portalId: number;
  readonly timeZone: string;
  readonly currency: string;
  /** How long a change takes to reach the search. */
  indexLagMs: number;
  token: string;
  scopes: Set<string>;
  /** A batch with one bad input is refused as a whole, whatever marks its inputs carry. */
  isAllOrNothing: boolean;
}

/** A portal in memory that tests fill and change. Every change takes the clock's present moment, unless `at` says otherwise. */
export class HubspotPortal {
  readonly settings: PortalSettings;
  readonly tables: Readonly<Record<ObjectType, ObjectTable>>;
  readonly forms = new Map<
    string,
    { readonly name: string; readonly createdAt: number; readonly submissions: Submission[] }
  >();
  /** What came in through the API and changed something, or would have. */
  readonly log: WriteLog;
  /** Rules that an admin has set for all who write. */
  readonly rules: ValidationRule[] = [];
  readonly lists = new Map<string, PortalList>();
  /** Groups of properties, by kind of record and name. */
  readonly groups = new Set<string>();
  private readonly clock: Clock;
  private lastId = 1000;

  constructor(clock: Clock, settings: Partial<PortalSettings> = {}) {
    this.clock = clock;
    this.settings = {
      portalId: 4_711_815,
      timeZone: 'America/New_York',
      currency: 'USD',
      indexLagMs: 0,
      isAllOrNothing: false,
      token: 'pat-na1-test',
      scopes: new Set([
        'crm.objects.contacts.read',
        'crm.objects.contacts.write',
        'crm.schemas.contacts.write',
        'crm.lists.read',
        'crm.lists.write',
        'crm.objects.companies.read',
        'crm.objects.deals.read',
        'tickets',
        'forms',
      ]),
      ...settings,
    };
    const table = (type: ObjectType): ObjectTable => ({
      properties: standardProperties(type),
      records: new Map(),
      associations: new Map(),
    });
    this.tables = {
      contacts: table('contacts'),
      companies: table('companies'),
      deals: table('deals'),
      tickets: table('tickets'),
      notes: table('notes'),
      tasks: table('tasks'),
    };
    this.log = new WriteLog(clock);
  }

  private now(): number {
    return this.clock.now().getTime();
  }

  /** Adds a property that the portal's people made. */
  addProperty(type: ObjectType, name: string, kind: PropertyDefinition['type'] = 'string'): void {
    this.tables[type].properties.set(name, { name, type: kind, isOwn: true });
  }

  /** Adds a record and gives its id. */
  add(type: ObjectType, values: Values, { at = this.now() }: { at?: number } = {}): string {
    const id = this.nextId();
    this.tables[type].records.set(id, { id, createdAt: at, versions: [{ values, updatedAt: at }] });
    return id;
  }

  /** Changes properties of a record and its stamp. */
  change(
    type: ObjectType,
    id: string,
    values: Values,
    { at = this.now(), by = 'CRM_UI' }: { at?: number; by?: 'API' | 'CRM_UI' } = {},
  ): void {
    const record = this.record(type, id);
    record.versions.push({ ...latest(record), values: { ...latest(record).values, ...values }, updatedAt: at, by });
  }

  /** A person types a value into a field of a contact. */
  edit(id: string, field: string, value: string): void {
    this.change('contacts', id, { [field]: value });
  }

  /** The present value of a field of a contact; empty where it has none. */
  valueOf(id: string, field: string): string {
    return latest(this.record('contacts', id)).values[field] ?? '';
  }

  /** An id for something new. */
  nextId(): string {
    return String(++this.lastId);
  }

  /** Archives a record: its stamp stays as it is. */
  archive(type: ObjectType, id: string): void {
    const record = this.record(type, id);
    record.versions.push({ ...latest(record), archivedAt: this.now() });
  }

  /** Brings an archived record back: its stamp stays as it is. */
  restore(type: ObjectType, id: string): void {
    const record = this.record(type, id);
    const { archivedAt: _, ...version } = latest(record);
    record.versions.push(version);
  }

  /** Removes a record for ever. */
  purge(type: ObjectType, id: string): void {
    this.tables[type].records.delete(id);
  }

  /** Merges two records into one with a new id; values of the first win. The old ids resolve to it on read. Gives the new id. */
  merge(type: ObjectType, firstId: string, secondId: string): string {
    const first = this.record(type, firstId);
    const second = this.record(type, secondId);
    const known = Object.entries(latest(first).values).filter(([, value]) => value !== null && value !== '');
    const earlier = [first, second].flatMap((record) => mergedIdsOf(record));
    const merged = [...earlier, firstId, secondId];
    const emails = this.mergedEmails(first, second);
    const values = {
      ...latest(second).values,
      ...Object.fromEntries(known),
      ...emails,
      hs_merged_object_ids: merged.join(';'),
    };
    const id = this.add(type, values);
    for (const record of [first, second]) record.mergedInto = id;
    for (const other of objectTypes) {
      for (const oldId of [firstId, secondId]) {
        for (const target of this.associated(type, oldId, other)) this.associate(type, id, other, target);
      }
    }
    return id;
  }

  private mergedEmails(first: StoredRecord, second: StoredRecord): Values {
    const email = latest(second).values.email;
    if (!email || !latest(first).values.email) return {};
    const more = latest(first).values.hs_additional_emails;
    return { hs_additional_emails: [...(more ? more.split(';') : []), email].join(';') };
  }

  /** Links two records, in both directions. */
  associate(fromType: ObjectType, fromId: string, toType: ObjectType, toId: string): void {
    this.linksOf(fromType, toType, fromId).add(toId);
    this.linksOf(toType, fromType, toId).add(fromId);
  }

  private linksOf(fromType: ObjectType, toType: ObjectType, id: string): Set<string> {
    const byId = this.tables[fromType].associations.get(toType) ?? new Map<string, Set<string>>();
    this.tables[fromType].associations.set(toType, byId);
    const links = byId.get(id) ?? new Set<string>();
    byId.set(id, links);
    return links;
  }

  /** Ids that a record is linked to; those of merged and archived records are left out. */
  associated(fromType: ObjectType, id: string, toType: ObjectType): string[] {
    const links = this.tables[fromType].associations.get(toType)?.get(id) ?? [];
    return [...links].filter((target) => {
      const record = this.tables[toType].records.get(target);
      return record !== undefined && isLive(record);
    });
  }

  /** Adds a form and gives its id. */
  addForm(name: string): string {
    const id = `3f7f3f8a-6a9a-4c30-9c3d-${String(this.forms.size + 1).padStart(12, '0')}`;
    this.forms.set(id, { name, createdAt: this.now(), submissions: [] });
    return id;
  }

  /** Sends a form and gives the submission's id. */
  submit(formId: string, values: Readonly<Record<string, string>>, { at = this.now() }: { at?: number } = {}): string {
    const form = this.forms.get(formId);
    if (!form) throw new Error(`no form ${formId}`);
    const id = `conv-${formId.slice(-4)}-${form.submissions.length + 1}`;
    const pairs = Object.entries(values).map(([name, value]) => ({ name, value }));
    form.submissions.push({ id, submittedAt: at, values: pairs, pageUrl: 'https://shop.example/contact' });
    return id;
  }

  /** A record by its id. Raises where there is none. */
  record(type: ObjectType, id: string): StoredRecord {
    const record = this.tables[type].records.get(id);
    if (!record) throw new Error(`no ${type} ${id}`);
    return record;
  }

  /** A record by its id or by that of one that was merged into it. */
  resolve(type: ObjectType, id: string): StoredRecord | undefined {
    const record = this.tables[type].records.get(id);
    return record?.mergedInto === undefined ? record : this.resolve(type, record.mergedInto);
  }

  /** All properties of a record as the API gives them, the portal's own ones included. */
  valuesOf(type: ObjectType, record: StoredRecord, version: Version = latest(record)): Values {
    return {
      ...version.values,
      hs_object_id: record.id,
      createdate: new Date(record.createdAt).toISOString(),
      [changeProperty(type)]: new Date(version.updatedAt).toISOString(),
    };
  }

  /** What the portal really holds: live records, archived ids and merges. */
  truth(type: ObjectType): { live: Map<string, Values>; archived: string[]; merged: Map<string, string> } {
    const records = [...this.tables[type].records.values()];
    const standing = records.filter(({ mergedInto }) => mergedInto === undefined);
    return {
      live: new Map(standing.filter(isLive).map((record) => [record.id, this.valuesOf(type, record)])),
      archived: standing.filter((record) => !isLive(record)).map(({ id }) => id),
      merged: new Map(
        records.flatMap(({ id, mergedInto }) =>
          mergedInto === undefined ? [] : [[id, this.resolve(type, id)?.id ?? mergedInto]],
        ),
      ),
    };
  }
}

/** The newest version of a record. */
export function latest(record: StoredRecord): Version {
  const version = record.versions.at(-1);
  if (!version) throw new Error(`record ${record.id} has no version`);
  return version;
}

/** A record that is neither archived nor merged into another. */
export function isLive(record: StoredRecord): boolean {
  return record.mergedInto === undefined && latest(record).archivedAt === undefined;
}

function mergedIdsOf(record: StoredRecord): string[] {
  const text = latest(record).values.hs_merged_object_ids;
  return text ? text.split(';') : [];
}
