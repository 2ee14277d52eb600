import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/database.ts';
import { earlierQualityReport, saveQualityReport } from '../../src/store/quality-reports.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();
const dayMs = 86_400_000;

let store: Store;
beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

/** Keeps a report as of a day that is told from others by its name. */
function keep(day: number, fingerprint: string, { name = '', format = 1, madeAt = 0 } = {}) {
  const report = JSON.stringify({ format, fingerprint, name });
  saveQualityReport(store, { asOf: day * dayMs, madeAt, verdict: 'good', report });
}

function earlier(day: number, fingerprint: string): string | undefined {
  const report = earlierQualityReport(store, { asOf: day * dayMs, fingerprint, format: 1, windowMs: 30 * dayMs });
  return report === undefined ? undefined : JSON.parse(report).name;
}

const kept = () => store.sqlite.prepare('select count(*) from quality_report').pluck().get();

describe('earlierQualityReport', () => {
  it('is undefined where nothing was kept', () => {
    expect(earlier(100, 'now')).toBeUndefined();
  });

  it('is the last one whose window does not overlap, rather than a later one that shares most of its days', () => {
    keep(40, 'a', { name: 'day 40' });
    keep(70, 'b', { name: 'day 70' });
    keep(99, 'c', { name: 'day 99' });
    expect(earlier(100, 'now')).toBe('day 70');
  });

  it('is the last one before or at the date where every window overlaps', () => {
    keep(80, 'a', { name: 'day 80' });
    keep(90, 'b', { name: 'day 90' });
    expect(earlier(100, 'now')).toBe('day 90');
    expect(earlier(90, 'now')).toBe('day 90');
  });

  it('is never a later one, nor one on the very same data, nor one of another layout', () => {
    keep(101, 'a', { name: 'later' });
    keep(60, 'now', { name: 'same data' });
    keep(61, 'b', { name: 'other layout', format: 2 });
    expect(earlier(100, 'now')).toBeUndefined();
  });
});

describe('saveQualityReport', () => {
  it('keeps one report for one date and one state of the data, the newest', () => {
    keep(10, 'a', { name: 'first', madeAt: 1 });
    keep(10, 'a', { name: 'second', madeAt: 2 });
    expect(kept()).toBe(1);
    expect(earlier(11, 'now')).toBe('second');
  });

  it('keeps both where the data or the date has changed', () => {
    keep(10, 'a');
    keep(10, 'b');
    keep(11, 'b');
    expect(kept()).toBe(3);
  });
});
