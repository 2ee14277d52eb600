import {
  type PushDraft,
  type PushPlan,
  type PushWrite,
  type RefusalReason,
  type RuleCount,
  refusalReasons,
} from '../domain/push.ts';
import { type PushTarget, placeOf, pushTargets } from '../domain/push-place.ts';

/** How often something is given and taken, by its name. */
type PlaceCounts = Readonly<Record<string, { readonly add: number; readonly remove: number }>>;

/** What is written at one target. */
interface TargetCounts {
  readonly contacts: number;
  readonly fields: Readonly<Record<string, number>>;
}

/** A plan in numbers. Contacts are those of HubSpot and customers of a shop alike. */
export interface PushCounts {
  readonly contacts: number;
  readonly people: number;
  /** Contacts by field that changes. */
  readonly fields: Readonly<Record<string, number>>;
  readonly lists: PlaceCounts;
  /** Tags of a shop's customers; absent where nothing is written to a shop. */
  readonly tags?: PlaceCounts;
  /** The same by target; absent where HubSpot alone is written to. */
  readonly byTarget?: Readonly<Partial<Record<PushTarget, TargetCounts>>>;
  /** Contacts by rule that gives or takes something. */
  readonly rules: Readonly<Record<string, number>>;
  /** People who are left out, wholly or in part, by reason. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
}

/** A plan as it is shown before a yes. */
export interface PushSummary {
  readonly counts: PushCounts;
  readonly examples: readonly PushWrite[];
  readonly control: readonly RuleCount[];
  /** What was planned for; absent: HubSpot alone. */
  readonly targets?: readonly PushTarget[];
}

/** Examples that are shown. */
const examplesShown = 10;

/** A plan in numbers, with at most ten examples and the control groups. The same plan gives the same summary. */
export function summarisePlan({
  writes,
  refused,
  control,
  targets = [],
}: Omit<PushDraft, 'arms'> & Partial<Pick<PushPlan, 'targets'>>): PushSummary {
  return {
    ...(targets.some((target) => target !== 'hubspot') ? { targets } : {}),
    counts: {
      contacts: writes.length,
      people: new Set(writes.map(({ customerId }) => customerId)).size,
      fields: tally(writes.flatMap(({ fields }) => fields.map(({ name }) => name))),
      lists: placeCounts(writesAt(writes, 'hubspot')),
      ...shopCounts(writes),
      rules: tally(writes.flatMap(({ rules }) => rules)),
      refused: refusedCounts(refused),
    },
    examples: examplesOf(writes),
    control,
  };
}

/** How often each name comes, names by the alphabet. */
function tally(names: readonly string[]): Record<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function writesAt(writes: readonly PushWrite[], target: PushTarget): PushWrite[] {
  return writes.filter(({ contactId }) => placeOf(contactId).target === target);
}

/** What is told beside where a shop is written to. */
function shopCounts(writes: readonly PushWrite[]): Pick<PushCounts, 'tags' | 'byTarget'> {
  const customers = writesAt(writes, 'shopify');
  if (customers.length === 0) return {};
  const byTarget = pushTargets
    .map((target) => [target, writesAt(writes, target)] as const)
    .filter(([, own]) => own.length > 0)
    .map(([target, own]) => [
      target,
      { contacts: own.length, fields: tally(own.flatMap(({ fields }) => fields.map(({ name }) => name))) },
    ]);
  return { tags: placeCounts(customers), byTarget: Object.fromEntries(byTarget) };
}

function placeCounts(writes: readonly PushWrite[]): Record<string, { add: number; remove: number }> {
  const changes = writes.flatMap(({ lists }) => lists);
  const names = [...new Set(changes.map(({ name }) => name))].sort();
  const count = (list: string, change: string) =>
    changes.filter((each) => each.name === list && each.change === change).length;
  return Object.fromEntries(names.map((name) => [name, { add: count(name, 'add'), remove: count(name, 'remove') }]));
}

function refusedCounts(refused: PushDraft['refused']): Partial<Record<RefusalReason, number>> {
  const people = (reason: RefusalReason) =>
    new Set(refused.filter((each) => each.reason === reason).map(({ customerId }) => customerId)).size;
  return Object.fromEntries(
    refusalReasons.map((reason) => [reason, people(reason)] as const).filter(([, count]) => count > 0),
  );
}

/**
 * Examples that show every kind of change: one write for each field, list and rule that changes, rare kinds first, then as many of the others as there is
 * room for, evenly spread. By contact id.
 */
function examplesOf(writes: readonly PushWrite[]): PushWrite[] {
  const kindsOf = ({ contactId, fields, lists, rules }: PushWrite) => [
    ...fields.map(({ name, to }) => `${placeOf(contactId).target} ${name}${to === '' ? ' emptied' : ''}`),
    ...lists.map(({ name, change }) => `${placeOf(contactId).target} ${name} ${change}`),
    ...rules,
  ];
  const counts = Object.entries(tally(writes.flatMap(kindsOf))).sort(([, one], [, other]) => one - other);
  const chosen = new Set<number>();
  for (const [kind] of counts) {
    if (chosen.size >= examplesShown) break;
    if ([...chosen].some((place) => kindsOf(writes[place] ?? noWrite).includes(kind))) continue;
    chosen.add(writes.findIndex((write) => kindsOf(write).includes(kind)));
  }
  const spread = Array.from({ length: examplesShown }, (_, step) => Math.floor((step * writes.length) / examplesShown));
  for (const place of [...spread, ...writes.keys()].slice(0, 2 * examplesShown)) {
    if (chosen.size < Math.min(examplesShown, writes.length)) chosen.add(place);
  }
  return [...chosen].sort((one, other) => one - other).flatMap((place) => writes[place] ?? []);
}

const noWrite: PushWrite = { contactId: '', customerId: '', fields: [], lists: [], rules: [] };
