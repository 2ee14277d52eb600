import { FatalError } from '../../src/domain/errors.ts';

const maxRepeats = 4;

/** Guards a walk over cursors: a page that does not lead on is asked for again, a few times, and never believed. */
export interface CursorGuard {
  /** Whether the page leads to a place where this walk has not been; else it has to be asked for again. Raises `source-broken` after some times. */
  leadsOn(page: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined }): boolean;
}

/** A guard for a walk that begins after `after`. */
export function cursorGuard(what: string, after: string | undefined): CursorGuard {
  const seen = new Set(after === undefined ? [] : [after]);
  let repeats = 0;
  return {
    leadsOn({ hasNextPage, endCursor }) {
      if (!hasNextPage) return true;
      if (typeof endCursor === 'string' && !seen.has(endCursor)) {
        seen.add(endCursor);
        repeats = 0;
        return true;
      }
      repeats += 1;
      if (repeats < maxRepeats) return false;
      throw new FatalError(
        'source-broken',
        `Shopify turns in circles: page after page of ${what} ends at the same place.`,
        'Nothing was lost: sync again later; it goes on where it stopped.',
      );
    },
  };
}
