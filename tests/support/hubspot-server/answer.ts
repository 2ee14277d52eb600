import type { Reply } from './faults.ts';

/** A call as the routes see it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON, valid by the route's model where the models are at hand. */
  readonly body: unknown;
  readonly now: number;
}

/** The most that a page of a list holds. */
export const pageSize = 100;

/** HubSpot's answer to a call that it does not understand. */
export function badRequest(message: string): Reply {
  return {
    status: 400,
    body: {
      status: 'error',
      message,
      correlationId: 'b7b6c2b2-1f0d-4d7e-9a8e-0f9a3f8f6d11',
      category: 'VALIDATION_ERROR',
    },
  };
}

/** One page of what stands in order, with the cursor to the next. */
export function pageOf<T>(
  items: readonly T[],
  limit: number,
  cursor: (last: T) => string,
): { page: readonly T[]; paging: object } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return {
    page,
    paging: last !== undefined && items.length > limit ? { paging: { next: { after: cursor(last) } } } : {},
  };
}
