import type { Page } from '../contract.ts';
import { changeProperty, type ObjectType, searchReach } from './api.ts';
import type { Doubt, Filter, HubspotClient } from './client.ts';
import { idOf } from './mapping.ts';
import { changesPosition, readPosition, writePosition } from './position.ts';
import type { RecordReader } from './reader.ts';
import type { SearchReply } from './replies.ts';

/** Moments between which something was changed, epoch ms, both included. */
interface Window {
  readonly from: number;
  readonly upTo: number;
}

/** What is wanted: changes from `since` to `until`, epoch ms, or the rest of them. */
export interface ChangesRequest {
  readonly since: number;
  readonly until: number;
  readonly position: string | undefined;
}

/**
 * Pages of what was changed, by search. `until` stays the same for the whole pull: what is changed while it runs falls out of it and comes with the next
 * one, so that it ends. Inside a window the search goes from id to id instead of from page to page: nothing moves under it, and no page is past the reach.
 */
export async function* changes(reader: RecordReader, type: ObjectType, request: ChangesRequest): AsyncGenerator<Page> {
  const start = readPosition(changesPosition, request.position);
  const until = start?.until ?? request.until;
  let from = start?.from ?? request.since;
  let open = start?.window;
  while (from <= until) {
    const upTo = open?.upTo ?? (await windowEnd(reader.client, type, { from, upTo: until }));
    if (upTo !== undefined) yield* windowPages(reader, type, { window: { from, upTo }, until, last: open?.last });
    from = (upTo ?? until) + 1;
    open = undefined;
  }
}

function between(type: ObjectType, { from, upTo }: Window): Filter {
  return { propertyName: changeProperty(type), operator: 'BETWEEN', value: String(from), highValue: String(upTo) };
}

/** The end of the longest window from `from` on that one search can reach; undefined: nothing was changed up to the end asked for. */
async function windowEnd(client: HubspotClient, type: ObjectType, { from, upTo }: Window): Promise<number | undefined> {
  const { total } = await client.search(type, { filters: [between(type, { from, upTo })], properties: [], limit: 1 });
  if (total === 0) return undefined;
  if (total <= searchReach || from === upTo) return upTo;
  const middle = from + Math.floor((upTo - from) / 2);
  return (await windowEnd(client, type, { from, upTo: middle })) ?? middle;
}

async function* windowPages(
  reader: RecordReader,
  type: ObjectType,
  { window, until, last: start }: { window: Window; until: number; last: string | undefined },
): AsyncGenerator<Page> {
  const { all } = await reader.propertiesOf(type);
  const { from, upTo } = window;
  const isLastWindow = upTo >= until;
  let last = start;
  for (;;) {
    const filters = [between(type, window), ...(last === undefined ? [] : [after(last)])];
    const { results, total } = await reader.client.search(type, { filters, properties: all, doubt: keysetDoubt(last) });
    const isDone = results.length >= total;
    last = idOf(results.at(-1)) ?? last;
    const page = await reader.page(type, { raws: results, warnings: [] });
    if (isDone) {
      yield isLastWindow ? page : { ...page, next: writePosition({ kind: 'changes', until, from: upTo + 1 }) };
      return;
    }
    yield { ...page, next: writePosition({ kind: 'changes', until, from, window: { upTo, last: last ?? '0' } }) };
  }
}

function after(id: string): Filter {
  return { propertyName: 'hs_object_id', operator: 'GT', value: id };
}

/** Doubts a page that is not what comes after `last`: one given before, one out of order, one that is empty although more is promised. */
function keysetDoubt(last: string | undefined): Doubt<SearchReply> {
  return ({ results, total }) => {
    if (results.length === 0) return total > 0 ? `it promises ${total} records and gives none` : undefined;
    if (total < results.length) return `it counts ${total} records and gives ${results.length}`;
    let previous = Number(last ?? 0);
    for (const result of results) {
      const id = Number(idOf(result));
      if (!(id > previous)) return 'its records were given before, or are out of order';
      previous = id;
    }
    return undefined;
  };
}
