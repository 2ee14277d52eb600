import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pushUseCases } from '../../../src/jobs/push/use-cases.ts';
import type { PushAsked } from '../../../src/patron.ts';
import { listBatches } from '../../../src/store/push-approvals.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { type OpenDesk, openDesk } from './push-desk.ts';

const hourMs = 3_600_000;

const proposal = z.object({
  id: z.string(),
  hash: z.string(),
  counts: z.object({ contacts: z.number() }),
  examples: z.array(z.unknown()),
  control: z.array(z.unknown()),
});

async function propose({ use }: OpenDesk, asked: Partial<PushAsked> = {}) {
  const answer = await use.push({ by: 'cli', ...asked });
  return { answer, ...proposal.parse(answer.data) };
}

const approve = ({ use }: OpenDesk, id: string, by = 'cli') => use.decidePush({ id, as: 'approve', by });

/** Proposes and approves all there is. */
async function pushAll(desk: OpenDesk): Promise<string> {
  const { id } = await propose(desk);
  await approve(desk, id);
  return id;
}

describe('a proposal', () => {
  it('writes nothing, however often it is made, and is the same each time', async () => {
    const desk = await openDesk();
    const before = desk.portalState();
    const first = await propose(desk);
    desk.time.advance(hourMs);
    const second = await propose(desk);
    expect(first.counts.contacts).toBe(20);
    expect(second).toEqual(first);
    expect(desk.portalState()).toBe(before);
    expect(desk.writes()).toBe(0);
    expect(desk.server.requests.filter(({ method, url }) => method !== 'GET' && !url.includes('/read'))).toEqual([]);
    expect(listBatches(desk.store, { limit: 10 })).toHaveLength(1);
  });

  it('shows ten examples, the control groups and what to type next', async () => {
    const desk = await openDesk();
    const { answer, id, examples, control, hash } = await propose(desk);
    expect(examples).toHaveLength(10);
    expect(control).toContainEqual(expect.objectContaining({ rule: 'hot', held: expect.any(Number) }));
    expect(answer.table?.rows[0]?.[0]).toBe(`Name 0 (${desk.person(0)})`);
    expect(answer.next[0]).toBe(`patron push --approve ${id}`);
    expect(answer.basis).toContain(hash.slice(0, 12));
  });

  it('of one rule changes tags and the list of that rule alone', async () => {
    const desk = await openDesk();
    const { id, answer } = await propose(desk, { rule: 'hot' });
    await approve(desk, id);
    expect(answer.headline).toMatch(/of the rule 'hot'/);
    expect(new Set(desk.server.portal.log.writes.flatMap(({ values }) => Object.keys(values)))).toEqual(
      new Set(['patron_tags']),
    );
  });

  it('of a rule that there is not says which there are', async () => {
    const desk = await openDesk();
    expect((await rejectionOf(propose(desk, { rule: 'cold' }))).hint).toContain('hot, call-them');
  });

  it('says how to connect HubSpot where it is not', async () => {
    const desk = await openDesk();
    const alone = pushUseCases({ ...desk.desk, target: () => undefined });
    expect(await rejectionOf(alone.push({ by: 'cli' }))).toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('HUBSPOT_ACCESS_TOKEN'),
    });
  });
});

describe('a shop whose HubSpot was never pulled', () => {
  it('is told to pull it first', async () => {
    const desk = await openDesk();
    desk.store.sqlite.exec('delete from identity');
    expect((await rejectionOf(propose(desk))).hint).toBe('Run: patron sync hubspot');
  });
});

