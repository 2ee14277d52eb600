import type { Source } from '../../../connectors/contract.ts';
import { PatronError } from '../../domain/errors.ts';
import type { Store } from '../../store/database.ts';
import { goneTaker } from '../../store/gone-records.ts';
import { finishNews, type NewsOutcome, type TakenNews, takeNews } from '../../store/inbox.ts';
import type { Workplace } from '../workplace.ts';
import { runSync } from './run-sync.ts';

/** Messages that are worked on together. */
const batch = 500;

/**
 * Works on what vendors' messages have told. A change is a hint: one incremental pull of its source answers all of them, so that the pull stays the truth. A
 * request to erase a person is carried out at once. The caller holds the lock of the sync. Gives how many messages were taken.
 */
export async function workOnNews(place: Workplace, sources: readonly Source[]): Promise<number> {
  const taken = takeNews(place.store, batch);
  const hints = taken.filter(({ subject }) => isHint(subject.kind));
  for (const news of taken) {
    if (!isHint(news.subject.kind)) finishNews(place.store, news.id, carryOut(place, news));
  }
  for (const source of sources) {
    const own = hints.filter((news) => news.source === source.name);
    if (own.length === 0) continue;
    const outcome = await pull(place, source);
    for (const { id } of own) finishNews(place.store, id, outcome);
  }
  return taken.length;
}

function isHint(kind: string): boolean {
  return kind === 'order' || kind === 'customer' || kind === 'contact';
}

async function pull({ store, clock, timeZone }: Workplace, source: Source): Promise<NewsOutcome> {
  try {
    const { failures } = await runSync({ store, source, mode: 'incremental', clock, timeZone });
    const [failure] = failures;
    return failure ? { state: 'failed', note: failure.message } : { state: 'done' };
  } catch (error) {
    if (error instanceof PatronError) return { state: 'failed', note: error.message };
    throw error;
  }
}

/** A request about a person: erasing is done; what has to be given to a person waits for one. */
function carryOut({ store, clock }: Workplace, { source, subject }: TakenNews): NewsOutcome {
  if (subject.kind === 'redact') {
    erase(store, { source, id: subject.id, now: clock.now().getTime() });
    return { state: 'done' };
  }
  return { state: 'failed', note: 'A person has to answer this request: see the rights of a person in the README.' };
}

/** Takes a person of a source out of the store, and marks the id so that no pull brings it back. */
function erase(store: Store, { source, id, now }: { source: string; id: string; now: number }): void {
  const take = goneTaker(store);
  store.sqlite.transaction(() => take({ source, kind: 'customer', sourceId: id, reason: 'erased', now })).immediate();
}
