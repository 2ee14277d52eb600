/** An answer, read whole. `json` is undefined where JSON was not wanted. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** What became of one try. `mayHaveHappened`: whether the other side may have done what was asked although no whole answer came. */
export type Attempt =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'broken'; readonly reason: string; readonly mayHaveHappened: boolean; readonly cause?: unknown };

/** Rings once after `ms` unless cancelled; gives the cancellation. */
export type Alarm = (ms: number, ring: () => void) => () => void;

/** The alarm of real time. */
export const realAlarm: Alarm = (ms, ring) => {
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
};

/** What one try needs. */
export interface AttemptOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly alarm: Alarm;
  readonly deadlineMs: number;
  /** `text`: anything goes. `json`: an answer that is not JSON is broken, whatever its status below 500. */
  readonly expect: 'json' | 'text';
}

/** Sends a request once and reads the answer whole, within the deadline. Never raises for what the network does. */
export async function attemptOnce(url: URL, init: RequestInit, options: AttemptOptions): Promise<Attempt> {
  const abort = new AbortController();
  const cancel = options.alarm(options.deadlineMs, () => abort.abort());
  const send = options.fetch;
  try {
    const response = await send(url, { ...init, redirect: 'manual', signal: abort.signal });
    const text = await response.text();
    return readReply(response, text, options.expect);
  } catch (cause) {
    if (abort.signal.aborted) return broken(`no answer within ${options.deadlineMs / 1000} s`, cause);
    return broken(networkReason(cause), cause);
  } finally {
    cancel();
  }
}

function readReply(response: Response, text: string, expect: 'json' | 'text'): Attempt {
  const { status, headers } = response;
  const reply = (json: unknown): Attempt => ({ kind: 'reply', reply: { status, headers, text, json } });
  const isEmpty = text === '' && (status === 204 || status === 205);
  if (expect === 'text' || isEmpty || isRedirect(status)) return reply(undefined);
  try {
    return reply(JSON.parse(text));
  } catch (cause) {
    // A fault or a refusal may well come as a page of HTML: its status says enough.
    if (status >= 400) return reply(undefined);
    return broken('the answer is cut off or no JSON', cause);
  }
}

/** Whether a status sends us elsewhere. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function broken(reason: string, cause: unknown): Attempt {
  return { kind: 'broken', reason, mayHaveHappened: !neverArrived.has(codeOf(cause) ?? ''), cause };
}

function networkReason(cause: unknown): string {
  return `the connection broke (${codeOf(cause) ?? 'no code'})`;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
