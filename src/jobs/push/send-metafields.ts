import type { FieldValues, ShopOutcome, ShopTarget } from '../../../connectors/contract.ts';
import { placeOf } from '../../domain/push-place.ts';
import { fieldsIn } from '../../store/push-outbox.ts';
import { lookAtFields } from './send-fields.ts';
import type { ToSend, Way } from './send-rows.ts';

/**
 * Metafields of a shop's customers. As `fieldsWay`, but each is written on condition that it is as it was seen: what a person types in the moment between the look and
 * the write is not written over. To take one away Shopify knows no condition; there the moment remains.
 */
export function metafieldsWay(shop: ShopTarget): Way {
  // What was seen of the rows that are on their way, by row: batches go side by side.
  const marks = new Map<number, FieldValues>();
  return {
    async look(rows) {
      const names = [...new Set(rows.flatMap((row) => fieldsIn(row).map(({ name }) => name)))].sort();
      const seen = await shop.read(
        rows.map(({ contactId }) => placeOf(contactId).id),
        names,
      );
      return rows.map((row) => {
        const customer = seen.get(placeOf(row.contactId).id);
        if (customer) marks.set(row.id, customer.marks);
        return lookAtFields(row, customer?.values);
      });
    },
    async send(rows) {
      const outcomes = await shop.write(rows.map((sent) => valuesOf(sent, marks.get(sent.row.id) ?? {})));
      return new Map(
        rows.flatMap(({ row }): [number, ShopOutcome][] => {
          marks.delete(row.id);
          const outcome = outcomes.get(placeOf(row.contactId).id);
          return outcome === undefined ? [] : [[row.id, outcome]];
        }),
      );
    },
  };
}

function valuesOf({ row, toWrite }: ToSend, marks: FieldValues) {
  const values = Object.fromEntries(toWrite.map(({ name, wrote }) => [name, wrote]));
  return { id: placeOf(row.contactId).id, values, marks };
}
