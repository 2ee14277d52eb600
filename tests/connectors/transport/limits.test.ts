import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../connectors/transport/backoff.ts';
import { callBudget } from '../../../connectors/transport/budget.ts';
import { costBucket } from '../../../connectors/transport/cost-bucket.ts';
import { retryAfterMs } from '../../../connectors/transport/retry-after.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { virtualTime } from '../../support/virtual-time.ts';

const start = new Date('2026-11-24T10:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['2.0', 2_000],
    ['0', 0],
    // The form of RFC 9110, 5.6.7.
    ['Tue, 24 Nov 2026 10:01:30 GMT', 90_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s is %s ms', (header, wanted) => {
    expect(retryAfterMs(header, start)).toBe(wanted);
  });
});

describe('backoff', () => {
  it('is drawn between nothing and a bound that doubles, up to the cap', () => {
    const bounds = { baseMs: 500, capMs: 30_000 };
    const highest = () => 1;
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backoffMs(attempt, highest, bounds))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    expect(backoffMs(5, () => 0, bounds)).toBe(0);
  });
});

describe('a budget of calls', () => {
  it('lets no window hold more than the limit, whenever calls come, and keeps their order', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 7 }), async (pauses, calls) => {
        const time = virtualTime(start);
        const budget = callBudget({ every: { calls, windowMs: 10_000 } }, time);
        const sent: number[] = [];
        for (const pause of pauses) {
          time.advance(pause);
          await budget.take({}, async (ms) => time.advance(ms));
          sent.push(time.now());
        }
        for (const at of sent) {
          expect(sent.filter((other) => other >= at && other < at + 10_000).length).toBeLessThanOrEqual(calls);
        }
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('waits no longer than it must: call 101 goes when the first of a hundred is ten seconds old', async () => {
    const time = virtualTime(start);
    const budget = callBudget({ every: { calls: 100, windowMs: 10_000 } }, time);
    for (let index = 0; index < 101; index++) await budget.take({}, time.sleep);
    expect(time.slept).toEqual([10_000]);
  });

  it('holds a lane to its own limit beside the general one', async () => {
    const time = virtualTime(start);
    const limits = { every: { calls: 100, windowMs: 10_000 }, lanes: { search: { calls: 5, windowMs: 1_000 } } };
    const budget = callBudget(limits, time);
    for (let index = 0; index < 11; index++) await budget.take({ lane: 'search' }, time.sleep);
    expect(time.slept).toEqual([1_000, 1_000]);
    await budget.take({}, time.sleep);
    expect(time.slept).toHaveLength(2);
  });

  it('is shared by whoever calls at the same time', async () => {
    const time = virtualTime(start);
    const budget = callBudget({ every: { calls: 2, windowMs: 10_000 } }, time);
    await Promise.all(Array.from({ length: 6 }, () => budget.take({}, time.sleep)));
    expect(time.now() - start.getTime()).toBe(20_000);
  });

  it('stops when the calls of the day are used, over a restart too, and begins anew the next day', async () => {
    const time = virtualTime(start);
    let kept: { day: string; calls: number } | undefined;
    const save = (count: { day: string; calls: number }) => {
      kept = { ...count };
    };
    const open = () =>
      callBudget(
        {
          every: { calls: 100, windowMs: 10_000 },
          daily: {
            calls: 3,
            count: { load: () => kept, save },
            dayOf: (now) => now.toISOString().slice(0, 10),
            resets: 'midnight in UTC',
          },
        },
        time,
      );
    for (let index = 0; index < 3; index++) await open().take({}, time.sleep);
    const error = await rejectionOf(open().take({}, time.sleep));
    expect(error.code).toBe('source-limit');
    expect(error.hint).toContain('after midnight in UTC');
    time.advance(14 * 3_600_000);
    await open().take({}, time.sleep);
    expect(kept).toEqual({ day: '2026-11-25', calls: 1 });
  });
});

describe('a bucket of points', () => {
  const status = { maximumAvailable: 2_000, currentlyAvailable: 100, restoreRate: 100 };

  it('waits until what a query asks for has come back: (requested - available) / rate', async () => {
    const time = virtualTime(start);
    const bucket = costBucket(time);
    bucket.learn('orders', { requested: 700, status });
    await bucket.take({ operation: 'orders' }, time.sleep);
    expect(time.slept).toEqual([6_000]);
  });

  it('does not give the same points to two calls', async () => {
    const time = virtualTime(start);
    const bucket = costBucket(time);
    bucket.learn('orders', { requested: 700, status: { ...status, currentlyAvailable: 1_000 } });
    await bucket.take({ operation: 'orders' }, time.sleep);
    await bucket.take({ operation: 'orders' }, time.sleep);
    expect(time.slept).toEqual([4_000]);
  });

  it('lets a query go at once of which it knows nothing', async () => {
    const time = virtualTime(start);
    await costBucket(time).take({ operation: 'orders' }, time.sleep);
    expect(time.slept).toEqual([]);
  });
});
