import type { PushDraft, Refusal, RuleArms } from '../domain/push.ts';

/**
 * One draft of what is planned for several targets, their writes one after the other. A person whom a rule meets at both counts once in its arms; somebody could not be
 * found only where no target has them. The order of targets is kept, all else does not depend on it.
 */
export function joinDrafts(drafts: readonly PushDraft[]): PushDraft {
  const [first, ...others] = drafts;
  if (first && others.length === 0) return first;
  const arms = joinArms(drafts.flatMap((draft) => draft.arms));
  return {
    writes: drafts.flatMap(({ writes }) => writes),
    refused: joinRefused(drafts),
    control: arms.map(({ rule, told, held }) => ({ rule, hit: told.length + held.length, held: held.length })),
    arms,
  };
}

function joinArms(all: readonly RuleArms[]): RuleArms[] {
  const rules = [...new Set(all.map(({ rule }) => rule))].sort();
  return rules.map((rule) => {
    const own = all.filter((arms) => arms.rule === rule);
    const join = (side: 'told' | 'held') => [...new Set(own.flatMap((arms) => arms[side]))].sort();
    return { rule, told: join('told'), held: join('held') };
  });
}

function joinRefused(drafts: readonly PushDraft[]): Refusal[] {
  const missing = drafts.map(({ refused }) => new Set(refused.filter(isMissing).map(({ customerId }) => customerId)));
  const all = drafts.flatMap(({ refused }, place) =>
    refused.filter(
      (refusal) =>
        !isMissing(refusal) ||
        // Said once, and only of whom nobody has.
        (place === 0 && missing.every((people) => people.has(refusal.customerId))),
    ),
  );
  return all.sort((one, other) => (one.customerId < other.customerId ? -1 : Number(one.customerId > other.customerId)));
}

/** Nobody of the target's, so far as it is known. Archived and erased ones are known. */
function isMissing({ reason }: Refusal): boolean {
  return reason === 'no-contact';
}
