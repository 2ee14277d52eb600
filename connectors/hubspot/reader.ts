import type { Page } from '../contract.ts';
import { type ObjectType, pageSizes } from './api.ts';
import type { Doubt, HubspotClient } from './client.ts';
import { idOf, mapRecords, mergedIdsIn } from './mapping.ts';
import { type ReadProperties, readProperties } from './properties.ts';
import type { ReadReply } from './replies.ts';

/** What is known of the account without asking. */
export interface AccountFacts {
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
}

/** How records are read by their ids. */
interface ReadOptions {
  readonly isArchived?: boolean;
  /** What an answer about these ids is doubted for. */
  readonly doubt?: (asked: readonly string[]) => Doubt<ReadReply>;
}

/** Raw records with what was said about them. */
export interface RawRecords {
  readonly raws: readonly unknown[];
  readonly warnings: readonly string[];
}

const linked: Readonly<Record<ObjectType, readonly ObjectType[]>> = {
  contacts: [],
  companies: ['contacts'],
  deals: ['contacts', 'companies'],
  tickets: ['contacts'],
};

/** Makes pages of whole records: their properties, their links, the currency. Asks for properties and account once. */
export class RecordReader {
  readonly client: HubspotClient;
  private readonly properties = new Map<ObjectType, Promise<ReadProperties>>();
  private readonly account: { facts: AccountFacts };

  /** `account` is filled as soon as it is known. */
  constructor(client: HubspotClient, account: { facts: AccountFacts }) {
    this.client = client;
    this.account = account;
  }

  /** What is read of a kind of record. */
  propertiesOf(type: ObjectType): Promise<ReadProperties> {
    const known = this.properties.get(type) ?? readProperties(this.client, type);
    this.properties.set(type, known);
    return known;
  }

  /** Records by their ids, 100 a call, with all properties: those that HubSpot knows. */
  async read(
    type: ObjectType,
    ids: readonly string[],
    { isArchived = false, doubt }: ReadOptions = {},
  ): Promise<RawRecords> {
    const { all } = await this.propertiesOf(type);
    const raws: unknown[] = [];
    const warnings: string[] = [];
    for (let start = 0; start < ids.length; start += pageSizes.read) {
      const asked = ids.slice(start, start + pageSizes.read);
      const request = { ids: asked, properties: all, isArchived };
      const found = await this.client.read(type, doubt === undefined ? request : { ...request, doubt: doubt(asked) });
      raws.push(...found.results);
      for (const { category, message } of found.errors) {
        if (category !== 'OBJECT_NOT_FOUND') {
          warnings.push(`HubSpot kept back some ${type}: ${message ?? category ?? 'no reason given'}`);
        }
      }
    }
    return { raws, warnings };
  }

  /** A page of records from what HubSpot gave. */
  async page(type: ObjectType, { raws, warnings }: RawRecords): Promise<Page> {
    const { attributes } = await this.propertiesOf(type);
    const ids = raws.map(idOf).filter((id) => id !== undefined);
    const [contactIds, companyIds] = [
      await this.links(type, 'contacts', ids),
      await this.links(type, 'companies', ids),
    ];
    const currency = type === 'deals' && ids.length > 0 ? await this.currency() : undefined;
    return { ...mapRecords(type, raws, { attributes, currency, contactIds, companyIds }), warnings };
  }

  /** The account behind the key, remembered. */
  async accountOf(): Promise<{
    readonly portalId: number;
    readonly timeZone: string;
    readonly companyCurrency: string;
  }> {
    const account = await this.client.account();
    this.account.facts = { timeZone: account.timeZone, currency: account.companyCurrency };
    return account;
  }

  private async currency(): Promise<string> {
    return this.account.facts.currency ?? (await this.accountOf()).companyCurrency;
  }

  /** Ids that records are linked to, all of them, however many answers it takes. */
  private async links(from: ObjectType, to: ObjectType, ids: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    if (!linked[from].includes(to)) return found;
    let inputs: { id: string; after?: string }[] = [...new Set(ids)].map((id) => ({ id }));
    while (inputs.length > 0) {
      const { results } = await this.client.links(from, to, inputs.slice(0, pageSizes.links));
      const more: { id: string; after: string }[] = [];
      for (const { from: record, to: targets, paging } of results) {
        const known = found.get(record.id) ?? [];
        found.set(record.id, [...new Set([...known, ...targets.map(({ toObjectId }) => toObjectId)])]);
        if (paging?.next) more.push({ id: record.id, after: paging.next.after });
      }
      inputs = [...inputs.slice(pageSizes.links), ...more];
    }
    return found;
  }
}

/** Doubts a batch read that tells nothing of some id: not the record, not that it is gone, not what it was merged into. For ids that a list just gave. */
export function completeness(asked: readonly string[]): Doubt<ReadReply> {
  return ({ results, errors }) => {
    const excused = errors.flatMap(({ context }) => Object.values(context ?? {}).flat());
    const told = new Set([...excused, ...results.flatMap((raw) => [idOf(raw), ...mergedIdsIn(raw)])]);
    const missing = asked.filter((id) => !told.has(id));
    return missing.length === 0 ? undefined : `it tells nothing of ${missing.length} records that were asked for`;
  };
}
