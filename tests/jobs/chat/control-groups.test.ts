import { describe, expect, it } from 'vitest';
import { alertTrial, isHeldOut } from '../../../src/domain/control-arm.ts';
import type { SourceCustomer, SourceOrder } from '../../../src/domain/source-records.ts';
import type { Watched } from '../../../src/domain/watched.ts';
import { answerAlert, watchRules } from '../../../src/jobs/chat/chat-answers.ts';
import { viewShop } from '../../../src/jobs/view.ts';
import { ViewCache } from '../../../src/jobs/view-cache.ts';
import type { Workplace } from '../../../src/jobs/workplace.ts';
import { askQuestion } from '../../../src/questions/ask.ts';
import { controlSeed, keepArms } from '../../../src/store/control-arms.ts';
import type { Store } from '../../../src/store/database.ts';
import { writeFact } from '../../../src/store/facts.ts';
import { pageKeeper } from '../../../src/store/sync-page.ts';
import { realSystem } from '../../../src/system.ts';
import { chatStore } from '../../support/chat-store.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 2, 2);
const silent: Watched = { kind: 'silence', days: 60, among: 'all' };
const atRisk: Watched = { kind: 'segment-entry', group: 'at-risk', move: 'enters', among: 'all' };

const person = (index: number): SourceCustomer => ({ kind: 'customer', id: String(index), updatedAt: 1 });

const order = (id: string, customer: number, at: number): SourceOrder => ({
  kind: 'order',
  id,
  customerId: String(customer),
  updatedAt: 1,
  orderedAt: at,
  currency: 'EUR',
  isTest: false,
  lines: [{ id: `${id}-1`, sku: 'A', quantity: 1, unitPriceMicros: 20_000_000, amount: 2000 }],
  refunds: [],
  sourceTotals: { gross: 2000, refunded: 0 },
});

/** A shop of 600 people, all of whom ordered once and whom two rules met in the spring. A third of everybody came back, whatever their lot. */
function shop(): Store {
  const store = chatStore();
  writeFact(store, 'control-seed', '0123456789abcdef');
  const people = Array.from({ length: 600 }, (_, index) => index);
  const keep = pageKeeper(store);
  const page = { source: 'shopify', rejected: [], now: 1 };
  keep({ ...page, stream: 'customers', records: people.map(person) });
  const orders = people.flatMap((index) => [
    order(`first-${index}`, index, start - 90 * day),
    ...(index % 3 === 0 ? [order(`again-${index}`, index, start + (index % 40) * day)] : []),
  ]);
  keep({ ...page, stream: 'orders', records: orders });
  const customerIds = people.map((index) => `shopify:${index}`);
  for (const watched of [silent, atRisk]) keepArms(store, { rule: alertTrial(watched), customerIds, at: start });
  keepArms(store, { rule: 'hot-lead', customerIds, at: start });
  return store;
}

function place(store: Store, now: number): Workplace {
  const { migrationsFolder } = realSystem();
  const clock = { now: () => new Date(now) };
  return { store, home: '/nowhere', storePath: ':memory:', migrationsFolder, timeZone: 'UTC', tf: 'cpu', clock };
}

describe('control groups in a store', () => {
  it('are followed from the moment that is written down, with the orders of the store', () => {
    const store = shop();
    const view = viewShop(store, { asOf: start + 31 * day, timeZone: 'UTC', currency: 'EUR', home: '/nowhere' });
    const seed = controlSeed(store);
    const held = Array.from({ length: 600 }, (_, index) => index).filter((index) =>
      isHeldOut({ rule: 'hot-lead', person: `shopify:${index}`, share: 0.1, seed }),
    );
    const ordered = (all: readonly number[]) => all.filter((index) => index % 3 === 0 && index % 40 < 30).length;
    const everybody = Array.from({ length: 600 }, (_, index) => index);
    const lift = askQuestion('effect of the tags', view).data;
    expect(lift).toContainEqual(
      expect.objectContaining({
        rule: 'hot-lead',
        control: { people: held.length, ordered: ordered(held) },
        treated: { people: 600 - held.length, ordered: ordered(everybody) - ordered(held) },
        waiting: 0,
      }),
    );
  });

  it('tell the round which rules had time enough and show nothing, and what to ask of them', () => {
    const store = shop();
    const sightings = (now: number) => watchRules(new ViewCache(place(store, now)), [silent, atRisk]);
    expect(sightings(start + 70 * day).map(({ fruitlessSince }) => fruitlessSince)).toEqual([undefined, undefined]);
    expect(sightings(start + 84 * day).map(({ fruitlessSince }) => fruitlessSince)).toEqual([start, start]);
    const views = new ViewCache(place(store, start + 84 * day));
    const asked = answerAlert(views, { watched: silent, customerIds: [], about: 'retirement' });
    expect(asked.headline).toBe('Customers without an order for more than 60 days: no effect shown after twelve weeks');
    expect(asked.lines?.[0]).toMatch(/^Of \d+ told and \d+ held out, .*: not shown yet\.$/);
  });
});
