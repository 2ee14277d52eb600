import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/answer-text.ts';
import { textWidth } from '../../src/cli/text-width.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { describeCampaign } from '../../src/questions/campaign.ts';
import { describeCohorts } from '../../src/questions/cohorts.ts';
import { describeDataState } from '../../src/questions/data-state.ts';
import { describeDue } from '../../src/questions/due.ts';
import { describeForecast } from '../../src/questions/forecast.ts';
import { describeGoesWith } from '../../src/questions/goes-with.ts';
import { history } from '../../src/questions/history.ts';
import { describeMoves } from '../../src/questions/moves.ts';
import { offerFor } from '../../src/questions/offer.ts';
import { aboutPerson } from '../../src/questions/people.ts';
import { lastWholeDays } from '../../src/questions/period.ts';
import { describeProductBuyers } from '../../src/questions/product-buyers.ts';
import { describeRepeatRate } from '../../src/questions/repeat-rate.ts';
import { describeRisk } from '../../src/questions/risk.ts';
import { describeTagged, offerTag } from '../../src/questions/tagging.ts';
import { offerTelling } from '../../src/questions/telling.ts';
import { whatIf } from '../../src/questions/what-if.ts';
import { momentOf } from '../../src/questions/words.ts';
import { contextOf, scoresOf } from '../support/context-of.ts';
import { cornerContext, cornerScores } from '../support/corner-context.ts';
import { expectGolden } from '../support/golden.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const corner = cornerContext({
  scores: cornerScores({ otherCases: { 'orders-now': 0.55, silent: 0.09, typical: 0.24 } }),
  tags: { a1: ['b2b', 'vip'], c1: ['vip'] },
  dataState: {
    syncs: [{ name: 'Shopify', type: 'patron sync shopify', outcome: 'failed', at: Date.parse('2011-11-09T02:00Z') }],
    quality: { verdict: 'good', asOf: Date.parse('2011-11-08'), madeAt: Date.parse('2011-11-08') },
  },
});

/**
 * Three hundred people who buy in a rhythm for two years. Every second order with sku-3 has filters in it; one order of forty comes back, of c12 every one; c7 places a
 * large order.
 */
const orders = simulatedOrders({ customers: 300, seed: 11, days: 730, regularity: 3, from: '2024-01-01' }).map(
  (order, index) =>
    index % 2 === 0 && order.lines?.some(({ sku }) => sku === 'sku-3')
      ? { ...order, lines: [...order.lines, { sku: 'filters', quantity: 1, amount: 300 }] }
      : order,
);
const made = snapshotOf(
  [...orders, { customer: 'c7', at: '2025-12-28', lines: [{ sku: 'sku-1', quantity: 60, amount: 60_000 }] }],
  {
    asOf: '2025-12-31',
    currency: 'EUR',
    returns: orders
      .filter(({ customer }, index) => customer === 'c12' || index % 40 === 0)
      .map(({ customer = '', at }) => ({ customer, at: Number(at) + 3 * 86_400_000, amount: 700 })),
  },
);
const shop = contextOf(made, { scores: scoresOf(made) });

const answers: Readonly<Record<string, Answer>> = {
  history: aboutPerson('a1', corner, history),
  'what-if': aboutPerson('b1', corner, whatIf),
  offer: aboutPerson(made.customerIds[40] ?? '', shop, offerFor),
  due: describeDue(shop, { limit: 5 }),
  moved: describeMoves(corner),
  'repeat-rate': describeRepeatRate(undefined, shop),
  'repeat-rate-of-days': describeRepeatRate(lastWholeDays(30, momentOf(shop)), shop),
  cohorts: describeCohorts(shop),
  'product-buyers': describeProductBuyers('blue mug', {}, corner),
  'goes-with': describeGoesWith('sku-3', shop),
  forecast: describeForecast(30, shop),
  campaign: describeCampaign(lastWholeDays(28, momentOf(shop)), shop),
  risk: describeRisk(shop),
  'data-state': describeDataState(corner),
  tagged: describeTagged('vip', corner),
  tag: offerTag({ who: 'Anna Meier', tag: 'key account' }, corner),
  mute: offerTelling({ kind: 'mute', to: 'alerts', days: 14 }, corner),
};

describe('an answer as text', () => {
  it.each(Object.entries(answers))('of %s reads as agreed', (name, answer) => {
    expectGolden(name, answerText(answer, { width: 80, hasColour: false }));
  });

  it.each(Object.entries(answers))('of %s fits a screen of 80 columns', (_, answer) => {
    const lines = answerText(answer, { width: 80, hasColour: false }).trimEnd().split('\n');
    for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(36);
    expect(answer.headline).toMatch(/^\S.{5,160}[.?:]$/s);
  });
});
