import { badRequest, type Call, pageSize } from './answer.ts';
import type { Reply } from './faults.ts';
import { type HubspotPortal, isLive, latest, type StoredRecord } from './portal.ts';
import { checkValues, type ValueFault, withValue } from './property-values.ts';
import { asReply, completed, notFound } from './reply-records.ts';
import type { Route } from './routes.ts';
import { type ObjectType, objectTypes } from './standard-properties.ts';

/** One input of a batch, as far as it is common to all of them. */
interface Input {
  readonly id?: string;
  readonly idProperty?: string;
  readonly objectWriteTraceId?: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly associations?: readonly {
    readonly to: { readonly id: string };
    readonly types: readonly { readonly associationTypeId: number }[];
  }[];
}

/** What an input would do, or why it cannot. */
type Judged =
  | { readonly input: Input; readonly record: StoredRecord | undefined; readonly values: Record<string, string> }
  | { readonly input: Input; readonly category: string; readonly message: string };

type Op = 'create' | 'update' | 'upsert';

function isBatch(body: unknown): body is { readonly inputs: readonly Input[] } {
  return typeof body === 'object' && body !== null && 'inputs' in body && Array.isArray(body.inputs);
}

function typeOf(match: RegExpExecArray): ObjectType {
  const type = objectTypes.find((known) => known === match[1]);
  if (!type) throw new Error(`no such kind of record: ${match[1]}`);
  return type;
}

/** The type ids of links from notes and tasks to contacts. */
const toContact: Partial<Record<ObjectType, number>> = { notes: 202, tasks: 204 };

function find(portal: HubspotPortal, type: ObjectType, { id = '', idProperty }: Input): StoredRecord | undefined {
  if (idProperty !== undefined) return withValue(portal, type, { name: idProperty, value: id });
  const record = portal.resolve(type, id);
  return record && isLive(record) ? record : undefined;
}

function judge(portal: HubspotPortal, { type, op, input }: { type: ObjectType; op: Op; input: Input }): Judged {
  const record = op === 'create' ? undefined : find(portal, type, input);
  if (op === 'update' && !record)
    return { input, category: 'OBJECT_NOT_FOUND', message: `${type} ${input.id} could not be found` };
  if ((type === 'notes' || type === 'tasks') && op === 'create' && !input.properties.hs_timestamp)
    return { input, category: 'VALIDATION_ERROR', message: 'hs_timestamp is required' };
  const strange = (input.associations ?? []).find(
    ({ to, types }) =>
      !portal.tables.contacts.records.has(to.id) ||
      types.some(({ associationTypeId }) => associationTypeId !== toContact[type]),
  );
  if (strange) return { input, category: 'VALIDATION_ERROR', message: `cannot associate with ${strange.to.id}` };
  const identified = record || op !== 'upsert' ? {} : { [input.idProperty ?? 'email']: input.id ?? '' };
  const { values, faults } = checkValues(portal, { type, record, values: { ...identified, ...input.properties } });
  return faults.length > 0
    ? { input, category: 'VALIDATION_ERROR', message: wordsOf(faults) }
    : { input, record, values };
}

function wordsOf(faults: readonly ValueFault[]): string {
  const list = faults.map(({ name, error, message }) => ({ isValid: false, message, error, name }));
  return `Property values were not valid: ${JSON.stringify(list)}`;
}

function carryOut(
  portal: HubspotPortal,
  type: ObjectType,
  { input, record, values }: Exclude<Judged, { message: string }>,
) {
  const isNew = record === undefined;
  const id = record?.id ?? portal.add(type, values);
  const before = record ? latest(record).values : {};
  const isNoop = !isNew && Object.entries(values).every(([name, value]) => (before[name] ?? '') === value);
  if (!isNew) portal.change(type, id, values, { by: 'API' });
  for (const { to } of input.associations ?? []) portal.associate(type, id, 'contacts', to.id);
  portal.log.add({ op: isNew ? 'create' : 'update', type, id, values, isNoop });
  const reply = asReply(portal, { type, record: portal.record(type, id) }, Object.keys(values));
  return {
    ...reply,
    ...(input.objectWriteTraceId === undefined ? {} : { objectWriteTraceId: input.objectWriteTraceId }),
    isNew,
  };
}

