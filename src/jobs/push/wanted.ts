import type { CustomerFigures } from '../../decisions/customer-figures.ts';
import { type DigestFinding, judgeDigestRules } from '../../decisions/digest-rules.ts';
import { bandOf, isLikely, nextOffer, nextOrderAt, reasonsText } from '../../decisions/push-figures.ts';
import { shopGap } from '../../decisions/rhythm.ts';
import { judgeRules, type RulePerson, type TagRule } from '../../decisions/tag-rules.ts';
import { formatDate } from '../../domain/calendar.ts';
import { minorDigits } from '../../domain/money.ts';
import type { PushContact, WantedPerson, WantedValue } from '../../domain/push.ts';
import { numberValue, type PushFieldName, pushFields, textValue } from '../../domain/push-fields.ts';
import type { LeadScores } from '../../model/lead-scores.ts';
import type { Explanation, Scores } from '../../model/scores.ts';
import type { QuestionContext } from '../../questions/context.ts';
import { leavingNow } from '../../questions/leaving.ts';
import { trustedChances } from '../../questions/words.ts';
import { type PersonFacts, readPersonFacts } from '../../store/push-contacts.ts';
import type { Workplace } from '../workplace.ts';

/** Who is to be planned for, and by which rules. */
export interface GatherInputs {
  readonly contacts: readonly PushContact[];
  readonly rules: readonly TagRule[];
  /** Those who have not ordered yet; absent: nobody is known to be one. */
  readonly leads?: LeadScores | undefined;
  /** Rules that are asked for by name; absent: none is. */
  readonly asked?: readonly string[] | undefined;
}

/** Values by field; one that is not known is left out. */
type Values = Partial<Record<PushFieldName, WantedValue | undefined>>;

/**
 * What the CRM shall hold of everybody, as of the view's date: figures of customers and leads, tags given by hand, and what the rules say. Figures that a
 * backtest forbids to act on are left out, as are those of people without a contact, which nobody would see.
 */
export function gatherWanted(
  { store, timeZone }: Pick<Workplace, 'store' | 'timeZone'>,
  view: QuestionContext,
  { contacts, rules, leads, asked }: GatherInputs,
): WantedPerson[] {
  const { snapshot } = view;
  const facts = readPersonFacts(store);
  const reachable = new Set(contacts.filter(({ gone }) => gone === undefined).map(({ customerId }) => customerId));
  const wantedOf = (customerId: string, person: PersonAsked): WantedPerson => {
    const own = facts.get(customerId) ?? { tags: [] };
    const fields = reachable.has(customerId) ? withDate(person.values(), formatDate(snapshot.asOf, timeZone)) : {};
    const verdicts = [
      ...judgeRules(rules, { ...person.asked, ...askedOf(own) }),
      ...judgeDigestRules(findingOf(person.asked), asked),
    ];
    return { customerId, fields, tags: own.tags, rules: verdicts };
  };
  const customers = readCustomers(view, timeZone);
  const known = new Set(snapshot.customerIds);
  const places = new Map((leads?.customerIds ?? []).map((id, lead) => [id, lead] as const));
  const others = new Set([...contacts.map(({ customerId }) => customerId), ...places.keys()]);
  const leadOf = readLeads(leads);
  return [
    ...snapshot.customerIds.map((id, customer) => wantedOf(id, customers(customer))),
    ...[...others].filter((id) => !known.has(id)).map((id) => wantedOf(id, leadOf(places.get(id)))),
  ];
}

/** What rules may ask of a person beside country and tags, and the values of the fields, worked out where they are needed. */
interface PersonAsked {
  readonly asked: Omit<RulePerson, 'country' | 'tag'>;
  readonly values: () => Values;
}

/** What the digest would say; of those who have not ordered yet it says nothing. */
function findingOf({ customer, at_risk: isLeaving, propensity_30d: p }: PersonAsked['asked']): DigestFinding {
  if (customer !== true) return { isLeaving: false, isLikely: false };
  return { isLeaving, isLikely: typeof p === 'number' ? isLikely(p) : undefined };
}

