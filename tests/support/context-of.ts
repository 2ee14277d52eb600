import { allFigures } from '../../src/decisions/customer-figures.ts';
import { assignSegments, type SegmentName } from '../../src/decisions/segments.ts';
import { dayMs } from '../../src/domain/clock.ts';
import type { Assignment } from '../../src/domain/control-arm.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { Explanation, OtherCase, Scores } from '../../src/model/scores.ts';
import type { DataState, PersonMatch, QuestionContext } from '../../src/questions/context.ts';
import { searchProducts } from '../../src/questions/product-search.ts';

/** What a context is made of beside its snapshot. */
export interface ContextOf {
  readonly scores?: Scores;
  /** Names by public id; people who are left out have none. */
  readonly names?: Readonly<Record<string, string>>;
  /** People without a counted order, with their names. */
  readonly others?: Readonly<Record<string, string>>;
  /** Segments seven days before, by public id. */
  readonly earlier?: Readonly<Record<string, SegmentName>>;
  readonly isDemo?: boolean;
  /** Tags by public id. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly dataState?: DataState;
  readonly agreement?: string;
  readonly assignments?: readonly Assignment[];
}

/** A context around a snapshot, whose look-up of people is exact, then by a part, then by a slip of one letter. */
export function contextOf(
  snapshot: Snapshot,
  {
    scores,
    names = {},
    others = {},
    earlier,
    isDemo = false,
    tags = {},
    dataState = { syncs: [] },
    agreement,
    assignments = [],
  }: ContextOf = {},
): QuestionContext {
  const figures = allFigures(snapshot);
  const people = [
    ...snapshot.customerIds.map((customerId, customer) => ({ customerId, customer, name: names[customerId] })),
    ...Object.entries(others).map(([customerId, name]) => ({ customerId, customer: undefined, name })),
  ];
  return {
    snapshot,
    figures,
    ...(scores ? { scores } : { noScores: 'No model knows this date yet: run patron train.' }),
    segmentation: assignSegments(figures, scores ? { expectedOrders: scores.expectedOrders90 } : {}),
    ...(earlier ? { earlier: { asOf: snapshot.asOf - 7 * dayMs, segments: new Map(Object.entries(earlier)) } } : {}),
    isDemo,
    sources: 'files',
    nameOf: (customer) => names[snapshot.customerIds[customer] ?? ''] ?? snapshot.customerIds[customer] ?? '',
    findPeople: (words, limit) => {
      const wanted = words.toLowerCase();
      const graded = people.map((person) => ({
        ...person,
        grade: gradeOf(wanted, [person.customerId, person.name ?? '']),
      }));
      const best = Math.min(...graded.map(({ grade }) => grade));
      return best > 2
        ? []
        : graded
            .filter(({ grade }) => grade === best)
            .slice(0, limit)
            .map(
              ({ customerId, customer, name }): PersonMatch => ({
                customerId,
                isExact: best === 0,
                ...(customer === undefined ? {} : { customer }),
                ...(name === undefined ? {} : { name }),
              }),
            );
    },
    ...(agreement === undefined ? {} : { agreement }),
    findProducts: (words, limit) => searchProducts(snapshot.products, words, limit),
    ...tagLookUps(tags),
    dataState: () => dataState,
    assignments: () => assignments,
  };
}

function tagLookUps(
  tags: NonNullable<ContextOf['tags']>,
): Pick<QuestionContext, 'tagsOf' | 'customersTagged' | 'tagsInUse'> {
  const having = (tag: string) => Object.keys(tags).filter((id) => tags[id]?.includes(tag));
  return {
    tagsOf: (customerId) => tags[customerId] ?? [],
    customersTagged: having,
    tagsInUse: () =>
      [...new Set(Object.values(tags).flat())].sort().map((tag) => ({ tag, people: having(tag).length })),
  };
}

/** 0 exact, 1 a part, 2 one letter wrong, 3 nothing alike. */
function gradeOf(wanted: string, texts: readonly string[]): number {
  const known = texts.map((text) => text.toLowerCase()).filter((text) => text !== '');
  if (wanted === '') return 3;
  if (known.includes(wanted)) return 0;
  if (known.some((text) => text.includes(wanted))) return 1;
  return known.some((text) => isAlike(text, wanted)) ? 2 : 3;
}

function isAlike(one: string, other: string): boolean {
  return (
    one.length === other.length && one.split('').filter((letter, place) => letter !== other.charAt(place)).length === 1
  );
}

/** What hand-made scores are made of; the rest is a model that is proven and has nothing to be careful about. */
export interface ScoresOf extends Partial<Omit<Scores, 'p' | 'explain' | 'chanceIf' | 'chanceWithin'>> {
  /** By public id; who is left out has 0.1. */
  readonly p?: Readonly<Record<string, number>>;
  readonly reasons?: Explanation['reasons'];
  /** Chances in other cases, by the kind of the case; 0.2 for one that is left out. */
  readonly otherCases?: Readonly<Partial<Record<OtherCase['kind'], number>>>;
}

/** Hand-made scores for the customers of a snapshot. Every explanation has the given reasons and a base that makes them add up to the score. */
export function scoresOf(
  snapshot: Snapshot,
  { p: chances = {}, reasons = [], otherCases = {}, ...others }: ScoresOf = {},
): Scores {
  const p = Float64Array.from(snapshot.customerIds, (id) => chances[id] ?? 0.1);
  return {
    modelVersion: 'propensity-1',
    modelAsOf: snapshot.asOf,
    asOf: snapshot.asOf,
    horizonDays: 30,
    rung: 'network',
    rungReason: '900 orders of 300 customers in 400 days: enough to learn from 8 past cutoffs',
    verdict: { grade: 'act', words: 'Proven better than recency on this shop: act on it.' },
    p,
    alive: Float64Array.from(p, () => 1),
    expectedOrders90: Float64Array.from(p, (chance) => 3 * chance),
    auc: { value: 0.75, low: 0.73, high: 0.77 },
    baseRate: 0.2,
    liftAt10: 3,
    cautions: [],
    explain: (customer) => {
      const own = p[customer] ?? 0;
      const logOdds = Math.log(own / (1 - own));
      const base = logOdds - reasons.reduce((sum, { contribution }) => sum + contribution, 0);
      return { base, logOdds, p: own, reasons };
    },
    chanceWithin: (customer, days) => 1 - (1 - (p[customer] ?? 0)) ** (days / 30),
    chanceIf: (_, { kind }) => otherCases[kind] ?? 0.2,
    ...others,
  };
}
