import { describe, expect, it } from 'vitest';
import { RetryableError } from '../../../src/domain/errors.ts';
import { makePlan } from '../../../src/jobs/push/make-plan.ts';
import { openOutboxRounds } from '../../../src/jobs/push/outbox-round.ts';
import { keepProposal } from '../../../src/jobs/push/proposal.ts';
import { sendRest } from '../../../src/jobs/push/scheduled.ts';
import { takeYes } from '../../../src/jobs/push/send-approved.ts';
import { type OpenDesk, openDesk } from './push-desk.ts';

/** Says yes to all there is, and ends before anything is sent. */
async function approveAndDie(open: OpenDesk): Promise<void> {
  const { desk, store, time } = open;
  const asOf = Date.parse('2026-11-24T00:00:00Z');
  const plan = await makePlan(desk, { crm: open.target() }, { asOf, scope: {} });
  const { id } = keepProposal(desk.place, { plan, scope: {}, by: 'cli' });
  takeYes(store, { plan, id, by: 'cli' }, time.now());
}

/** Rounds that nothing wakes but the test. */
function roundsOf({ store, time }: OpenDesk, send: () => Promise<void>) {
  const troubles: string[] = [];
  const rounds = openOutboxRounds({
    store,
    clock: time.clock,
    send,
    onTrouble: (note) => void troubles.push(note),
    alarm: () => () => undefined,
  });
  return { rounds, troubles };
}

describe('the rounds of the outbox', () => {
  it('send what waits, and let it be where nothing does', async () => {
    const desk = await openDesk();
    let sends = 0;
    const { rounds } = roundsOf(desk, async () => {
      sends++;
      await sendRest(desk.desk);
    });
    await rounds.tick();
    expect(sends).toBe(0);
    await approveAndDie(desk);
    await Promise.all([rounds.tick(), rounds.tick()]);
    expect(sends).toBe(1);
    expect(desk.server.portal.valueOf(desk.contact(3), 'patron_propensity')).toBe('0.17');
    await rounds.tick();
    expect(sends).toBe(1);
  });

  it('wait ten minutes after a failure, and tell of it once', async () => {
    const desk = await openDesk();
    await approveAndDie(desk);
    let sends = 0;
    const { rounds, troubles } = roundsOf(desk, () => {
      sends++;
      return Promise.reject(new RetryableError('source-limit', 'The day is used up.', 'Tomorrow.'));
    });
    await rounds.tick();
    desk.time.advance(60_000);
    await rounds.tick();
    expect(sends).toBe(1);
    expect(troubles).toHaveLength(1);
    desk.time.advance(600_000);
    await rounds.tick();
    expect(sends).toBe(2);
  });

  it('keep still while another process is at it', async () => {
    const desk = await openDesk();
    await approveAndDie(desk);
    const { rounds, troubles } = roundsOf(desk, () =>
      Promise.reject(new RetryableError('sync-running', 'Another one does.', 'Wait.')),
    );
    await rounds.tick();
    expect(troubles).toEqual([]);
  });
});
