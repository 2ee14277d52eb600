import type { ShopOutcome, ShopTarget, TagChange } from '../../../connectors/contract.ts';
import { placeOf } from '../../domain/push-place.ts';
import { listIn, type OutboxRow } from '../../store/push-outbox.ts';
import { tagField } from '../../store/pushed-fields.ts';
import { lookAtPlace } from './send-lists.ts';
import { dropped, type ToSend, type Way } from './send-rows.ts';

/** Tags of a shop's customers, one row for each: those that are there already, or gone already, are left as they are. All changes of one customer go out together. */
export function tagsWay(shop: ShopTarget): Way {
  return {
    async look(rows) {
      const seen = await shop.read([...new Set(rows.map(({ contactId }) => placeOf(contactId).id))], []);
      return rows.map((row) => {
        const customer = seen.get(placeOf(row.contactId).id);
        if (!customer) return { row, settlement: dropped('gone') };
        const isThere = customer.tags.some((tag) => tag.toLowerCase() === row.key);
        return lookAtPlace(row, { name: tagField(row.key), isThere });
      });
    },
    async send(rows) {
      const changes = [...changesOf(rows).values()];
      const outcomes = await shop.changeTags(changes.map(({ change }) => change));
      return new Map(
        changes.flatMap(({ rows: own }, place): [number, ShopOutcome][] => {
          const outcome = outcomes[place];
          return outcome === undefined ? [] : own.map(({ id }) => [id, outcome]);
        }),
      );
    },
  };
}

/** What becomes of the tags of each customer, given and taken apart, with the rows that want it. */
function changesOf(rows: readonly ToSend[]): Map<string, { change: TagChange; rows: readonly OutboxRow[] }> {
  const found = new Map<string, { change: TagChange; rows: readonly OutboxRow[] }>();
  for (const { row } of rows) {
    const change = listIn(row).add ? 'add' : 'remove';
    const { id } = placeOf(row.contactId);
    const known = found.get(`${change} ${id}`);
    found.set(`${change} ${id}`, {
      change: { id, change, tags: [...(known?.change.tags ?? []), row.key] },
      rows: [...(known?.rows ?? []), row],
    });
  }
  return found;
}
