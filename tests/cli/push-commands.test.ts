import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Patron, PushAsked, PushDecision, StandingAsked } from '../../src/patron.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { fakePatron } from '../support/fake-patron.ts';
import { fakeShell } from '../support/fake-shell.ts';

const answer: Answer = { id: 'push', headline: 'Done.', basis: 'Made.', next: [], data: { id: 'push-1', hash: 'abc' } };

/** Runs a command over a Patron that writes down what it was asked. */
async function typed(args: readonly string[], given: Partial<Patron> = {}) {
  const asked: (PushAsked | PushDecision | StandingAsked | string)[] = [];
  const patron = fakePatron({
    push: async (one) => {
      asked.push(one);
      return answer;
    },
    decidePush: async (one) => {
      asked.push(one);
      return { outcome: 'sent', id: one.id, answer };
    },
    standingPush: async (one) => {
      asked.push(one);
      return answer;
    },
    undoPush: async ({ id }) => {
      asked.push(id);
      return answer;
    },
    pushes: async () => answer,
    verifyAudit: async () => answer,
    ...given,
  });
  const { shell, out, err } = fakeShell(patron);
  return { code: await run(args, shell), asked, out: out(), err: err() };
}

describe('push', () => {
  it('proposes, all or of one rule', async () => {
    expect((await typed(['push'])).asked).toMatchObject([{ by: 'cli' }]);
    expect((await typed(['push', '--rule', 'hot-lead'])).asked).toMatchObject([{ by: 'cli', rule: 'hot-lead' }]);
  });

  it('prints its figures alone as JSON', async () => {
    const { code, out } = await typed(['push', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ id: 'push-1', hash: 'abc' });
  });

  it('approves and rejects', async () => {
    expect((await typed(['push', '--approve', 'push-1'])).asked).toMatchObject([
      { id: 'push-1', as: 'approve', by: 'cli' },
    ]);
    expect((await typed(['push', '--reject', 'push-1'])).asked).toMatchObject([
      { id: 'push-1', as: 'reject', by: 'cli' },
    ]);
  });

  it('fails with what to type where the plan has changed', async () => {
    const { code, err } = await typed(['push', '--approve', 'push-1'], {
      decidePush: async () => ({ outcome: 'changed', id: 'push-2', answer }),
    });
    expect(code).toBe(1);
    expect(err).toContain('Nothing was written. Look at what it is now, then: patron push --approve push-2');
  });

  it.each([
    [['push', '--approve', 'a', '--rule', 'b']],
    [['push', 'everything']],
    [['pushes', '--always', 'a', '--never', 'a']],
    [['pushes', '--cap', '3']],
    [['pushes', '--always', 'a', '--cap', 'many']],
    [['undo']],
    [['undo', 'a', 'b']],
    [['audit']],
    [['audit', 'burn']],
  ])('takes no %j', async (args) => {
    const { code, asked } = await typed(args);
    expect(code).toBe(2);
    expect(asked).toEqual([]);
  });
});

describe('pushes', () => {
  it('lets a rule write by itself, with a cap, and ends that', async () => {
    expect((await typed(['pushes'])).code).toBe(0);
    expect((await typed(['pushes', '--always', 'hot'])).asked).toEqual([{ rule: 'hot', dailyCap: 20, by: 'cli' }]);
    expect((await typed(['pushes', '--always', 'hot', '--cap', '5'])).asked).toMatchObject([{ dailyCap: 5 }]);
    expect((await typed(['pushes', '--never', 'hot'])).asked).toEqual([{ rule: 'hot', revoke: true, by: 'cli' }]);
  });
});

describe('undo', () => {
  it('takes one push back', async () => {
    expect((await typed(['undo', 'push-1'])).asked).toEqual(['push-1']);
  });
});
