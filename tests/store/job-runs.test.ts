import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/database.ts';
import {
  claimSlot,
  finishSlot,
  lastSlot,
  listMissed,
  listRuns,
  recordMissed,
  yieldSlot,
} from '../../src/store/job-runs.ts';
import { realSystem } from '../../src/system.ts';

let store: Store;
beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder: realSystem().migrationsFolder });
});

const outcomes = (job: string) => listRuns(store, job).map(({ slot, outcome }) => [slot, outcome ?? 'runs']);

describe('job runs', () => {
  it('lets a slot be claimed once, each job for itself', () => {
    expect(claimSlot(store, { job: 'sync', slot: 100, at: 101 })).toBe(true);
    expect(claimSlot(store, { job: 'sync', slot: 100, at: 102 })).toBe(false);
    expect(claimSlot(store, { job: 'train', slot: 100, at: 102 })).toBe(true);
    expect(listRuns(store, 'sync')).toEqual([{ job: 'sync', slot: 100, startedAt: 101 }]);
  });

  it('does not let a slot be claimed again once it has ended', () => {
    claimSlot(store, { job: 'sync', slot: 100, at: 101 });
    finishSlot(store, { job: 'sync', slot: 100, at: 150, outcome: 'failed', note: 'No reason.' });
    expect(claimSlot(store, { job: 'sync', slot: 100, at: 160 })).toBe(false);
    const run = { job: 'sync', slot: 100, startedAt: 101, finishedAt: 150, outcome: 'failed', note: 'No reason.' };
    expect(listRuns(store, 'sync')).toEqual([run]);
  });

  it('lets a slot that gave way be claimed later, and leaves a claimed one alone', () => {
    expect(yieldSlot(store, { job: 'sync', slot: 100, at: 101, note: 'Held.' })).toBe(true);
    expect(yieldSlot(store, { job: 'sync', slot: 100, at: 102, note: 'Held.' })).toBe(false);
    expect(claimSlot(store, { job: 'sync', slot: 100, at: 110 })).toBe(true);
    expect(yieldSlot(store, { job: 'sync', slot: 100, at: 111, note: 'Held.' })).toBe(false);
    expect(listRuns(store, 'sync')).toEqual([{ job: 'sync', slot: 100, startedAt: 110 }]);
  });

  it('writes a run without an end down as failed when the next slot of the same job is claimed', () => {
    claimSlot(store, { job: 'sync', slot: 100, at: 101 });
    claimSlot(store, { job: 'train', slot: 100, at: 101 });
    claimSlot(store, { job: 'sync', slot: 200, at: 201 });
    expect(outcomes('sync')).toEqual([
      [100, 'failed'],
      [200, 'runs'],
    ]);
    expect(listRuns(store, 'sync')[0]?.note).toBe('It was interrupted.');
    expect(outcomes('train')).toEqual([[100, 'runs']]);
  });

  it('writes missed slots down once and never over one that is known', () => {
    claimSlot(store, { job: 'sync', slot: 200, at: 201 });
    expect(recordMissed(store, { job: 'sync', slots: [100, 200, 300], at: 350 })).toEqual([100, 300]);
    expect(recordMissed(store, { job: 'sync', slots: [100, 200, 300], at: 360 })).toEqual([]);
    expect(recordMissed(store, { job: 'sync', slots: [], at: 360 })).toEqual([]);
    expect(outcomes('sync')).toEqual([
      [100, 'missed'],
      [200, 'runs'],
      [300, 'missed'],
    ]);
  });

  it('knows the newest slot up to a moment', () => {
    for (const slot of [100, 300]) claimSlot(store, { job: 'sync', slot, at: slot });
    expect(lastSlot(store, { job: 'sync', until: 99 })).toBeUndefined();
    expect(lastSlot(store, { job: 'sync', until: 299 })?.slot).toBe(100);
    expect(lastSlot(store, { job: 'sync', until: 300 })?.slot).toBe(300);
    expect(lastSlot(store, { job: 'train', until: 300 })).toBeUndefined();
  });

  it('lists what had no run of its own, newest first: missed, and given way for good, but not what still waits', () => {
    recordMissed(store, { job: 'sync', slots: [100, 200], at: 301 });
    yieldSlot(store, { job: 'sync', slot: 300, at: 301, note: 'Held.' });
    const listed = () => listMissed(store, { limit: 10 }).map(({ slot, outcome }) => [slot, outcome]);
    expect(listed()).toEqual([
      [200, 'missed'],
      [100, 'missed'],
    ]);
    claimSlot(store, { job: 'sync', slot: 400, at: 401 });
    expect(listed()[0]).toEqual([300, 'yielded']);
    expect(listMissed(store, { limit: 1 })).toHaveLength(1);
  });
});
