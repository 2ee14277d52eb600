import { FatalError } from '../../domain/errors.ts';
import type { Answer } from '../../questions/answer.ts';
import { things } from '../../questions/words.ts';
import { type AuditVerdict, verifyAudit } from '../../store/push-audit.ts';
import type { Workplace } from '../workplace.ts';

/** Checks the whole log of pushes, and says what holds. Raises `audit-broken`, naming the first row that is not as it was written. */
export function describeAudit({ store }: Pick<Workplace, 'store'>): Answer {
  const verdict = verifyAudit(store);
  if (verdict.fault) throw broken(verdict.fault);
  const { rows, head } = verdict;
  return {
    id: 'audit',
    headline:
      rows === 0
        ? 'The log of pushes is empty.'
        : `The log of pushes is whole: ${things(rows, 'step')}, each as it was written.`,
    ...(rows === 0 ? {} : { facts: [{ label: 'Last seal', value: head }] }),
    basis:
      'Each step is sealed by SHA-256 with the one before it, and every push has its steps. Note the last seal down elsewhere, and nobody can cut the log off unseen.',
    next: ['patron pushes'],
    data: { rows, head },
  };
}

function broken({ seq, kind, batchId }: NonNullable<AuditVerdict['fault']>): FatalError {
  const what = {
    changed: `row ${seq} was changed after it was written`,
    missing: `row ${seq} is missing`,
    undecided: `the step that decided ${batchId ?? 'a push'} is missing`,
  }[kind];
  return new FatalError(
    'audit-broken',
    `The log of pushes is not as it was written: ${what}.`,
    'Somebody changed the store by hand. Compare it with a copy from before.',
  );
}
