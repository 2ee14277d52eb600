import type { Note, WriteOutcome } from '../contract.ts';
import type { Transport } from '../transport/transport.ts';
import { type NoteType, paths } from './api.ts';
import type { Doubt, HubspotClient } from './client.ts';
import type { PatronProperty } from './patron-properties.ts';
import { type ReadReply, withValues } from './replies.ts';
import { sendOnce } from './writer-client.ts';
import { writeApart } from './writer-outcomes.ts';
import { ensureProperties } from './writer-properties.ts';

/** The property by which a note or task is found again: HubSpot itself refuses a second one with the same value. */
const keyProperty: PatronProperty = {
  name: 'patron_key',
  label: 'Patron key',
  description: 'What Patron finds this by, so that it is made once only.',
  type: 'string',
  fieldType: 'text',
  hasUniqueValue: true,
};

const types: Readonly<Record<Note['kind'], NoteType>> = { note: 'notes', task: 'tasks' };

/** HubSpot's numbers for the link from a note or task to its contact. */
const toContact: Readonly<Record<Note['kind'], number>> = { note: 202, task: 204 };

/** Notes and tasks of one portal. */
export class Notes {
  private readonly transport: Transport;
  private readonly client: HubspotClient;
  private readonly ready = new Map<Note['kind'], Promise<void>>();

  constructor(transport: Transport, client: HubspotClient) {
    this.transport = transport;
    this.client = client;
  }

  /** Keys, of at most 100, under which a note or task is there. Reads the records themselves, not the search, which lags behind. */
  async find(kind: Note['kind'], keys: readonly string[]): Promise<Set<string>> {
    await this.prepare(kind);
    if (keys.length === 0) return new Set();
    const idProperty = keyProperty.name;
    const keyIn = (raw: unknown) => withValues.safeParse(raw).data?.properties[idProperty] ?? undefined;
    const doubt: Doubt<ReadReply> = ({ results, errors }) => {
      const told = new Set([
        ...results.map(keyIn),
        ...errors.flatMap(({ context = {} }) => Object.values(context).flat()),
      ]);
      return keys.every((key) => told.has(key)) ? undefined : 'it is silent about some that were asked for';
    };
    const { results } = await this.client.read(types[kind], { ids: keys, idProperty, properties: [idProperty], doubt });
    return new Set(results.flatMap((raw) => keyIn(raw) ?? []));
  }

  /** Makes notes or tasks, at most 100. */
  async make(kind: Note['kind'], notes: readonly Note[]): Promise<Map<string, WriteOutcome>> {
    await this.prepare(kind);
    const path = paths.create(types[kind]);
    const outcomes = await writeApart(new Map(notes.map((note) => [note.key, note])), {
      path,
      post: (inputs) => {
        const body = { inputs: [...inputs.values()].map(inputOf) };
        return sendOnce(this.transport, { method: 'POST', path, body });
      },
    });
    // HubSpot refuses a second one under the same key: it is there, and that is all that is wanted.
    const refused = [...outcomes].flatMap(([key, { kind: outcome }]) => (outcome === 'refused' ? [key] : []));
    for (const key of await this.find(kind, refused)) outcomes.set(key, { kind: 'done' });
    return outcomes;
  }

  private prepare(kind: Note['kind']): Promise<void> {
    const known = this.ready.get(kind) ?? ensureProperties(this.transport, types[kind], [keyProperty]);
    this.ready.set(kind, known);
    return known;
  }
}

function inputOf({ kind, key, contactId, title, text, at }: Note) {
  const own =
    kind === 'note'
      ? { hs_note_body: text }
      : { hs_task_subject: title ?? '', hs_task_body: text, hs_task_status: 'NOT_STARTED' };
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: toContact[kind] }];
  return {
    objectWriteTraceId: key,
    properties: { ...own, hs_timestamp: new Date(at).toISOString(), [keyProperty.name]: key },
    associations: [{ to: { id: contactId }, types }],
  };
}
