import type { Watched } from '../domain/watched.ts';
import { isLikelyToCome, presenceOf } from './at-risk.ts';
import type { CustomerFigures } from './customer-figures.ts';
import { shopGap } from './rhythm.ts';
import type { Segmentation } from './segments.ts';

/** What a rule is held against. */
export interface WatchedShop {
  readonly figures: readonly CustomerFigures[];
  readonly segmentation: Segmentation;
  /** Chances of an order, where they are to be trusted. [customers] */
  readonly chances?: Float64Array | undefined;
}

type PeopleRule = Exclude<Watched, { kind: 'day-revenue' }>;

/**
 * Whom a rule holds for now, those with the most money of the last 365 days first, then of all time. A rule that tells of leaving a group holds for those
 * in it, and is news where it ends. Undefined for a rule about chances where none are to be trusted.
 */
export function watchedCustomers(rule: PeopleRule, shop: WatchedShop): number[] | undefined {
  const holds = testOf(rule, shop);
  if (!holds) return undefined;
  const { figures, segmentation } = shop;
  const isAmong = (customer: number) => rule.among === 'all' || segmentation.segments[customer] === rule.among;
  return figures
    .filter((each) => isAmong(each.customer) && holds(each))
    .sort((one, other) => other.recentGross - one.recentGross || other.net - one.net || one.customer - other.customer)
    .map(({ customer }) => customer);
}

/** The group that a person is in by their silence. */
function silenceOf(
  each: CustomerFigures,
  { ofShop, chance }: { ofShop: number | undefined; chance: number | undefined },
): 'at-risk' | 'gone' | undefined {
  const { state } = presenceOf(each, ofShop);
  if (state === 'gone') return 'gone';
  return state === 'leaving' && each.recentGross > 0 && !isLikelyToCome(chance) ? 'at-risk' : undefined;
}

function testOf(rule: PeopleRule, shop: WatchedShop): ((each: CustomerFigures) => boolean) | undefined {
  const { figures, segmentation, chances } = shop;
  switch (rule.kind) {
    case 'silence':
      return ({ quietDays }) => quietDays > rule.days;
    case 'chance': {
      const { side, bound, quietDays = 0 } = rule;
      if (!chances) return undefined;
      return (each) => {
        const chance = chances[each.customer] ?? 0;
        return (side === 'above' ? chance > bound : chance < bound) && each.quietDays >= quietDays;
      };
    }
    case 'segment-entry': {
      const ofShop = shopGap(figures);
      const isIn = (each: CustomerFigures) =>
        rule.group === 'at-risk' || rule.group === 'gone'
          ? silenceOf(each, { ofShop, chance: chances?.[each.customer] }) === rule.group
          : segmentation.segments[each.customer] === rule.group;
      return isIn;
    }
  }
}
