import { patronProperties } from '../../../connectors/hubspot/patron-properties.ts';
import type { PushSummary } from '../../decisions/push-summary.ts';
import { type RefusalReason, standingRules } from '../../domain/push.ts';
import { type PushTarget, pushTargets } from '../../domain/push-place.ts';
import { countWords, things } from '../../questions/words.ts';

const labels = new Map(patronProperties.map(({ name, label }) => [name, label]));

/** What a field is called in the CRM: `Likely to buy`. */
export function fieldWords(name: string): string {
  const list = /^list[: ](.+)$/.exec(name)?.[1];
  return list === undefined ? (labels.get(name) ?? name) : `List '${list}'`;
}

const systemNames: Readonly<Record<PushTarget, string>> = { hubspot: 'HubSpot', shopify: 'Shopify' };

/** Where a batch writes, or would: `HubSpot`, `HubSpot and Shopify`. */
export function systemsWords({ targets = ['hubspot'] }: Pick<PushSummary, 'targets'>): string {
  return targets.map((target) => systemNames[target]).join(' and ');
}

/** Whom a batch is about: `60 contacts in HubSpot`, `60 contacts in HubSpot and 58 customers in Shopify`. */
export function recordsWords({ counts }: Pick<PushSummary, 'counts'>): string {
  const { contacts, byTarget } = counts;
  if (byTarget === undefined) return `${things(contacts, 'contact')} in ${systemNames.hubspot}`;
  const parts = pushTargets.flatMap((target) => {
    const count = byTarget[target]?.contacts;
    if (count === undefined) return [];
    return [`${things(count, target === 'shopify' ? 'customer' : 'contact')} in ${systemNames[target]}`];
  });
  return parts.join(' and ');
}

/** A rule as people know it. */
export function ruleWords(rule: string): string {
  if (rule === standingRules.byHand) return 'tags by hand';
  return rule === standingRules.nextOffer ? 'next best offer' : rule;
}

/** Why people are left out, as the end of a sentence that begins with how many they are; in the past tense, which fits one and several. */
export function refusalWords(reason: RefusalReason, summary: Pick<PushSummary, 'targets'>): string {
  const systems = systemsWords(summary).replace(' and ', ' or ');
  const words: Readonly<Record<RefusalReason, string>> = {
    'opted-out': 'opted out of e-mail: scores and tags that serve marketing are not written',
    'no-consent': 'did not agree that their data are passed on',
    'human-edit': `had a value that somebody edited in ${systems}: it stays`,
    control: 'fell into a control group',
    'no-contact': `could not be found as a contact in ${systems}`,
    archived: 'came up as an archived contact alone',
    erased: 'asked to be forgotten',
  };
  return words[reason];
}

/** `1 person`, `12 people`. */
export function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${countWords(count)} people`;
}
