import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/database.ts';
import { countNews, finishNews, forgetNews, keepNews, type News, takeNews } from '../../src/store/inbox.ts';
import { realSystem } from '../../src/system.ts';

let store: Store;
beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder: realSystem().migrationsFolder });
});

function news(eventId: string, occurredAt: number, more: Partial<News> = {}): News {
  return {
    source: 'shopify',
    eventId,
    topic: 'orders/updated',
    subject: { kind: 'order', id: '5' },
    occurredAt,
    ...more,
  };
}

const keep = (...items: News[]) => keepNews(store, items, { receivedAt: 1000 });
const take = (limit = 10) => takeNews(store, limit).map(({ eventId }) => eventId);
const finishAll = () => {
  for (const { id } of takeNews(store, 10)) finishNews(store, id, { state: 'done' });
};

describe('the inbox', () => {
  it('keeps an event once, of each source for itself', () => {
    expect(keep(news('a', 1), news('a', 2))).toBe(1);
    expect(keep(news('a', 3))).toBe(0);
    expect(keep(news('a', 3, { source: 'hubspot' }))).toBe(1);
    expect(keepNews(store, [], { receivedAt: 1000 })).toBe(0);
  });

  it('does not take an event up again that comes once more after it was done', () => {
    keep(news('a', 1));
    finishAll();
    expect(keep(news('a', 1))).toBe(0);
    expect(take()).toEqual([]);
  });

  it('gives back what was kept, and counts the attempt', () => {
    const asked = news('a', 1, {
      topic: 'customers/redact',
      subject: { kind: 'redact', id: '9', orders: ['5', '6'] },
    });
    keep(asked);
    expect(takeNews(store, 1)).toEqual([{ ...asked, id: 1, receivedAt: 1000, attempts: 1 }]);
  });

  it('gives of several about one subject only the newest, in whatever order they came', () => {
    const items = [news('old', 10), news('newest', 30), news('between', 20)];
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 1, 0],
      [1, 2, 0],
      [0, 2, 1],
      [2, 0, 1],
    ]) {
      store.sqlite.exec('delete from inbox');
      for (const place of order) keep(...items.slice(place, place + 1));
      expect(take()).toEqual(['newest']);
      expect(countNews(store)).toEqual({ waiting: 1, failed: 0 });
    }
  });

  it('puts an older one aside that comes after a newer one was done, and gives one of the same instant', () => {
    keep(news('newer', 30));
    finishAll();
    keep(news('older', 20));
    expect(take()).toEqual([]);
    keep(news('same instant', 30));
    expect(take()).toEqual(['same instant']);
  });

  it('never lets a change of a customer stand for a request about that person', () => {
    keep(
      news('request', 10, { subject: { kind: 'redact', id: '9', orders: [] } }),
      news('change', 20, { subject: { kind: 'customer', id: '9' } }),
      news('first asked', 11, { subject: { kind: 'data-request', id: '9', orders: [], request: '1' } }),
      news('asked again', 12, { subject: { kind: 'data-request', id: '9', orders: [], request: '2' } }),
    );
    expect(take()).toEqual(['request', 'first asked', 'asked again', 'change']);
  });

  it('gives what happened first first, but what was never tried before what has failed', () => {
    const order = (id: string) => ({ subject: { kind: 'order', id } });
    keep(news('b', 20, order('2')), news('a', 10, order('1')), news('c', 30, order('3')));
    const [first] = takeNews(store, 1);
    expect(first?.eventId).toBe('a');
    finishNews(store, first?.id ?? 0, { state: 'failed', note: 'Shopify did not answer.' });
    expect(take()).toEqual(['b', 'c', 'a']);
  });

  it('gives a failing message five times, whether the work says so or dies, and then gives it up with its reason', () => {
    keep(news('a', 1), news('b', 1, { subject: { kind: 'order', id: '6' } }));
    const rounds = Array.from({ length: 7 }, () => {
      const taken = takeNews(store, 10);
      // The work on b never comes to an end.
      for (const { id, eventId } of taken)
        if (eventId === 'a') finishNews(store, id, { state: 'failed', note: 'No answer.' });
      return taken.length;
    });
    expect(rounds).toEqual([2, 2, 2, 2, 2, 0, 0]);
    expect(countNews(store)).toEqual({ waiting: 0, failed: 2 });
    const notes = store.sqlite.prepare('select note from inbox order by id').pluck().all();
    expect(notes).toEqual(['No answer.', 'It was interrupted each time.']);
  });

  it('forgets what was done long ago, but not a request about a person nor what waits', () => {
    keep(news('done', 1), news('request', 1, { subject: { kind: 'redact', id: '9' } }));
    finishAll();
    keep(news('waits', 1, { subject: { kind: 'order', id: '7' } }));
    expect(forgetNews(store, { before: 1000 })).toBe(0);
    expect(forgetNews(store, { before: 1001 })).toBe(1);
    expect(store.sqlite.prepare('select event_id from inbox order by id').pluck().all()).toEqual(['request', 'waits']);
  });

  it('leaves the settings of the connection as they were', () => {
    const settings = () => ['busy_timeout', 'synchronous'].map((name) => store.sqlite.pragma(name, { simple: true }));
    const before = settings();
    keep(news('a', 1));
    expect(settings()).toEqual(before);
  });
});
