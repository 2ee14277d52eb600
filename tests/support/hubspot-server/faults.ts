import type { ServerResponse } from 'node:http';

/** Ways in which a call can go wrong. */
export const faultKinds = [
  'reset',
  'hang',
  'too-many',
  'too-many-with-retry-after',
  'server-error',
  'html',
  'cut-json',
  'repeated-page',
  'looping-cursor',
  'refused',
  'daily',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault of the calls from `call` on, counted from 1 since the plan was made, `times` of them (once, unless it says otherwise). */
export interface PlannedFault {
  readonly call: number;
  readonly kind: FaultKind;
  readonly times?: number;
  /** Whether it comes before the call is carried out; else only the answer is lost. A call that is turned away is never carried out. */
  readonly isBefore?: boolean;
}

/** Faults that are a refusal: HubSpot has done nothing then. */
const turnedAway: readonly FaultKind[] = ['too-many', 'too-many-with-retry-after', 'refused', 'daily'];

/** Whether a call never reached what carries it out. */
export function isLostBefore(fault: PlannedFault | undefined): boolean {
  return fault !== undefined && (fault.isBefore === true || turnedAway.includes(fault.kind));
}

/** A finished answer. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** HubSpot's answer to too many calls of one policy. */
export function tooMany(
  policyName: 'SECONDLY' | 'TEN_SECONDLY_ROLLING' | 'DAILY',
  headers: Reply['headers'] = {},
): Reply {
  return {
    status: 429,
    headers,
    body: {
      status: 'error',
      message: `You have reached your ${policyName.toLowerCase()} limit.`,
      errorType: 'RATE_LIMIT',
      correlationId: 'c033cdaa-2c40-4a64-ae48-b4cec88dad24',
      policyName,
    },
  };
}

/** HubSpot's answer to a token that it does not know. */
export const refused: Reply = {
  status: 401,
  body: {
    status: 'error',
    message: 'Authentication credentials not found. This API supports OAuth 2.0 authentication.',
    correlationId: '5e2d8c9b-7e16-4d5b-93c0-2f3d3b1a6a2e',
    category: 'INVALID_AUTHENTICATION',
  },
};

function writeJson(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

/** Sends a reply as it is. */
export const sendReply = writeJson;

/** The reply with another cursor in its paging, where it has one. */
function withCursor(reply: Reply, after: string): Reply {
  const { body } = reply;
  if (typeof body !== 'object' || body === null || !('paging' in body)) return reply;
  return { ...reply, body: { ...body, paging: { next: { after } } } };
}

/** What was answered before on the same path, for the faults that repeat it. */
export interface Earlier {
  readonly reply: Reply | undefined;
  readonly firstCursor: string | undefined;
}

const faulty: Readonly<
  Record<Exclude<FaultKind, 'hang'>, (response: ServerResponse, reply: Reply, earlier: Earlier) => void>
> = {
  reset: (response) => response.socket?.destroy(),
  'too-many': (response) => writeJson(response, tooMany('TEN_SECONDLY_ROLLING')),
  'too-many-with-retry-after': (response) => writeJson(response, tooMany('SECONDLY', { 'retry-after': '3' })),
  'server-error': (response) =>
    writeJson(response, { status: 503, body: { status: 'error', message: 'Service Unavailable' } }),
  html: (response) => {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
  },
  'cut-json': (response, { status, body }) => {
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
    response.end(text.slice(0, Math.floor(text.length / 2)));
  },
  'repeated-page': (response, reply, { reply: earlier }) => writeJson(response, earlier ?? reply),
  'looping-cursor': (response, reply, { firstCursor }) =>
    writeJson(response, firstCursor === undefined ? reply : withCursor(reply, firstCursor)),
  refused: (response) => writeJson(response, refused),
  daily: (response) => writeJson(response, tooMany('DAILY')),
};

/** Answers a call with a fault instead of its reply. */
export function sendFault(
  kind: Exclude<FaultKind, 'hang'>,
  response: ServerResponse,
  reply: Reply,
  earlier: Earlier,
): void {
  faulty[kind](response, reply, earlier);
}
