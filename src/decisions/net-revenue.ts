import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';

/**
 * Net revenue (guests included, minus what was given back in the span) between neighbouring ascending `starts`, epoch ms [spans + 1], in one pass over the
 * shop. Minor units; undefined for a span that begins before the shop's first order. [spans]
 */
export function netRevenueBetween(snapshot: Snapshot, starts: Float64Array): (number | undefined)[] {
  const spans = starts.length - 1;
  const nets = new Float64Array(Math.max(0, spans));
  const add = (times: Float64Array, amounts: Float64Array, sign: 1 | -1) => {
    for (let index = 0; index < times.length; index++) {
      const at = times[index] ?? 0;
      if (at < (starts[0] ?? 0) || at >= (starts[spans] ?? 0)) continue;
      const span = firstAtOrAfter(starts, 0, spans + 1, at + 1) - 1;
      nets[span] = (nets[span] ?? 0) + sign * (amounts[index] ?? 0);
    }
  };
  add(snapshot.orderAt, snapshot.orderGross, 1);
  add(snapshot.guestAt, snapshot.guestGross, 1);
  add(snapshot.returnAt, snapshot.returnAmount, -1);
  add(snapshot.guestReturnAt, snapshot.guestReturnAmount, -1);
  return Array.from(nets, (net, span) => ((starts[span] ?? 0) < snapshot.firstAt ? undefined : net));
}
