import type { ZodType } from 'zod';
import { RetryableError } from '../../src/domain/errors.ts';
import type { Reply } from '../transport/attempt.ts';
import type { Transport, TransportRequest } from '../transport/transport.ts';
import { type NoteType, type ObjectType, pageSizes, paths } from './api.ts';
import { searchLane } from './limits.ts';
import { misunderstood } from './refusals.ts';
import {
  type AccountReply,
  accountReply,
  type FormsReply,
  formsReply,
  type LinksReply,
  type ListOfContacts,
  type ListReply,
  linksReply,
  listOfContacts,
  listReply,
  type MembersReply,
  membersReply,
  propertiesReply,
  type ReadReply,
  readReply,
  type SearchReply,
  searchReply,
} from './replies.ts';

/** A condition of a search. */
export interface Filter {
  readonly propertyName: string;
  readonly operator: 'GT' | 'BETWEEN';
  readonly value: string;
  readonly highValue?: string;
}

/** What is wanted of a list. */
export interface ListRequest {
  /** The cursor of the page before. */
  readonly after?: string | undefined;
  readonly properties: readonly string[];
  readonly isArchived?: boolean;
  readonly limit?: number;
  readonly doubt?: Doubt<ListReply>;
}

/** Which records are read. */
export interface ReadRequest {
  /** At most 100. */
  readonly ids: readonly string[];
  /** A property with a value of its own for each record, which `ids` are then values of; absent: they are ids. */
  readonly idProperty?: string;
  readonly properties: readonly string[];
  readonly isArchived?: boolean;
  readonly doubt?: Doubt<ReadReply>;
}

/** Says what cannot be right with an answer that was read; undefined: nothing. */
export type Doubt<T> = (reply: T) => string | undefined;

/** How often an answer that cannot be right is asked for. */
const mostAsked = 4;

/** HubSpot's API as far as Patron reads it: one method an address, answers parsed. An answer that cannot be right is asked for again, then `source-broken`. */
export class HubspotClient {
  private readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  /** The account behind the key. */
  account(): Promise<AccountReply> {
    return this.ask({ path: paths.account(), schema: accountReply });
  }

  /** A page of all records, by id; live ones, or those archived. `properties` stand in the address: keep them short. */
  list(
    type: ObjectType,
    { after, properties, isArchived, limit = pageSizes.list, doubt }: ListRequest,
  ): Promise<ListReply> {
    const query = queryOf({
      limit: String(limit),
      after,
      properties: properties.join(','),
      archived: isArchived === true ? 'true' : undefined,
    });
    return this.ask({ path: `${paths.list(type)}?${query}`, schema: listReply, doubt });
  }

  /** Records that fit all filters, by id. At most 200, and the count of all. */
  search(
    type: ObjectType,
    {
      filters,
      properties,
      limit = pageSizes.search,
      doubt,
    }: { filters: readonly Filter[]; properties: readonly string[]; limit?: number; doubt?: Doubt<SearchReply> },
  ): Promise<SearchReply> {
    const filterGroups = filters.length === 0 ? [] : [{ filters }];
    const body = { filterGroups, sorts: ['hs_object_id'], properties, limit };
    return this.ask({ path: paths.search(type), schema: searchReply, body, lane: searchLane, doubt });
  }

  /** Records by id or by a property, at most 100; the properties stand in the body, as many as there are. */
  read(
    type: ObjectType | NoteType,
    { ids, idProperty, properties, isArchived = false, doubt }: ReadRequest,
  ): Promise<ReadReply> {
    const inputs = ids.map((id) => ({ id }));
    const by = idProperty === undefined ? {} : { idProperty };
    const body = { ...by, inputs, properties, propertiesWithHistory: [] };
    const path = `${paths.read(type)}${isArchived ? '?archived=true' : ''}`;
    return this.ask({ path, schema: readReply, body, doubt });
  }

