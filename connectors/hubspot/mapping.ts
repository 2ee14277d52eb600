import { z } from 'zod';
import { minorDigits } from '../../src/domain/money.ts';
import type {
  ConsentState,
  SourceCompany,
  SourceCustomer,
  SourceDeal,
  SourceRecord,
  SourceTicket,
} from '../../src/domain/source-records.ts';
import type { RejectedRecord } from '../contract.ts';
import { minorOfMicros, parseMicros } from '../files/values.ts';
import type { ObjectType } from './api.ts';
import { linkProperty } from './patron-properties.ts';
import { withId, withMergedIds } from './replies.ts';

const instant = z.string().transform((text, context) => {
  const at = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) context.addIssue('is no instant');
  return at;
});

const hubspotRecord = z.object({
  id: z.string().min(1),
  createdAt: instant,
  updatedAt: instant,
  archived: z.boolean().default(false),
  properties: z.record(z.string(), z.string().nullable()),
});

/** A record as HubSpot gives it, parsed. Properties are text; empty ones are null. */
export type HubspotRecord = z.infer<typeof hubspotRecord>;

/** What a record is mapped with. */
export interface MappingContext {
  /** Names of the properties that are kept as attributes. */
  readonly attributes: readonly string[];
  /** The portal's currency: that of deals that name none. */
  readonly currency: string | undefined;
  /** Ids that a record is linked to. */
  readonly contactIds: ReadonlyMap<string, readonly string[]>;
  readonly companyIds: ReadonlyMap<string, readonly string[]>;
}

/** A value that a record cannot have: the record is set aside, the others go on. */
class UnreadableValue extends Error {}

/** Reads records one by one: those that cannot be read are kept with their reason, and do not take the others along. */
export function mapRecords(
  type: ObjectType,
  raws: readonly unknown[],
  context: MappingContext,
): { records: SourceRecord[]; rejected: RejectedRecord[] } {
  const records: SourceRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const raw of raws) {
    const result = mapRecord(type, raw, context);
    if (typeof result === 'string')
      rejected.push({ id: idOf(raw) ?? 'unknown', reason: result, raw: JSON.stringify(raw) });
    else records.push(result);
  }
  return { records, rejected };
}

/** The id of a record, whatever else is wrong with it. */
export function idOf(raw: unknown): string | undefined {
  const read = withId.safeParse(raw);
  return read.success ? read.data.id : undefined;
}

/** Ids that were merged into a record, as far as it tells of them. */
export function mergedIdsIn(raw: unknown): string[] {
  const read = withMergedIds.safeParse(raw);
  return read.success ? listOf(read.data.properties.hs_merged_object_ids) : [];
}

function mergedIdsOf(properties: HubspotRecord['properties']): string[] {
  return listOf(properties.hs_merged_object_ids);
}