function askedOf({ country, tags }: PersonFacts): Pick<RulePerson, 'country' | 'tag'> {
  return { country, tag: tags };
}

function withDate(values: Values, today: string): WantedPerson['fields'] {
  const known = Object.entries(values).flatMap(([name, value]): [string, WantedValue][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return known.length === 0 ? {} : Object.fromEntries([...known, ['patron_scored_on', today]]);
}

/** Reads one customer after the other. */
function readCustomers(view: QuestionContext, timeZone: string): (customer: number) => PersonAsked {
  const { snapshot, figures, segmentation, scores } = view;
  const chances = trustedChances(view);
  const ofShop = shopGap(figures);
  const atRisk = new Set(leavingNow(view).map((each) => each.figures.customer));
  const unit = 10 ** minorDigits(snapshot.currency);
  return (customer) => {
    const own = figures[customer];
    const p = chances?.[customer];
    const segment = segmentation.segments[customer];
    return {
      asked: {
        propensity_30d: p,
        lead_score: null,
        days_since_order: own?.quietDays,
        orders: own?.orders,
        revenue: own && own.net / unit,
        segment,
        customer: true,
        at_risk: atRisk.has(customer),
      },
      values: () => {
        const dueAt = own && nextOrderAt(own, { ofShop, asOf: snapshot.asOf });
        return {
          ...chanceValues(p, () => scores?.explain(customer)),
          ...(p === undefined || !scores || !own ? {} : outlookValues(scores, own, unit)),
          patron_segment: segment,
          patron_next_order_on: dueAt === undefined ? undefined : formatDate(dueAt, timeZone),
          patron_next_offer: textValue(nextOffer(snapshot, customer) ?? ''),
        };
      },
    };
  };
}

/** Days that churn and expected revenue look ahead. */
const outlookDays = 90;

/** What BG/NBD expects of a customer in the next 90 days, at the pace so far: silence, and money (expected orders at their mean order value). */
function outlookValues(scores: Scores, { customer, gross, orders }: CustomerFigures, unit: number): Values {
  const expected = ((scores.expectedOrders90[customer] ?? 0) * gross) / Math.max(1, orders) / unit;
  return {
    patron_churn: numberValue(1 - scores.chanceWithin(customer, outlookDays), pushFields.patron_churn.digits),
    patron_clv: numberValue(expected, pushFields.patron_clv.digits),
  };
}

/** Reads one lead after the other, by place; for somebody who is no lead and has no order either, nothing is known but that. */
function readLeads(leads: LeadScores | undefined): (lead: number | undefined) => PersonAsked {
  const chances = leads?.chances;
  const order = chances ? (leads?.ranked() ?? []) : [];
  const ranks = new Map(order.map((lead, place) => [lead, rankOf(place, order.length)] as const));
  return (lead) => {
    const p = lead === undefined ? undefined : chances?.p30[lead];
    return {
      asked: {
        propensity_30d: p,
        lead_score: lead === undefined ? undefined : ranks.get(lead),
        days_since_order: null,
        orders: 0,
        revenue: 0,
        segment: null,
        customer: false,
        at_risk: false,
      },
      values: () => chanceValues(p, () => (lead === undefined ? undefined : chances?.explain(lead))),
    };
  };
}

/** Share of the others who are less promising, of 100. */
function rankOf(place: number, people: number): number {
  return people < 2 ? 100 : Math.round((100 * (people - 1 - place)) / (people - 1));
}

function chanceValues(p: number | undefined, explain: () => Explanation | undefined): Values {
  if (p === undefined) return {};
  return {
    patron_propensity: numberValue(p, pushFields.patron_propensity.digits),
    patron_propensity_band: bandOf(p),
    // Reasons are an exact sum over all sets of features, about a millisecond each: most plans need few of them.
    patron_reasons: () => {
      const explanation = explain();
      return explanation && textValue(reasonsText(explanation) ?? '');
    },
  };
}
