import { ConfigError } from '../../domain/errors.ts';
import { type PushScope, standingRules } from '../../domain/push.ts';
import { pushFields } from '../../domain/push-fields.ts';
import type { PushAsked, PushLeftOut } from '../../patron.ts';
import type { Answer } from '../../questions/answer.ts';
import { momentOf } from '../moment.ts';
import { withCaution } from '../view-cache.ts';
import { describeProposal } from './answer.ts';
import { type PushDesk, targetsOf } from './desk.ts';
import { makePlan, ruleNames } from './make-plan.ts';
import { keepProposal, waitingProposal } from './proposal.ts';

/**
 * Works out what would be written into the CRM, as of the beginning of today, and keeps it for a day to be said yes to. Nothing is written there. Raises `usage`
 * where no CRM is connected or no rule has this name, `push-settled` where an earlier proposal is to be changed that is not open any more.
 */
export async function proposePush(desk: PushDesk, asked: PushAsked): Promise<Answer> {
  const { place } = desk;
  const { by, instead, names = 'shown', onProgress } = asked;
  const targets = targetsOf(desk);
  const earlier = instead && waitingProposal(place, instead.id);
  const moment = momentOf(place, { asOf: asked.asOf, wholeDays: true });
  const scope =
    earlier && instead ? without(earlier.choice, instead.leaveOut, place.home) : scopeOf(asked.rule, place.home);
  const asOf = earlier?.asOf ?? moment.asOf;
  const plan = await makePlan(desk, targets, { asOf, scope, onProgress });
  const batch = keepProposal(place, { plan, scope, by, ...(earlier ? { instead: earlier.id } : {}) });
  return withCaution(describeProposal(place, batch, { names }), moment.caution);
}

/** What one rule gives and takes: its tags and lists. Raises `usage` where there is no such rule. */
export function scopeOf(rule: string | undefined, home: string): PushScope {
  if (rule === undefined) return {};
  const names = ruleNames(home);
  const field = rule === standingRules.nextOffer ? 'patron_next_offer' : 'patron_tags';
  if (names.includes(rule)) return { rules: [rule], fields: [field] };
  throw new ConfigError(
    'usage',
    `There is no tag rule '${rule.slice(0, 60)}'.`,
    `There are: ${names.join(', ')}. Rules stand in ${home}/tag-rules.txt.`,
  );
}

/** A scope without what somebody left out of it. */
function without(scope: PushScope, leaveOut: PushLeftOut, home: string): PushScope {
  const fields = scope.fields ?? Object.keys(pushFields);
  const rules = scope.rules ?? ruleNames(home);
  const people = [...new Set([...(scope.without ?? []), ...leaveOut.customers])].sort();
  return {
    ...scope,
    ...(leaveOut.fields.length > 0 ? { fields: fields.filter((name) => !leaveOut.fields.includes(name)) } : {}),
    ...(leaveOut.rules.length > 0 ? { rules: rules.filter((name) => !leaveOut.rules.includes(name)) } : {}),
    ...(people.length > 0 ? { without: people } : {}),
  };
}
