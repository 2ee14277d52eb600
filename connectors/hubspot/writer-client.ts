import type { z } from 'zod';
import type { Reply } from '../transport/attempt.ts';
import type { Transport } from '../transport/transport.ts';
import { misunderstood } from './refusals.ts';

/** A call that writes, or reads what the writer alone needs. */
export interface WriterCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

/** Status of an answer that did not come whole: what was asked for may or may not have happened. */
const noAnswer = 0;

/** Sends a call that must not be sent twice once it may have happened: undefined where no whole answer came. Gives refusals as they are. */
export async function sendOnce(transport: Transport, call: WriterCall): Promise<Reply | undefined> {
  // Instead of sending again the transport asks whether it happened. Only a look at each record can tell, and that is the caller's, who knows what stood there.
  const unknown: Reply = { status: noAnswer, headers: new Headers(), text: '', json: undefined };
  const reply = await transport.request({ ...requestOf(call), isIdempotent: false, confirm: async () => unknown });
  return reply.status === noAnswer ? undefined : reply;
}

/** Sends a call that may be repeated, and gives its answer whatever the status. */
export function send(transport: Transport, call: WriterCall): Promise<Reply> {
  return transport.request({ ...requestOf(call), isIdempotent: true });
}

/** Reads an answer by its form. Raises `source-broken` for a refusal or another form. */
export function readAs<T>(reply: Reply, { path }: Pick<WriterCall, 'path'>, schema: z.ZodType<T>): T {
  const read = reply.status < 400 ? schema.safeParse(reply.json) : undefined;
  if (!read?.success) throw misunderstood(reply, path);
  return read.data;
}

function requestOf({ method, path, body }: WriterCall) {
  const headers = { accept: 'application/json' };
  if (body === undefined) return { method, path, headers };
  return { method, path, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
