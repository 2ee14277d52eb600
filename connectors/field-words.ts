import type { PushFieldName } from '../src/domain/push-fields.ts';

/** What a field is called where it is written, and what it says. */
interface FieldWords {
  readonly label: string;
  readonly description: string;
}

/** What a person reads of each field that a plan writes, at HubSpot and at Shopify alike. */
export const fieldWords: Readonly<Record<PushFieldName, FieldWords>> = {
  patron_propensity: {
    label: 'Likely to buy',
    description: 'Calibrated probability of an order within the next 30 days, 0 to 1.',
  },
  patron_propensity_band: {
    label: 'Likely to buy, in words',
    description:
      'Chance of an order within 30 days: very likely from 50 %, likely from 25 %, possible from 10 %, unlikely below.',
  },
  patron_churn: {
    label: 'Likely to leave',
    description:
      'Probability of no order within the next 90 days, 0 to 1, at the pace so far; the season is not in it.',
  },
  patron_clv: {
    label: 'Expected revenue',
    description:
      'Expected revenue within the next 90 days, in the currency of the shop, at the pace so far; the season is not in it.',
  },
  patron_segment: { label: 'Segment', description: 'Value of the person to the shop.' },
  patron_next_order_on: {
    label: 'Next order expected on',
    description: "The day on which the next order is expected by the person's own rhythm.",
  },
  patron_next_offer: {
    label: 'Next best offer',
    description: 'The product to offer next: to buy again, or else new to them.',
  },
  patron_reasons: {
    label: 'Why likely or not',
    description: 'What speaks most for and against an order within 30 days.',
  },
  patron_tags: {
    label: 'Tags',
    description: 'Tags by the rules of Patron or given by hand there, separated by semicolons.',
  },
  patron_scored_on: {
    label: 'Scored on',
    description: 'The day since which these figures stand; they are written again when they change.',
  },
};
