import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makePlan } from '../../../src/jobs/push/make-plan.ts';
import { proposeOnSchedule, sendRest } from '../../../src/jobs/push/scheduled.ts';
import { takeYes } from '../../../src/jobs/push/send-approved.ts';
import { findBatch, listBatches } from '../../../src/store/push-approvals.ts';
import { auditSteps } from '../../../src/store/push-audit.ts';
import { listStanding } from '../../../src/store/push-standing.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { type OpenDesk, openDesk } from './push-desk.ts';

const dayMs = 86_400_000;

const proposals = ({ store }: OpenDesk) =>
  listBatches(store, { limit: 20 }).filter(({ origin }) => origin === 'schedule');

/** Contacts that carry the tag. */
const tagged = ({ server, contact }: OpenDesk) =>
  Array.from({ length: 20 }, (_, place) => server.portal.valueOf(contact(place), 'patron_tags')).filter(
    (tags) => tags === 'hot',
  ).length;

describe('the schedule', () => {
  it('proposes once what has not changed, and replaces a proposal that has', async () => {
    const desk = await openDesk();
    await proposeOnSchedule(desk.desk);
    await proposeOnSchedule(desk.desk);
    expect(proposals(desk).map(({ state }) => state)).toEqual(['proposed']);
    desk.raiseChances(0.1);
    await proposeOnSchedule(desk.desk);
    expect(proposals(desk).map(({ state }) => state)).toEqual(['proposed', 'replaced']);
    expect(desk.writes()).toBe(0);
  });

  it('proposes nothing where nothing is to be written, or nobody has ordered', async () => {
    const desk = await openDesk();
    const { data } = await desk.use.push({ by: 'cli' });
    const { id } = z.object({ id: z.string() }).parse(data);
    await desk.use.decidePush({ id, as: 'approve', by: 'cli' });
    await proposeOnSchedule(desk.desk);
    expect(proposals(desk)).toEqual([]);
    const empty = await openDesk();
    empty.store.sqlite.exec('delete from orders');
    await proposeOnSchedule(empty.desk);
    expect(proposals(empty)).toEqual([]);
  });

  it('sends what was approved by a process that ended before it could, and closes what nobody answered', async () => {
    const desk = await openDesk();
    await proposeOnSchedule(desk.desk);
    const [batch] = proposals(desk);
    const plan = await makePlan(desk.desk, { crm: desk.target() }, { asOf: batch?.asOf ?? 0, scope: {} });
    expect(takeYes(desk.store, { plan, id: batch?.id ?? '', by: 'slack:U1' }, desk.time.now())).toBe(true);
    await sendRest(desk.desk);
    expect(findBatch(desk.store, batch?.id ?? '')?.state).toBe('done');
    expect(desk.server.portal.valueOf(desk.contact(3), 'patron_propensity')).toBe('0.17');
    desk.raiseChances(0.1);
    await proposeOnSchedule(desk.desk);
    desk.time.advance(dayMs);
    await sendRest(desk.desk);
    expect(proposals(desk)[0]?.state).toBe('expired');
  });
});

describe('a standing approval', () => {
  it('lets its rule write by itself, to so many contacts a day and no more', async () => {
    const desk = await openDesk();
    await desk.use.standingPush({ rule: 'hot', dailyCap: 3, by: 'slack:U1' });
    await proposeOnSchedule(desk.desk);
    expect(tagged(desk)).toBe(3);
    await proposeOnSchedule(desk.desk);
    expect(tagged(desk)).toBe(3);
    desk.time.advance(dayMs);
    await proposeOnSchedule(desk.desk);
    expect(tagged(desk)).toBe(6);
    expect(desk.server.portal.valueOf(desk.contact(15), 'patron_propensity')).toBe('');
    const byRule = listBatches(desk.store, { limit: 20 }).filter(({ decidedBy }) => decidedBy === 'rule:hot');
    expect(byRule.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('counts nobody as told who has to wait for the next day', async () => {
    const desk = await openDesk();
    await desk.use.standingPush({ rule: 'hot', dailyCap: 3, by: 'cli' });
    await proposeOnSchedule(desk.desk);
    const treated = desk.store.sqlite
      .prepare("select count(*) from control_assignment where rule = 'hot' and arm = 'treated'")
      .pluck()
      .get();
    expect(treated).toBe(3);
  });

  it('ends when it is revoked, and when one of its pushes is taken back', async () => {
    const desk = await openDesk();
    await desk.use.standingPush({ rule: 'hot', dailyCap: 3, by: 'cli' });
    expect((await desk.use.pushes()).lines?.[0]).toContain("'hot' writes by itself, to at most 3 contacts a day");
    await desk.use.standingPush({ rule: 'hot', revoke: true, by: 'cli' });
    await proposeOnSchedule(desk.desk);
    expect(desk.writes()).toBe(0);
    await desk.use.standingPush({ rule: 'hot', dailyCap: 3, by: 'cli' });
    await proposeOnSchedule(desk.desk);
    const done = listBatches(desk.store, { limit: 20 }).find(({ decidedBy }) => decidedBy === 'rule:hot');
    await desk.use.undoPush({ id: done?.id ?? '', by: 'slack:U1' });
    expect(tagged(desk)).toBe(0);
    expect(listStanding(desk.store)).toEqual([]);
    expect(auditSteps(desk.store, { limit: 50 }).map(({ step }) => step)).toContain('standing-ended');
  });

  it('is given to rules that there are, within reason', async () => {
    const desk = await openDesk();
    expect((await rejectionOf(desk.use.standingPush({ rule: 'cold', dailyCap: 3, by: 'cli' }))).code).toBe('usage');
    expect((await rejectionOf(desk.use.standingPush({ rule: 'hot', dailyCap: 5000, by: 'cli' }))).code).toBe('usage');
  });
});
