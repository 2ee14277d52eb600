import type { Page } from '../contract.ts';
import { changeProperty, type ObjectType, searchReach } from './api.ts';
import type { Doubt, Filter, HubspotClient } from './client.ts';
import { idOf } from './mapping.ts';
import { counted } from './pages.ts';
import { changesPosition, readPosition, writePosition } from './position.ts';
import type { RecordReader } from './reader.ts';
import type { SearchReply } from './replies.ts';

/** Moments between which something was changed, epoch ms, both included. */
interface Window {
  readonly from: number;
  readonly upTo: number;
}

/** A window that one search can reach, with the count of changes up to the end that was asked for. */
interface Found {
  readonly upTo: number;
  readonly total?: number;
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
  let total: number | undefined;
  while (from <= until) {
    const found: Found | undefined = open ?? (await findWindow(reader.client, type, { from, upTo: until }));
    // Only the first count is that of the whole pull.
    if (start === undefined) total ??= found?.total;
    if (found) {
      const window = { from, upTo: found.upTo };
      for await (const page of windowPages(reader, type, { window, until, last: open?.last })) {
        yield counted(page, total);
      }
    }
    from = (found?.upTo ?? until) + 1;
    open = undefined;
  }
}

function between(type: ObjectType, { from, upTo }: Window): Filter {
  return { propertyName: changeProperty(type), operator: 'BETWEEN', value: String(from), highValue: String(upTo) };
}

/** The longest window from `from` on that one search can reach, with the count of all changes; undefined: nothing was changed up to the end asked for. */
async function findWindow(client: HubspotClient, type: ObjectType, { from, upTo }: Window): Promise<Found | undefined> {
  const { total } = await client.search(type, { filters: [between(type, { from, upTo })], properties: [], limit: 1 });
  if (total === 0) return undefined;
  if (total <= searchReach || from === upTo) return { upTo, total };
  const middle = from + Math.floor((upTo - from) / 2);
  const half = await findWindow(client, type, { from, upTo: middle });
  return { upTo: half?.upTo ?? middle, total };
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
