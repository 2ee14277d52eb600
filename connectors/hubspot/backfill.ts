import type { LiveId, Page } from '../contract.ts';
import { longestPropertyList, type ObjectType } from './api.ts';
import type { ListRequest } from './client.ts';
import { idOf, mergedIdsIn } from './mapping.ts';
import { Cursors, counted } from './pages.ts';
import { listPosition, readPosition, writePosition } from './position.ts';
import { completeness, type RawRecords, type RecordReader } from './reader.ts';
import type { ListReply } from './replies.ts';

/** Every record of a kind, by id: the list is complete where a search is not, but it knows no time. */
async function* listed(
  { client }: RecordReader,
  type: ObjectType,
  { after: start, properties, isArchived = false }: ListRequest,
): AsyncGenerator<{ readonly results: ListReply['results']; readonly next: string | undefined }> {
  const cursors = new Cursors(start);
  let after = start;
  do {
    const reply = await client.list(type, { after, properties, isArchived, doubt: cursors.doubt });
    after = cursors.next(reply);
    yield { results: reply.results, next: after };
  } while (after !== undefined);
}

/**
 * Pages of everything that is live. Long lists of properties do not fit an address: then ids are listed and read by batch. The search counts first, for the
 * progress and to say where the list gave less.
 */
export async function* backfill(
  reader: RecordReader,
  type: ObjectType,
  position: string | undefined,
): AsyncGenerator<Page> {
  const { all } = await reader.propertiesOf(type);
  const fits = all.join(',').length <= longestPropertyList;
  const after = readPosition(listPosition, position)?.after;
  const total = after === undefined ? await countAll(reader, type) : undefined;
  let given = 0;
  for await (const { results, next } of listed(reader, type, { after, properties: fits ? all : ['hs_object_id'] })) {
    given += results.length;
    const raws = fits ? { raws: results, warnings: [] } : await wholeOf(reader, type, results);
    const page = counted(await reader.page(type, raws), total);
    if (next !== undefined) yield { ...page, next: writePosition({ kind: 'list', after: next }) };
    else yield { ...page, warnings: [...page.warnings, ...shortfall(type, given, total)] };
  }
}

async function countAll({ client }: RecordReader, type: ObjectType): Promise<number> {
  return (await client.search(type, { filters: [], properties: [], limit: 1 })).total;
}

/** Records may be archived while they are listed, and the search lags behind: less than it counted is worth a word, but no failure. */
function shortfall(type: ObjectType, given: number, total: number | undefined): string[] {
  if (total === undefined || given >= total) return [];
  return [
    `HubSpot counts ${total} ${type} and listed ${given}. If none were archived meanwhile, run: patron sync hubspot --mode backfill`,
  ];
}

/** Listed records with all their properties; those without an id stay as they are, to be set aside. */
async function wholeOf(reader: RecordReader, type: ObjectType, results: readonly unknown[]): Promise<RawRecords> {
  const ids = results.map(idOf).filter((id) => id !== undefined);
  const { raws, warnings } = await reader.read(type, ids, { doubt: completeness });
  return { raws: [...raws, ...results.filter((result) => idOf(result) === undefined)], warnings };
}

/** Ids of all records that exist, those archived and those merged into others marked. */
export async function* liveIds(reader: RecordReader, type: ObjectType): AsyncGenerator<readonly LiveId[]> {
  for (const isArchived of [false, true]) {
    for await (const { results } of listed(reader, type, { properties: ['hs_merged_object_ids'], isArchived })) {
      yield results.flatMap((result) => liveIdsOf(result, isArchived));
    }
  }
}

function liveIdsOf(raw: unknown, isArchived: boolean): LiveId[] {
  const id = idOf(raw);
  if (id === undefined) return [];
  const merged = mergedIdsIn(raw).map((old) => ({ id: old, mergedInto: id }));
  return [{ id, ...(isArchived ? { isArchived } : {}) }, ...merged];
}
