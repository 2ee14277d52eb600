import type { Random } from '../domain/random.ts';
import { drawBetween, happens } from './draws.ts';
import { dayMinutes, type PurchaseEvent, type PurchaseLine } from './purchases.ts';

/** Something that happened: an order, or a part of it or all of it given back. */
export interface ShopEvent extends PurchaseEvent {
  readonly back?: { readonly kind: 'return' | 'cancellation'; readonly lines: readonly PurchaseLine[] };
}

/** Shares of the orders that are given back whole, or a line of them, and when. */
const cancelling = { share: 0.012, withinDays: 2 };
const sendingBack = { share: 0.03, fromDays: 4, toDays: 20 };
/** Adds what is given back to purchases that ascend in time, all in the order of time. `returning`: how readily, beside the usual. */
export function* withGivenBack(
  random: Random,
  returning: number,
  purchases: Iterable<PurchaseEvent>,
): Generator<ShopEvent> {
  const waiting: ShopEvent[] = [];
  for (const event of purchases) {
    while (waiting[0] && waiting[0].at <= event.at) yield* waiting.splice(0, 1);
    yield event;
    const back = drawBack(random, returning, event);
    if (!back) continue;
    waiting.push(back);
    waiting.sort((one, other) => one.at - other.at);
  }
  yield* waiting;
}

function drawBack(random: Random, returning: number, { at, purchase }: PurchaseEvent): ShopEvent | undefined {
  if (happens(random, cancelling.share * returning)) {
    const later = at + Math.ceil(drawBetween(random, 0.02, cancelling.withinDays) * dayMinutes);
    return { at: later, purchase, back: { kind: 'cancellation', lines: purchase.lines } };
  }
  const line = purchase.lines[Math.floor(random() * purchase.lines.length)];
  if (!line || line.isFee || !happens(random, sendingBack.share * returning)) return undefined;
  const later = at + Math.round(drawBetween(random, sendingBack.fromDays, sendingBack.toDays) * dayMinutes);
  const quantity = Math.ceil(line.quantity * (1 - random()));
  return { at: later, purchase, back: { kind: 'return', lines: [{ ...line, quantity }] } };
}
