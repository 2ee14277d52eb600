import type { Target, WriteOutcome } from '../../../connectors/contract.ts';
import { listIn, type OutboxRow } from '../../store/push-outbox.ts';
import type { WrittenField } from '../../store/push-settle.ts';
import { listField, onList } from '../../store/pushed-fields.ts';
import { dropped, type Looked, type Way } from './send-rows.ts';

/**
 * Places on one static list, by the difference from who stands on it: `members` was read once and is kept up to date here. Whoever was put on it, or taken off,
 * by somebody else is left as they are.
 */
export function listWay(target: Target, { list, members }: { list: string; members: Set<string> }): Way {
  return {
    look: async (rows) =>
      rows.map((row) => lookAtPlace(row, { name: listField(list), isThere: members.has(row.contactId) })),
    async send(rows) {
      const [add, remove] = [true, false].map((isAdding) =>
        rows.filter(({ row }) => listIn(row).add === isAdding).map(({ row }) => row.contactId),
      );
      const outcomes = await target.changeList(list, { add: add ?? [], remove: remove ?? [] });
      const result = new Map<number, WriteOutcome>();
      for (const { row } of rows) {
        const outcome = outcomes.get(row.contactId);
        if (outcome === undefined) continue;
        result.set(row.id, outcome);
        if (outcome.kind !== 'done') continue;
        if (listIn(row).add) members.add(row.contactId);
        else members.delete(row.contactId);
      }
      return result;
    },
  };
}

/** Whether a contact has a place already (on a list, or a tag) says what is still to be done about it. `name`: what it stands for among the pushed fields. */
export function lookAtPlace(row: OutboxRow, { name, isThere }: { name: string; isThere: boolean }): Looked {
  const { add } = listIn(row);
  const change: WrittenField = add ? { name, before: undefined, wrote: onList } : { name, before: onList, wrote: '' };
  if (isThere !== add) return { row, toWrite: [change], found: [], left: [] };
  if (row.mayHaveHappened) return { row, settlement: { state: 'done', wrote: [change], left: [] } };
  return { row, settlement: dropped('already', [{ name, reason: 'already' }]) };
}
