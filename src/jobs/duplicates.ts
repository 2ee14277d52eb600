import { formatDay } from '../domain/calendar.ts';
import type { Answer } from '../questions/answer.ts';
import { things } from '../questions/words.ts';
import { doubtfulPairs, settlePair, standingMerges } from '../store/person-reviews.ts';
import { unmergePerson } from '../store/person-unmerge.ts';
import type { Workplace } from './workplace.ts';

/** Rows of a list that fits a screen. */
const listRows = 10;

/** What a person decides about a pair or a merge. */
export interface Settlement {
  readonly as: 'same' | 'apart' | 'undo';
  readonly id: number;
}

/** Settles a pair or a merge where one is named, then lists what is doubtful and what was merged. Raises `usage` for what is not there. */
export function answerDuplicates({ store, clock, timeZone }: Workplace, settle: Settlement | undefined): Answer {
  const now = clock.now().getTime();
  const done = settle ? settleNow({ store, now }, settle) : undefined;
  const pairs = doubtfulPairs(store, listRows);
  const merges = standingMerges(store, listRows);
  const [pair] = pairs;
  return {
    id: 'duplicates',
    headline:
      done ??
      (pairs.length === 0
        ? 'Nobody is doubtful: no two people look like one.'
        : `${things(pairs.length, 'pair')} to decide on.`),
    ...(pairs.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Pair', align: 'right' as const },
              { title: 'One', align: 'left' as const },
              { title: 'Other', align: 'left' as const },
              { title: 'Why', align: 'left' as const },
            ],
            rows: pairs.map(({ id, one, other, reason }) => [String(id), one, other, reason]),
          },
        }),
    lines: merges.map(
      ({ id, identity, person, words, mergedAt }) =>
        `Merge ${id}: ${identity} is ${person} (${words}, ${formatDay(mergedAt, timeZone)}).`,
    ),
    basis: 'People are joined by a link, by e-mail, or by phone where the names agree; nobody is joined on doubt.',
    next: pair
      ? [`patron duplicates --same ${pair.id}`, `patron duplicates --apart ${pair.id}`]
      : merges[0]
        ? [`patron duplicates --undo ${merges[0].id}`]
        : ['patron digest'],
    data: { pairs, merges },
  };
}

function settleNow({ store, now }: { store: Workplace['store']; now: number }, { as, id }: Settlement): string {
  if (as === 'undo')
    return `The merge ${id} is taken back: ${unmergePerson(store, { mergeId: id, now })} stands alone again.`;
  settlePair(store, { pairId: id, as: as === 'same' ? 'merged' : 'apart', now });
  return as === 'same' ? `The pair ${id} is one person now.` : `The pair ${id} stays apart.`;
}
