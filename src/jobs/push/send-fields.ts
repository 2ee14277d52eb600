import type { FieldValues, Target, WriteOutcome } from '../../../connectors/contract.ts';
import { sameValue } from '../../domain/push-fields.ts';
import { fieldsIn, type OutboxRow } from '../../store/push-outbox.ts';
import type { LeftField, WrittenField } from '../../store/push-settle.ts';
import { dropped, type Looked, type ToSend, type Way } from './send-rows.ts';

/**
 * Fields of contacts. Each is compared with what stands there now and is written only where it still holds what the plan found, so that nothing is written
 * over what a person has typed since. HubSpot knows no write on condition: what is typed in the moment between this look and the write is not seen.
 */
export function fieldsWay(target: Target): Way {
  return {
    async look(rows) {
      const names = [...new Set(rows.flatMap((row) => fieldsIn(row).map(({ name }) => name)))].sort();
      const present = await target.read(
        rows.map(({ contactId }) => contactId),
        names,
      );
      return rows.map((row) => lookAtFields(row, present.get(row.contactId)));
    },
    async send(rows) {
      return byRow(rows, await target.write(rows.map(valuesOf)));
    },
  };
}

function valuesOf({ row, toWrite }: ToSend) {
  const values = Object.fromEntries(toWrite.map(({ name, wrote }) => [name, wrote]));
  return { contactId: row.contactId, values };
}

function byRow(rows: readonly ToSend[], outcomes: ReadonlyMap<string, WriteOutcome>): Map<number, WriteOutcome> {
  return new Map(
    rows.flatMap(({ row }) => {
      const outcome = outcomes.get(row.contactId);
      return outcome === undefined ? [] : [[row.id, outcome] as const];
    }),
  );
}

/** What stands in the fields of a row's contact says what is still to be written; absent: there is no such contact. */
export function lookAtFields(row: OutboxRow, present: FieldValues | undefined): Looked {
  if (present === undefined) return { row, settlement: dropped('gone') };
  const toWrite: WrittenField[] = [];
  const found: WrittenField[] = [];
  const left: LeftField[] = [];
  for (const { name, from, to } of fieldsIn(row)) {
    const value = present[name];
    if (sameValue(name, value, to)) {
      // What stands there although nothing of ours was sent is somebody else's, and stays theirs.
      if (row.mayHaveHappened) found.push({ name, before: from, wrote: to });
      else left.push({ name, reason: 'already' });
    } else if (sameValue(name, value, from)) toWrite.push({ name, before: value, wrote: to });
    else left.push({ name, reason: 'edited' });
  }
  if (toWrite.length > 0) return { row, toWrite, found, left };
  if (found.length > 0) return { row, settlement: { state: 'done', wrote: found, left } };
  return { row, settlement: dropped(left.some(({ reason }) => reason === 'edited') ? 'edited' : 'already', left) };
}
