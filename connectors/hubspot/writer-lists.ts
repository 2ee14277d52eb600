import { FatalError } from '../../src/domain/errors.ts';
import type { WriteOutcome } from '../contract.ts';
import type { Transport } from '../transport/transport.ts';
import { contactTypeId, paths } from './api.ts';
import type { HubspotClient } from './client.ts';
import { Cursors } from './pages.ts';
import { misunderstood } from './refusals.ts';
import { membersChanged } from './replies.ts';
import { readAs, send, sendOnce } from './writer-client.ts';
import { unknownOutcome } from './writer-outcomes.ts';

/** Static lists of one portal: their ids are looked up once in a run. */
export class StaticLists {
  private readonly transport: Transport;
  private readonly client: HubspotClient;
  private readonly ids = new Map<string, string>();

  constructor(transport: Transport, client: HubspotClient) {
    this.transport = transport;
    this.client = client;
  }

  /** Ids of the contacts on a list; none where there is no such list. Raises `source-broken` for a list that fills itself. */
  async members(name: string): Promise<Set<string>> {
    const listId = await this.find(name);
    const members = new Set<string>();
    let after: string | undefined;
    if (listId === undefined) return members;
    const cursors = new Cursors(undefined);
    do {
      const reply = await this.client.members(listId, { after, doubt: cursors.doubt });
      for (const { recordId } of reply.results) members.add(recordId);
      after = cursors.next(reply);
    } while (after !== undefined);
    return members;
  }

  /** Puts contacts on a list, making it where it is missing, and takes others off. */
  async change(
    name: string,
    { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<Map<string, WriteOutcome>> {
    const all = [...add, ...remove];
    const listId = (await this.find(name)) ?? (await this.create(name));
    const path = paths.changeMembers(listId);
    const body = { recordIdsToAdd: add, recordIdsToRemove: remove };
    const reply = await sendOnce(this.transport, { method: 'PUT', path, body });
    if (reply === undefined) return new Map(all.map((id) => [id, unknownOutcome]));
    const missing = new Set(readAs(reply, { path }, membersChanged).recordIdsMissing);
    const gone: WriteOutcome = { kind: 'refused', reason: 'gone', words: 'HubSpot has no such contact any more' };
    return new Map(all.map((id) => [id, missing.has(id) ? gone : { kind: 'done' }]));
  }

  private async find(name: string): Promise<string | undefined> {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const found = await this.client.listNamed(name);
    if (found === undefined) return undefined;
    const { list } = found;
    if (list.processingType !== 'MANUAL') throw fillsItself(name);
    this.ids.set(name, list.listId);
    return list.listId;
  }

  /** Names are unique: making one again is refused, and then it is there. */
  private async create(name: string): Promise<string> {
    const path = paths.lists();
    const body = { name, objectTypeId: contactTypeId, processingType: 'MANUAL' };
    const reply = await send(this.transport, { method: 'POST', path, body });
    const listId = await this.find(name);
    if (listId === undefined) throw misunderstood(reply, path);
    return listId;
  }
}

function fillsItself(name: string): FatalError {
  return new FatalError(
    'source-broken',
    `The HubSpot list '${name}' fills itself by its own filters: nobody can be put on it.`,
    'Name another list in the rule, or make a static one of that name in HubSpot.',
  );
}
