import { beforeEach, describe, expect, it } from 'vitest';
import { dayMs, fixedClock } from '../../../src/domain/clock.ts';
import { describeRules } from '../../../src/jobs/push/wanted-preview.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { pushedFieldWriter } from '../../../src/store/pushed-fields.ts';
import { pageKeeper } from '../../../src/store/sync-page.ts';
import { realSystem } from '../../../src/system.ts';
import { contextOf, scoresOf } from '../../support/context-of.ts';
import { snapshotOf } from '../../support/snapshot-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { migrationsFolder } = realSystem();
const asOf = Date.parse('2026-05-01');
const people = Array.from({ length: 60 }, (_, index) => `hubspot:${100 + index}`);
const snapshot = snapshotOf(
  people.map((customer, index) => ({ customer, at: asOf - (index + 0.5) * dayMs })),
  { asOf },
);

describe('the preview of rules', () => {
  const folder = temporaryFolder();
  let store: Store;

  beforeEach(() => {
    store = openStore(':memory:', { migrationsFolder });
    pageKeeper(store)({
      source: 'hubspot',
      stream: 'contacts',
      records: people.map((id) => ({ kind: 'customer', id: id.slice(8), updatedAt: 1 })),
      rejected: [],
      now: 1,
    });
  });

  const describeAt = (home: string, scores = scoresOf(snapshot)) =>
    describeRules(
      {
        store,
        home,
        storePath: ':memory:',
        migrationsFolder,
        timeZone: 'UTC',
        tf: 'auto',
        clock: fixedClock(new Date(asOf)),
      },
      contextOf(snapshot, { scores }),
    );

  it('says whom each rule hits, who is held out, who has it, and who cannot be judged', () => {
    const home = folder.path('ruled');
    folder.write(
      'ruled/tag-rules.txt',
      'when days_since_order > 30 then tag quiet\nwhen customer then list "All of them"',
    );
    const contactId = '159';
    pushedFieldWriter(
      store,
      'hubspot',
    )({ contactId, name: 'patron_tags', value: 'a;quiet', before: undefined, at: 1, batchId: 'push-1' });
    const answer = describeAt(home);
    const [quiet, all] = answer.table?.rows ?? [];
    expect(answer.headline).toBe('2 auto-tag rules, for 60 people.');
    // Silent for 0 to 59 whole days: 31 to 59 are more than thirty.
    expect([quiet?.[0], quiet?.[1], quiet?.[3], quiet?.[4]]).toEqual(['quiet', '29', '1', '0']);
    expect([all?.[0], all?.[1], all?.[3]]).toEqual(['all-of-them', '60', '0']);
    // About one in ten of the sixty; none or a third would be no lot.
    expect(Number(all?.[2])).toBeGreaterThan(0);
    expect(Number(all?.[2])).toBeLessThan(20);
    expect(answer.lines).toContain('Line 1: when days_since_order > 30 then tag quiet');
    expect(answer.lines).toContain('quiet: also hit 29 by all-of-them');
    expect(describeAt(home)).toEqual(answer);
  });

  it('counts whom a rule cannot judge where no chance is to be trusted', () => {
    const home = folder.path('unjudged');
    folder.write('unjudged/tag-rules.txt', 'when propensity_30d > 0.05 then tag hot');
    const verdict = { grade: 'do-not-act', words: 'Not better than recency: do not act on it.' } as const;
    const answer = describeAt(home, scoresOf(snapshot, { verdict }));
    expect(answer.table?.rows).toEqual([['hot', '0', '0', '0', '60']]);
    expect(answer.caution).toContain('do not act on it');
  });

  it('says where the rules stand where none is switched on', () => {
    const answer = describeAt(folder.path('empty'));
    expect(answer).toMatchObject({ headline: 'No auto-tag rule is switched on.', lines: [] });
    expect(answer.basis).toContain(folder.path('empty/tag-rules.txt'));
  });
});
