import { tagsIn } from '../../decisions/push-tags.ts';
import { previewRules, type RulePreview } from '../../decisions/tag-rules-preview.ts';
import type { Answer, AnswerTable } from '../../questions/answer.ts';
import type { QuestionContext } from '../../questions/context.ts';
import { countWords, day, scoreCaution, things } from '../../questions/words.ts';
import { readPersonFacts, readPushContacts } from '../../store/push-contacts.ts';
import { pushedFields } from '../../store/pushed-fields.ts';
import type { Workplace } from '../workplace.ts';
import { heldOut } from './make-plan.ts';
import { gatherWanted } from './wanted.ts';
import { readTagRules, tagRulesPath } from './wanted-rules.ts';

/** The rules of the home and whom each hits, as an answer. Asks no CRM. Raises `bad-setting` where the file cannot be read. */
export function describeRules(place: Workplace, view: QuestionContext): Answer {
  const { store, home } = place;
  const rules = readTagRules(home);
  const path = tagRulesPath(home);
  const people = gatherWanted(place, view, { contacts: [], rules, leads: view.leads?.() });
  const tags = knownTags(place);
  const found = previewRules(rules, {
    people,
    isHeldOut: heldOut(store, people),
    tagsOf: (customerId) => tags.get(customerId) ?? [],
  });
  const caution = scoreCaution(view);
  return {
    id: 'rules',
    headline:
      rules.length === 0
        ? 'No auto-tag rule is switched on.'
        : `${things(rules.length, 'auto-tag rule')}, for ${countWords(people.length)} people.`,
    period: `as of ${day(view, view.snapshot.asOf)}`,
    ...(found.length === 0 ? {} : { table: tableOf(found) }),
    lines: found.flatMap(linesOf),
    basis: `Rules stand in ${path}, one a line. Held out is the control group of a rule, by chance. Who has no contact in HubSpot or has opted out is left out only when a push is planned.`,
    ...(caution === undefined ? {} : { caution }),
    next: ['patron push'],
    data: { path, rules: found },
  };
}

/** Tags that people have by hand, and those that a push has given them. By public id. */
function knownTags({ store }: Pick<Workplace, 'store'>): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, readonly string[]>(
    [...readPersonFacts(store)].map(([customerId, { tags }]) => [customerId, tags]),
  );
  const pushed = pushedFields(store).filter(({ name }) => name === 'patron_tags');
  const given = new Map(pushed.map(({ contactId, value }) => [contactId, tagsIn(value)] as const));
  for (const { contactId, customerId } of readPushContacts(store)) {
    known.set(customerId, [...(known.get(customerId) ?? []), ...(given.get(contactId) ?? [])]);
  }
  return known;
}

function tableOf(found: readonly RulePreview[]): AnswerTable {
  return {
    columns: [
      { title: 'Rule', align: 'left' },
      { title: 'Hits', align: 'right' },
      { title: 'Held out', align: 'right' },
      { title: 'Have it', align: 'right' },
      { title: 'Cannot be judged', align: 'right' },
    ],
    rows: found.map(({ rule, hit, held, already, unknown }) => [
      rule,
      ...[hit, held, already, unknown].map(countWords),
    ]),
  };
}

function linesOf({ rule, line, text, examples, overlap }: RulePreview): string[] {
  const also = overlap.map((other) => `${countWords(other.people)} by ${other.rule}`);
  return [
    `Line ${line}: ${text}`,
    ...(examples.length === 0 ? [] : [`${rule}, for instance: ${examples.join(', ')}`]),
    ...(also.length === 0 ? [] : [`${rule}: also hit ${also.join(', ')}`]),
  ];
}
