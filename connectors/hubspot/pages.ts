import type { Page } from '../contract.ts';
import type { Doubt } from './client.ts';
import type { ListReply } from './replies.ts';

/** The cursors of one listing: a page whose cursor leads back is a page that was given before. */
export class Cursors {
  private readonly seen = new Set<string>();

  /** Where the listing begins. */
  constructor(start: string | undefined) {
    if (start !== undefined) this.seen.add(start);
  }

  /** Doubts a page that leads back to where the listing was. */
  readonly doubt: Doubt<Pick<ListReply, 'paging'>> = ({ paging }) => {
    const after = paging?.next?.after;
    return after !== undefined && this.seen.has(after) ? 'its cursor leads back to a page that was given' : undefined;
  };

  /** Goes on to the next page; undefined: there is none. */
  next({ paging }: Pick<ListReply, 'paging'>): string | undefined {
    const after = paging?.next?.after;
    if (after !== undefined) this.seen.add(after);
    return after;
  }
}

/** A page with the count of the whole pull, where that is known. */
export function counted(page: Page, total: number | undefined): Page {
  return total === undefined ? page : { ...page, total };
}

/** Pages that end with one that has no `next`: where the last one promised more and nothing came, an empty one closes them. */
export async function* closed(pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  let isOpen = true;
  for await (const page of pages) {
    isOpen = page.next !== undefined;
    yield page;
  }
  if (isOpen) yield { records: [], rejected: [], warnings: [] };
}
