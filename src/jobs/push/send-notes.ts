import type { Note, Target, WriteOutcome } from '../../../connectors/contract.ts';
import { noteIn, type OutboxRow } from '../../store/push-outbox.ts';
import type { Looked, Way } from './send-rows.ts';

/** Notes or tasks: each is looked for by its key before it is made, whether or not it was sent before. */
export function notesWay(target: Target, kind: Note['kind']): Way {
  return {
    async look(rows) {
      const there = await target.findNotes(
        kind,
        rows.map(({ key }) => key),
      );
      return rows.map(
        (row): Looked =>
          there.has(row.key)
            ? { row, settlement: { state: 'done', wrote: [], left: [] } }
            : { row, toWrite: [], found: [], left: [] },
      );
    },
    async send(rows) {
      const outcomes = await target.makeNotes(
        kind,
        rows.map(({ row }) => noteOf(row, kind)),
      );
      return new Map(
        rows.flatMap(({ row }) => {
          const outcome = outcomes.get(row.key);
          return outcome === undefined ? [] : [[row.id, outcome] satisfies [number, WriteOutcome]];
        }),
      );
    },
  };
}

function noteOf(row: OutboxRow, kind: Note['kind']): Note {
  const { title, text, at } = noteIn(row);
  return { kind, key: row.key, contactId: row.contactId, ...(title === undefined ? {} : { title }), text, at };
}