function refusalOf(inputs: readonly Input[]): Reply | undefined {
  if (inputs.length === 0 || inputs.length > pageSize) return badRequest('inputs must be between 1 and 100');
  const ids = inputs.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) return badRequest('Duplicate IDs found in batch input');
  const traces = inputs.flatMap(({ objectWriteTraceId }) => objectWriteTraceId ?? []);
  return new Set(traces).size < traces.length ? badRequest('Duplicate objectWriteTraceId found') : undefined;
}

/**
 * A batch: where every input carries a mark of its own, each stands for itself and errors name the marks (207). Else one bad input sinks all of them, and
 * nothing is stored.
 */
function writeBatch(op: Op): Route['answer'] {
  return (portal, { body, now }: Call, match) => {
    const type = typeOf(match);
    if (!isBatch(body)) return badRequest('a batch needs inputs');
    const refusal = refusalOf(body.inputs);
    if (refusal) return refusal;
    const isApart =
      !portal.settings.isAllOrNothing &&
      body.inputs.every(({ objectWriteTraceId }) => objectWriteTraceId !== undefined);
    const bad = isApart ? undefined : firstFault(body.inputs, (input) => judge(portal, { type, op, input }));
    return bad ?? oneByOne(portal, { type, op, inputs: body.inputs, now });
  };
}

function firstFault(inputs: readonly Input[], look: (input: Input) => Judged): Reply | undefined {
  for (const input of inputs) {
    const judged = look(input);
    if ('message' in judged) return badRequest(judged.message);
  }
  return undefined;
}

function oneByOne(
  portal: HubspotPortal,
  { type, op, inputs, now }: { type: ObjectType; op: Op; inputs: readonly Input[]; now: number },
): Reply {
  const errors: object[] = [];
  const results: object[] = [];
  for (const input of inputs) {
    const judged = judge(portal, { type, op, input });
    if ('message' in judged) errors.push(errorOf(judged));
    else {
      const { isNew, ...record } = carryOut(portal, type, judged);
      results.push(op === 'upsert' ? { ...record, new: isNew } : record);
    }
  }
  const done = { ...completed(now), results };
  if (errors.length > 0) return { status: 207, body: { ...done, numErrors: errors.length, errors } };
  return { status: op === 'create' ? 201 : 200, body: done };
}

function errorOf({ input, category, message }: Extract<Judged, { message: string }>): object {
  return { ...notFound, category, message, context: { objectWriteTraceId: [input.objectWriteTraceId ?? ''] } };
}

const models: Readonly<Record<Op, readonly [request: string, reply: string]>> = {
  create: ['BatchInputSimplePublicObjectBatchInputForCreate', 'BatchResponseSimplePublicObject'],
  update: ['BatchInputSimplePublicObjectBatchInput', 'BatchResponseSimplePublicObject'],
  upsert: ['BatchInputSimplePublicObjectBatchInputUpsert', 'BatchResponseSimplePublicUpsertObject'],
};

const ops: readonly Op[] = ['create', 'update', 'upsert'];

/** Writes of records, by the batch. Deals and the like are not written by anybody here. */
export const writeRoutes: readonly Route[] = ops.map((op) => ({
  method: 'POST',
  pattern: new RegExp(`^/crm/objects/2026-09/(contacts|notes|tasks)/batch/${op}$`),
  scope: () => 'crm.objects.contacts.write',
  queryNames: [],
  requestModel: (match) => `${match[1]}.${models[op][0]}`,
  replyModel: (match, status) => `${match[1]}.${models[op][1]}${status === 207 ? 'WithErrors' : ''}`,
  answer: writeBatch(op),
}));
