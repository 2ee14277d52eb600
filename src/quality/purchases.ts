import type { OrderTable } from '../domain/quality-tables.ts';

/** For each order 1 if it is a purchase: a line with quantity > 0, and not cancelled. [orders] */
export function purchaseFlags({ ids, isCancelled, lineStart, lineQuantity }: OrderTable): Uint8Array {
  const flags = new Uint8Array(ids.length);
  for (let order = 0; order < ids.length; order++) {
    if (isCancelled[order] === 1) continue;
    const end = lineStart[order + 1] ?? 0;
    for (let line = lineStart[order] ?? 0; line < end; line++) {
      if ((lineQuantity[line] ?? 0) > 0) {
        flags[order] = 1;
        break;
      }
    }
  }
  return flags;
}

/** The order of each line. [lines] */
export function ordersOfLines({ ids, lineStart, lineQuantity }: OrderTable): Uint32Array {
  const orders = new Uint32Array(lineQuantity.length);
  for (let order = 0; order < ids.length; order++) orders.fill(order, lineStart[order], lineStart[order + 1]);
  return orders;
}

/** Number of set flags. */
export function countFlags(flags: Uint8Array): number {
  let count = 0;
  for (const flag of flags) count += flag;
  return count;
}