/** The record, or why it cannot be read. */
function mapRecord(type: ObjectType, raw: unknown, context: MappingContext): SourceRecord | string {
  const read = hubspotRecord.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${issue?.path.join('.') || 'the record'}: ${issue?.message ?? 'cannot be read'}`;
  }
  try {
    return mappers[type](read.data, context);
  } catch (error) {
    if (error instanceof UnreadableValue) return error.message;
    throw error;
  }
}

const mappers: Readonly<Record<ObjectType, (record: HubspotRecord, context: MappingContext) => SourceRecord>> = {
  contacts: mapContact,
  companies: mapCompany,
  deals: mapDeal,
  tickets: mapTicket,
};

function mapContact(record: HubspotRecord, { attributes }: MappingContext): SourceCustomer {
  const { properties } = record;
  const link = linkOf(properties[linkProperty]);
  return {
    kind: 'customer',
    ...identityOf(record),
    createdAt: dateOf(record, 'createdate') ?? record.createdAt,
    ...known('email', textOf(properties.email)),
    otherEmails: listOf(properties.hs_additional_emails),
    ...known('name', nameOf(properties)),
    ...known('phone', textOf(properties.phone) ?? textOf(properties.mobilephone)),
    ...known('country', textOf(properties.country)),
    consent: { email: consentOf(properties) },
    ...(link === undefined ? {} : { link }),
    ...mergedOf(properties),
    attributes: attributesOf(properties, attributes),
  };
}

function mapCompany(record: HubspotRecord, { attributes, contactIds }: MappingContext): SourceCompany {
  const { properties, id } = record;
  return {
    kind: 'company',
    ...identityOf(record),
    ...filled('name', properties.name),
    ...filled('domain', properties.domain),
    contactIds: contactIds.get(id) ?? [],
    attributes: attributesOf(properties, attributes),
  };
}

function mapDeal(record: HubspotRecord, { currency, contactIds, companyIds }: MappingContext): SourceDeal {
  const { properties, id } = record;
  const own = textOf(properties.deal_currency_code) ?? currency;
  const closedAt = dateOf(record, 'closedate');
  return {
    kind: 'deal',
    ...identityOf(record),
    ...filled('name', properties.dealname),
    ...filled('stage', properties.dealstage),
    ...filled('pipeline', properties.pipeline),
    ...(own === undefined ? {} : { currency: own, ...amountOf(properties.amount, own) }),
    createdAt: dateOf(record, 'createdate') ?? record.createdAt,
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(textOf(properties.hs_is_closed_won) ? { isWon: properties.hs_is_closed_won === 'true' } : {}),
    contactIds: contactIds.get(id) ?? [],
    companyIds: companyIds.get(id) ?? [],
  };
}

function mapTicket(record: HubspotRecord, { contactIds }: MappingContext): SourceTicket {
  const { properties, id } = record;
  const closedAt = dateOf(record, 'closed_date');
  return {
    kind: 'ticket',
    ...identityOf(record),
    ...filled('subject', properties.subject),
    ...filled('content', properties.content),
    ...filled('stage', properties.hs_pipeline_stage),
    ...filled('priority', properties.hs_ticket_priority),
    createdAt: dateOf(record, 'createdate') ?? record.createdAt,
    ...(closedAt === undefined ? {} : { closedAt }),
    contactIds: contactIds.get(id) ?? [],
  };
}

function identityOf({ id, updatedAt, archived }: HubspotRecord): {
  id: string;
  updatedAt: number;
  isArchived?: boolean;
} {
  return { id, updatedAt, ...(archived ? { isArchived: true } : {}) };
}

/** A value without the blanks around it; null: HubSpot says that it is empty; undefined: it says nothing. */
function textOf(value: string | null | undefined): string | null | undefined {
  return value === undefined ? undefined : value?.trim() || null;
}

function known<K extends string>(name: K, value: string | null | undefined): { [P in K]?: string | null } {
  const field: { [P in K]?: string | null } = {};
  if (value !== undefined) field[name] = value;
  return field;
}

function filled<K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } {
  const text = textOf(value);
  const field: { [P in K]?: string } = {};
  if (text) field[name] = text;
  return field;
}

function listOf(value: string | null | undefined): string[] {
  return (value ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function nameOf({ firstname, lastname }: HubspotRecord['properties']): string | null | undefined {
  if (firstname === undefined && lastname === undefined) return undefined;
  return textOf(
    [firstname, lastname]
      .map((part) => part?.trim())
      .filter(Boolean)
      .join(' '),
  );
}

/** An opt-out is a refusal; its absence is no consent: that takes a legal basis that somebody wrote down. */
function consentOf({ hs_email_optout, hs_legal_basis }: HubspotRecord['properties']): ConsentState {
  if (hs_email_optout === 'true') return 'refused';
  return /freely given consent/i.test(hs_legal_basis ?? '') ? 'granted' : 'unknown';
}

/** The person at Shopify, by the number of the id: people copy it bare or as `gid://shopify/Customer/1`. */
function linkOf(value: string | null | undefined): SourceCustomer['link'] {
  const id = /^(?:gid:\/\/shopify\/Customer\/)?(\d+)$/.exec(value?.trim() ?? '')?.[1];
  return id === undefined ? undefined : { source: 'shopify', id };
}

function mergedOf(properties: HubspotRecord['properties']): { mergedIds?: readonly string[] } {
  const mergedIds = mergedIdsOf(properties);
  return mergedIds.length === 0 ? {} : { mergedIds };
}

/** Attributes that have a value; one that is missing here is empty at HubSpot. */
function attributesOf(properties: HubspotRecord['properties'], names: readonly string[]): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== null && value !== undefined && value !== '') attributes[name] = value;
  }
  return attributes;
}

/** An instant as HubSpot writes it: ISO, or milliseconds. */
function dateOf({ properties }: HubspotRecord, name: string): number | undefined {
  const text = properties[name]?.trim();
  if (!text) return undefined;
  const at = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(at)) throw new UnreadableValue(`${name}: '${text}' is no date`);
  return at;
}

function amountOf(value: string | null | undefined, currency: string): { amount?: number } {
  const text = value?.trim();
  if (!text) return {};
  const micros = parseMicros(text, 'point');
  if (micros === undefined) throw new UnreadableValue(`amount: '${text}' is no amount`);
  return { amount: minorOfMicros(BigInt(micros), minorDigits(currency)) };
}
