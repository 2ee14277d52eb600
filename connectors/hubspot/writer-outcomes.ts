import type { WriteOutcome } from '../contract.ts';
import type { Reply } from '../transport/attempt.ts';
import { vendorWords } from '../vendor-words.ts';
import { misunderstood } from './refusals.ts';
import { refusalReply, writeReply } from './replies.ts';

/** A write whose answer did not come whole. */
export const unknownOutcome: WriteOutcome = { kind: 'unknown', words: 'HubSpot did not say whether it was done' };

/**
 * Writes a batch of inputs, each under its own key, by `post`, and gives an outcome for every key. HubSpot may refuse a batch as a whole for one bad input:
 * then it is halved until the bad one stands alone. Raises `source-broken` for a refusal that is about no input.
 */
export async function writeApart<T>(
  inputs: ReadonlyMap<string, T>,
  { post, path }: { post: (inputs: ReadonlyMap<string, T>) => Promise<Reply | undefined>; path: string },
): Promise<Map<string, WriteOutcome>> {
  if (inputs.size === 0) return new Map();
  const reply = await post(inputs);
  if (reply === undefined) return allOf(inputs, unknownOutcome);
  if (reply.status < 300) return outcomesIn(reply, inputs);
  const refusal = refusalIn(reply);
  if (refusal === undefined) throw misunderstood(reply, path);
  if (inputs.size === 1) return allOf(inputs, refusal);
  const entries = [...inputs];
  const middle = Math.ceil(entries.length / 2);
  const first = await writeApart(new Map(entries.slice(0, middle)), { post, path });
  const second = await writeApart(new Map(entries.slice(middle)), { post, path });
  return new Map([...first, ...second]);
}

function allOf<T>(inputs: ReadonlyMap<string, T>, outcome: WriteOutcome): Map<string, WriteOutcome> {
  return new Map([...inputs.keys()].map((key) => [key, outcome]));
}

/** Outcomes by the marks that the inputs carried. What the answer does not tell of is not known. */
function outcomesIn<T>(reply: Reply, inputs: ReadonlyMap<string, T>): Map<string, WriteOutcome> {
  const outcomes = allOf(inputs, unknownOutcome);
  const read = writeReply.safeParse(reply.json);
  if (!read.success) return outcomes;
  for (const { id, objectWriteTraceId = id } of read.data.results)
    if (outcomes.has(objectWriteTraceId)) outcomes.set(objectWriteTraceId, { kind: 'done' });
  for (const { category, message, context = {} } of read.data.errors) {
    for (const key of [...(context.objectWriteTraceId ?? []), ...(context.ids ?? [])])
      if (outcomes.has(key)) outcomes.set(key, refusalOf(category, message));
  }
  return outcomes;
}

/** Categories of refusals that are about what was to be written. */
const ofInputs = ['VALIDATION_ERROR', 'OBJECT_NOT_FOUND', 'CONFLICT', 'OBJECT_ALREADY_EXISTS'];

function refusalIn(reply: Reply): WriteOutcome | undefined {
  const read = refusalReply.safeParse(reply.json);
  const { category, message } = read.success ? read.data : {};
  return category !== undefined && ofInputs.includes(category) ? refusalOf(category, message) : undefined;
}

function refusalOf(category: string | undefined, message: string | undefined): WriteOutcome {
  const reason = category === 'OBJECT_NOT_FOUND' ? 'gone' : 'invalid';
  return { kind: 'refused', reason, words: plainWords(message ?? category ?? 'no reason given') };
}

/** HubSpot's words, without the list that some are wrapped in. */
function plainWords(message: string): string {
  const inner = [...message.matchAll(/"message":"((?:[^"\\]|\\.)*)"/g)].map(([, words = '']) =>
    words.replace(/\\(.)/g, '$1'),
  );
  return vendorWords(inner.length > 0 ? inner.join('; ') : message);
}