describe('a yes', () => {
  it('writes what was shown, once; the next proposal finds nothing to write', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    const { outcome, answer } = await approve(desk, id);
    expect(outcome).toBe('sent');
    expect(answer.headline).toMatch(/^\d+ changes written to 20 contacts/);
    expect(desk.server.portal.valueOf(desk.contact(3), 'patron_propensity')).toBe('0.17');
    const written = desk.writes();
    const again = await propose(desk);
    expect(again.counts.contacts).toBe(0);
    await approve(desk, again.id);
    expect(desk.writes()).toBe(written);
    expect(desk.server.portal.log.noopWrites).toEqual([]);
  });

  it('counts once: whoever comes second is told who was first and when', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    await approve(desk, id, 'slack:U1');
    const written = desk.writes();
    const late = await rejectionOf(approve(desk, id, 'slack:U2'));
    expect(late).toMatchObject({
      code: 'push-settled',
      message: expect.stringMatching(/approved by slack:U1 on 2026-11-24 12:/),
    });
    expect((await rejectionOf(desk.use.decidePush({ id, as: 'reject', by: 'slack:U2' }))).code).toBe('push-settled');
    expect(desk.writes()).toBe(written);
  });

  it('of two at the same moment lets one through, and writes nothing twice', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    const ends = await Promise.allSettled([approve(desk, id, 'slack:U1'), approve(desk, id, 'slack:U2')]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(desk.server.portal.log.noopWrites).toEqual([]);
    const contacts = desk.server.portal.log.writes.filter(({ op }) => op === 'update').map(({ id: one }) => one);
    expect(new Set(contacts).size).toBe(contacts.length);
  });

  it('comes too late after a day', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    desk.time.advance(24 * hourMs);
    expect((await rejectionOf(approve(desk, id))).message).toContain('expired');
    expect(desk.writes()).toBe(0);
  });

  it('to something else than was shown does not count', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    const other = desk.use.decidePush({ id, hash: '0'.repeat(64), as: 'approve', by: 'slack:U1' });
    expect((await rejectionOf(other)).code).toBe('push-changed');
    expect(desk.writes()).toBe(0);
  });

  it('does not count when HubSpot or the data have changed: it says how much, and proposes anew', async () => {
    const desk = await openDesk();
    await pushAll(desk);
    desk.raiseChances(0.02);
    const { id } = await propose(desk);
    const written = desk.writes();
    desk.server.portal.edit(desk.contact(2), 'patron_propensity', '0.99');
    const changed = await approve(desk, id);
    expect(changed.outcome).toBe('changed');
    expect(changed.answer.lines).toContain('1 contact would get other values, or holds others by now.');
    expect((await rejectionOf(approve(desk, id))).message).toContain('replaced');
    desk.raiseChances(0.02);
    const moved = await approve(desk, changed.id);
    expect(moved.outcome).toBe('changed');
    expect(desk.writes()).toBe(written);
    expect((await approve(desk, moved.id)).outcome).toBe('sent');
    expect(desk.server.portal.valueOf(desk.contact(2), 'patron_propensity')).toBe('0.99');
    expect(desk.server.portal.valueOf(desk.contact(3), 'patron_propensity')).toBe('0.21');
  });

  it('after a no writes nothing', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    const { outcome } = await desk.use.decidePush({ id, as: 'reject', by: 'slack:U1' });
    expect(outcome).toBe('rejected');
    expect((await rejectionOf(approve(desk, id))).message).toContain('rejected by slack:U1');
    expect(desk.writes()).toBe(0);
  });

  it('with a key that may only read names the scope, writes nothing, and is not used up', async () => {
    const desk = await openDesk();
    const { scopes } = desk.server.portal.settings;
    for (const scope of ['crm.objects.contacts.write', 'crm.schemas.contacts.write', 'crm.lists.write']) {
      scopes.delete(scope);
    }
    const { id } = await propose(desk);
    const refused = await rejectionOf(approve(desk, id));
    expect(refused.code).toBe('access-missing');
    expect(refused.message).toMatch(/crm\.schemas\.contacts\.write.*Nothing that needs it was written/);
    expect(refused.hint).toContain(`patron push --approve ${id}`);
    expect(desk.writes()).toBe(0);
    scopes.add('crm.schemas.contacts.write');
    expect((await rejectionOf(approve(desk, id))).message).toContain('crm.objects.contacts.write');
    expect(desk.writes()).toBe(0);
    scopes.add('crm.objects.contacts.write').add('crm.lists.write');
    expect((await approve(desk, id)).outcome).toBe('sent');
    expect(desk.server.portal.valueOf(desk.contact(3), 'patron_propensity')).toBe('0.17');
  });

  it('parks what the portal refuses, says so, and writes the rest', async () => {
    const desk = await openDesk();
    desk.server.portal.rules.push({
      type: 'contacts',
      field: 'jobtitle',
      message: 'A job title is needed',
      isBroken: ({ email }) => email === 'p5@example.com',
    });
    const { id } = await propose(desk);
    const { answer } = await approve(desk, id);
    expect(answer.lines?.join(' ')).toMatch(/1 change parked: .*job title/i);
    expect(desk.server.portal.valueOf(desk.contact(5), 'patron_segment')).toBe('');
    expect(desk.server.portal.valueOf(desk.contact(6), 'patron_segment')).not.toBe('');
  });
});

