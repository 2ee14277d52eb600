import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditSteps, verifyAudit } from '../../../src/store/push-audit.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { type OpenDesk, openDesk } from './push-desk.ts';

/** A desk on which something was proposed, approved, written and taken back. */
async function used(): Promise<OpenDesk> {
  const desk = await openDesk();
  const { id } = z.object({ id: z.string() }).parse((await desk.use.push({ by: 'slack:U1' })).data);
  await desk.use.decidePush({ id, as: 'approve', by: 'slack:U1' });
  await desk.use.undoPush({ id, by: 'cli' });
  return desk;
}

describe('the log of pushes', () => {
  it('holds every step by whom, without a name or an address', async () => {
    const { store, use } = await used();
    const rows = auditSteps(store, { limit: 100 });
    expect(rows.map(({ step, by }) => `${step} ${by}`)).toEqual(
      expect.arrayContaining(['proposed slack:U1', 'approved slack:U1', 'sent patron', 'finished patron', 'undo cli']),
    );
    expect(JSON.stringify(rows)).not.toMatch(/Name|example\.com/);
    expect((await use.verifyAudit()).headline).toBe(
      `The log of pushes is whole: ${rows.length} steps, each as it was written.`,
    );
  });

  it.each([
    ['a changed row', "update push_audit set by = 'slack:U9' where seq = 2", 'row 2 was changed'],
    [
      'a changed row that was sealed anew',
      "update push_audit set by = 'x', hash = hex(zeroblob(32)) where seq = 2",
      'row 2 was changed',
    ],
    ['a missing row', 'delete from push_audit where seq = 2', 'row 2 is missing'],
    [
      'rows renumbered over a missing one',
      'delete from push_audit where seq = 2; update push_audit set seq = seq - 1 where seq > 2',
      'row 2 is missing',
    ],
    ['an end that was cut off', 'delete from push_audit where seq >= 2', 'the step that decided push-'],
  ])('tells of %s', async (_, sql, words) => {
    const { store, use } = await used();
    store.sqlite.exec(sql);
    expect(verifyAudit(store).fault).toBeDefined();
    const fault = await rejectionOf(use.verifyAudit());
    expect(fault).toMatchObject({ code: 'audit-broken', message: expect.stringContaining(words) });
  });
});