  /** What records are linked to; `after` goes on with the links of one. */
  links(
    from: ObjectType,
    to: ObjectType,
    inputs: readonly { readonly id: string; readonly after?: string }[],
  ): Promise<LinksReply> {
    const asked = new Set(inputs.map(({ id }) => id));
    const doubt: Doubt<LinksReply> = ({ results }) =>
      results.every((result) => asked.has(result.from.id))
        ? undefined
        : 'it tells of the links of records that were not asked for';
    return this.ask({ path: paths.links(from, to), schema: linksReply, body: { inputs }, doubt });
  }

  /** Names of the properties of a kind of record. */
  async properties(type: ObjectType): Promise<readonly { readonly name: string; readonly isOwn: boolean }[]> {
    const { results } = await this.ask({ path: paths.properties(type), schema: propertiesReply });
    return results
      .filter(({ archived }) => archived !== true)
      .map(({ name, hubspotDefined }) => ({ name, isOwn: hubspotDefined !== true }));
  }

  /** A page of forms. */
  forms({
    after,
    limit = pageSizes.forms,
    doubt,
  }: {
    after?: string | undefined;
    limit?: number;
    doubt?: Doubt<FormsReply>;
  }): Promise<FormsReply> {
    return this.ask({
      path: `${paths.forms()}?${queryOf({ limit: String(limit), after })}`,
      schema: formsReply,
      doubt,
    });
  }

  /** A page of what was sent through a form, newest first. Undefined where the form is gone. */
  submissions(
    formId: string,
    { after, doubt }: { after?: string | undefined; doubt: Doubt<ListReply> },
  ): Promise<ListReply | undefined> {
    const path = `${paths.submissions(formId)}?${queryOf({ limit: String(pageSizes.submissions), after })}`;
    return this.ask({
      path,
      schema: listReply.optional(),
      doubt: (reply) => (reply === undefined ? undefined : doubt(reply)),
      isGone: ({ status }) => status === 404,
    });
  }

  /** A list of contacts by its name; undefined where there is none. */
  listNamed(name: string): Promise<ListOfContacts | undefined> {
    return this.ask({
      path: paths.listNamed(name),
      schema: listOfContacts.optional(),
      isGone: ({ status }) => status === 404,
    });
  }

  /** A page of who stands on a list. */
  members(
    listId: string,
    { after, doubt }: { after: string | undefined; doubt: Doubt<MembersReply> },
  ): Promise<MembersReply> {
    const query = queryOf({ limit: String(pageSizes.members), after });
    return this.ask({ path: `${paths.members(listId)}?${query}`, schema: membersReply, doubt });
  }

  private async ask<T>({ path, schema, body, lane, doubt, isGone }: Asked<T>): Promise<T> {
    let fault = '';
    for (let asked = 1; asked <= mostAsked; asked++) {
      if (asked > 1) await this.transport.wait(1000 * 2 ** (asked - 2));
      const reply = await this.transport.request(requestOf(path, body, lane));
      const isAbsent = isGone?.(reply) === true;
      if (reply.status >= 400 && !isAbsent) throw misunderstood(reply, path);
      const read = schema.safeParse(isAbsent ? undefined : reply.json);
      const doubted = read.success ? doubt?.(read.data) : 'it has another form than HubSpot describes';
      if (read.success && doubted === undefined) return read.data;
      fault = doubted ?? '';
    }
    throw new RetryableError(
      'source-broken',
      `HubSpot's answer to ${path.split('?')[0]} cannot be right: ${fault}. It was asked ${mostAsked} times.`,
      'Nothing is lost: sync again later; it goes on where it stopped.',
    );
  }
}

interface Asked<T> {
  readonly path: string;
  readonly schema: ZodType<T>;
  /** Makes it a POST. */
  readonly body?: unknown;
  readonly lane?: string;
  readonly doubt?: Doubt<T> | undefined;
  /** Whether an answer says that what is asked about is not there any more. */
  readonly isGone?: (reply: Reply) => boolean;
}

/** Everything here only reads, so that each call may be repeated, those by POST too. */
function requestOf(path: string, body: unknown, lane: string | undefined): TransportRequest {
  const headers = { accept: 'application/json' };
  const base = { path, isIdempotent: true, ...(lane === undefined ? {} : { lane }) } as const;
  if (body === undefined) return { ...base, method: 'GET', headers };
  return {
    ...base,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return known.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('&');
}
