import { ConfigError } from '../../domain/errors.ts';
import { standingCap } from '../../domain/push.ts';
import { whoWords } from '../../domain/push-who.ts';
import type { StandingAsked } from '../../patron.ts';
import type { Answer } from '../../questions/answer.ts';
import { things } from '../../questions/words.ts';
import { auditStep } from '../../store/push-audit.ts';
import { keepStanding, revokeStanding } from '../../store/push-standing.ts';
import type { Workplace } from '../workplace.ts';
import { scopeOf } from './propose.ts';

/** Lets a rule write by itself up to so many contacts a day, or ends that. Raises `usage` for a rule that there is not, and a cap past any use. */
export function standingPush(
  { store, clock, home }: Pick<Workplace, 'store' | 'clock' | 'home'>,
  asked: StandingAsked,
): Answer {
  const { rule, by } = asked;
  const at = clock.now().getTime();
  if ('revoke' in asked) {
    const wasHeld = store.sqlite
      .transaction(() => {
        const isEnded = revokeStanding(store, { rule, by, at });
        if (isEnded) auditStep(store, { at, step: 'standing-ended', by, detail: { rule } });
        return isEnded;
      })
      .immediate();
    return said(wasHeld ? `'${rule}' writes by itself no longer.` : `'${rule}' does not write by itself.`, by);
  }
  scopeOf(rule, home);
  const { dailyCap } = asked;
  if (!Number.isInteger(dailyCap) || dailyCap < 1 || dailyCap > standingCap.most) {
    throw new ConfigError(
      'usage',
      `A rule can write to 1 to ${standingCap.most} contacts a day, not ${dailyCap}.`,
      'See: patron pushes --help',
    );
  }
  store.sqlite
    .transaction(() => {
      keepStanding(store, { rule, dailyCap, setBy: by, setAt: at });
      auditStep(store, { at, step: 'standing-set', by, detail: { rule, dailyCap } });
    })
    .immediate();
  return said(`'${rule}' writes by itself from now on, to at most ${things(dailyCap, 'contact')} a day.`, by);
}

function said(headline: string, by: string): Answer {
  return {
    id: 'standing',
    headline,
    basis: `By ${whoWords(by)}. What a rule writes by itself is proposed, logged and can be taken back as any other push; taking one back ends it.`,
    next: ['patron pushes'],
  };
}
