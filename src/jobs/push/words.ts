import { patronProperties } from '../../../connectors/hubspot/patron-properties.ts';
import { type RefusalReason, standingRules } from '../../domain/push.ts';
import { countWords } from '../../questions/words.ts';

const labels = new Map(patronProperties.map(({ name, label }) => [name, label]));

/** What a field is called in the CRM: `Likely to buy`. */
export function fieldWords(name: string): string {
  const list = /^list[: ](.+)$/.exec(name)?.[1];
  return list === undefined ? (labels.get(name) ?? name) : `List '${list}'`;
}

/** A rule as people know it. */
export function ruleWords(rule: string): string {
  if (rule === standingRules.byHand) return 'tags by hand';
  return rule === standingRules.nextOffer ? 'next best offer' : rule;
}

/** Why people are left out, as the end of a sentence that begins with how many they are; in the past tense, which fits one and several. */
export const refusalWords: Readonly<Record<RefusalReason, string>> = {
  'opted-out': 'opted out of e-mail: scores and tags that serve marketing are not written',
  'no-consent': 'did not agree that their data are passed on',
  'human-edit': 'had a value that somebody edited in HubSpot: it stays',
  control: 'fell into a control group',
  'no-contact': 'could not be found as a contact in HubSpot',
  archived: 'came up as an archived contact alone',
  erased: 'asked to be forgotten',
};

/** `1 person`, `12 people`. */
export function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${countWords(count)} people`;
}

/** `2026-11-24 09:30 UTC`. */
export function momentWords(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
