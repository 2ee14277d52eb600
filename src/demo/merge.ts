/** Events that ascend in time, none before `startsAt`. They are not asked for before that. */
export interface Timeline<T> {
  readonly startsAt: number;
  readonly events: Iterable<T>;
}

interface Source<T> {
  readonly rank: number;
  readonly rest: Iterator<T>;
  /** Moment of its next event, or the earliest that it can have. */
  at: number;
  /** Absent until it was asked for. */
  head?: T;
}

/** Merges timelines into one; equal moments keep the order of the timelines. Holds one event of each that has begun. */
export function* mergeByTime<T extends { readonly at: number }>(timelines: Iterable<Timeline<T>>): Generator<T> {
  const heap: Source<T>[] = Array.from(timelines, ({ startsAt, events }, rank) => ({
    rank,
    rest: events[Symbol.iterator](),
    at: startsAt,
  }));
  for (let place = (heap.length >> 1) - 1; place >= 0; place--) sink(heap, place);
  for (let earliest = heap[0]; earliest; earliest = heap[0]) {
    if (earliest.head !== undefined) yield earliest.head;
    const next = earliest.rest.next();
    if (next.done) {
      const last = heap.pop();
      if (last && last !== earliest) heap[0] = last;
    } else {
      earliest.head = next.value;
      earliest.at = next.value.at;
    }
    sink(heap, 0);
  }
}

/** Lets a source sink to its place in a binary heap whose earliest is on top. */
function sink<T>(heap: Source<T>[], from: number): void {
  let place = from;
  for (;;) {
    const source = heap[place];
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    const isRight = left !== undefined && right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!source || !child || !isBefore(child, source)) return;
    const childPlace = 2 * place + (isRight ? 2 : 1);
    heap[place] = child;
    heap[childPlace] = source;
    place = childPlace;
  }
}

function isBefore<T>(one: Source<T>, other: Source<T>): boolean {
  return one.at < other.at || (one.at === other.at && one.rank < other.rank);
}