describe('an edited proposal', () => {
  it('leaves out fields, rules and people, takes the place of the first, and has a hash of its own', async () => {
    const desk = await openDesk();
    const first = await propose(desk);
    const leaveOut = { fields: ['patron_churn'], rules: ['call-them'], customers: [desk.person(19)] };
    const second = await propose(desk, { instead: { id: first.id, leaveOut } });
    expect(second.hash).not.toBe(first.hash);
    expect((await rejectionOf(approve(desk, first.id))).message).toContain('replaced');
    await approve(desk, second.id);
    const { portal } = desk.server;
    expect(portal.valueOf(desk.contact(18), 'patron_churn')).toBe('');
    expect(portal.valueOf(desk.contact(18), 'patron_propensity')).toBe('0.77');
    expect(portal.valueOf(desk.contact(19), 'patron_propensity')).toBe('');
    expect(portal.lists.size).toBe(0);
  });
});

describe('undo', () => {
  it('brings back what stood there, lists included, and does nothing a second time', async () => {
    const desk = await openDesk();
    const before = desk.portalState();
    const id = await pushAll(desk);
    const answer = await desk.use.undoPush({ id, by: 'slack:U1' });
    expect(answer.headline).toMatch(/is taken back: \d+ changes restored, 0 values left/);
    expect(stripped(desk.portalState())).toBe(stripped(before));
    const written = desk.writes();
    expect((await desk.use.undoPush({ id, by: 'cli' })).headline).toContain('was taken back already by slack:U1');
    expect(desk.writes()).toBe(written);
  });

  it('leaves field by field what somebody has edited since', async () => {
    const desk = await openDesk();
    const id = await pushAll(desk);
    desk.server.portal.edit(desk.contact(4), 'patron_segment', 'high-value');
    const { headline } = await desk.use.undoPush({ id, by: 'cli' });
    expect(headline).toContain('1 value left');
    expect(desk.server.portal.valueOf(desk.contact(4), 'patron_segment')).toBe('high-value');
    expect(desk.server.portal.valueOf(desk.contact(4), 'patron_propensity')).toBe('');
  });

  it('leaves what a later push has written, until that one is taken back', async () => {
    const desk = await openDesk();
    const first = await pushAll(desk);
    desk.raiseChances(0.1);
    const second = await pushAll(desk);
    const answer = await desk.use.undoPush({ id: first, by: 'cli' });
    expect(answer.lines?.join(' ')).toContain('another push has written them since');
    expect(desk.server.portal.valueOf(desk.contact(0), 'patron_propensity')).toBe('0.15');
    await desk.use.undoPush({ id: second, by: 'cli' });
    expect(desk.server.portal.valueOf(desk.contact(0), 'patron_propensity')).toBe('0.05');
  });

  it('goes on where an outage stopped it, and ends as an undisturbed one', async () => {
    const desk = await openDesk();
    const before = desk.portalState();
    const id = await pushAll(desk);
    desk.server.plan([{ call: 2, kind: 'server-error', times: 200 }]);
    const stopped = await desk.use.undoPush({ id, by: 'cli' }).catch(() => undefined);
    expect(stopped?.headline ?? 'stopped').not.toMatch(/is taken back: \d+ changes restored, 0/);
    desk.server.plan([]);
    desk.time.advance(2 * hourMs);
    await desk.use.undoPush({ id, by: 'cli' });
    expect(stripped(desk.portalState())).toBe(stripped(before));
  });

  it('of what was never written says so', async () => {
    const desk = await openDesk();
    const { id } = await propose(desk);
    expect((await rejectionOf(desk.use.undoPush({ id, by: 'cli' }))).message).toContain('was never written');
    expect((await rejectionOf(desk.use.undoPush({ id: 'push-nothing', by: 'cli' }))).code).toBe('usage');
  });
});

/** Lists that were made stay, with nobody on them. */
function stripped(state: string): string {
  return state.replace('["Call them",[]]', '');
}
