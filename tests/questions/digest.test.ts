import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { composeDigest } from '../../src/questions/digest.ts';
import { digestContent } from '../../src/questions/digest-content.ts';
import { contextOf, scoresOf } from '../support/context-of.ts';
import { cornerContext, cornerScores, cornerWithoutScores } from '../support/corner-context.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const asOf = Date.UTC(2011, 10, 7);

/** Orders of 10.00 every `gap` days up to `quiet` days before the date. */
function regular(customer: string, { orders = 12, gap = 10, quiet = 0 }): OrderOf[] {
  return Array.from({ length: orders }, (_, back) => ({ customer, at: asOf - (quiet + 0.5 + back * gap) * day }));
}

/** One order each week for `weeks` weeks, of 10.00 but for the last, and a customer who orders daily enough to be no news. */
function weekly(last: number, weeks = 14) {
  const orders = Array.from({ length: weeks }, (_, back) => ({
    customer: 'weekly',
    at: asOf - (3 + 7 * back) * day,
    lines: [{ sku: 'x', quantity: 1, amount: back === 0 ? last : 1000 + 10 * back }],
  }));
  return contextOf(snapshotOf(orders, { asOf }));
}

describe('composeDigest', () => {
  it('sums the last seven whole days against the seven before', () => {
    const { headline, period, facts, data } = composeDigest(cornerContext());
    // 2 to 8 November: Anna 42.50, Cleo 21.00 and customer 17851 8.00, a guest 26.00, and Anna's return of 42.50: 55.00 net.
    expect(headline).toContain('revenue €55');
    expect(period).toBe('2 to 8 Nov 2011');
    expect(facts?.[0]).toEqual({ label: 'Orders', value: '4, the week before 3' });
    expect(data).toMatchObject({
      week: { from: '2011-11-01T23:00:00.000Z', until: '2011-11-08T23:00:00.000Z', net: '55.00' },
    });
  });

  it('calls a week without news quiet, and says that nothing is to be done', () => {
    const { headline, lines } = composeDigest(weekly(1050));
    expect(headline).toMatch(/^A quiet week: .* Nothing to do\.$/);
    expect(lines).toEqual([]);
  });

  it('names revenue outside the range of the weeks before, and why it is news', () => {
    expect(composeDigest(weekly(1131)).lines).toEqual([
      // Revenue falls week after week towards the past, so that each week was the highest so far; six of them had six weeks before them.
      'Revenue is higher than usual: $11, against $10 to $11 in each of the 12 weeks before. Of the 6 weeks before, 6 stood out so.',
    ]);
    expect(composeDigest(weekly(100)).lines?.[0]).toMatch(/^Revenue is lower than usual: \$1, /);
    expect(composeDigest(weekly(1120)).lines).toEqual([]);
    expect(composeDigest(weekly(9900, 5)).lines).toEqual([]);
  });

  it('names only those who crossed the line to leaving within the week, and counts the others', () => {
    // Everybody orders every ten days: leaving from twenty days of silence on. A week ago `fresh` was silent for 14 days, `old` for 18 plus: already out.
    const orders = [
      ...regular('here', { quiet: 1 }),
      ...regular('fresh', { quiet: 21 }),
      ...regular('old', { quiet: 40 }),
    ];
    const { lines, facts } = composeDigest(contextOf(snapshotOf(orders, { asOf })));
    expect(lines).toEqual([
      'Leaving: 1 regular is newly silent for over twice the usual gap, 2 in all: customer fresh (21 days, usually 10). This customer brought $120 in the last 365 days.',
    ]);
    expect(facts?.map(({ label }) => label)).not.toContain('Leaving');
  });

  it('tells beside the names how right such calls were before', () => {
    const orders = [
      ...regular('here', { quiet: 1 }),
      ...regular('fresh', { quiet: 21 }),
      ...Array.from({ length: 12 }, (_, index) => regular(`gone${index}`, { quiet: 90 })).flat(),
      ...[0, 1, 2].map((index) => ({ customer: `gone${index}`, at: asOf - 15 * day })),
    ];
    // Sixty days ago twelve were silent for thirty days; three of them ordered since, nine did not. Of the two others none stayed away.
    const { lines } = composeDigest(contextOf(snapshotOf(orders, { asOf })));
    expect(lines?.[0]).toContain('Of those so silent 60 days ago 75 % stayed away; of those within their rhythm 0 %.');
  });

  it('names likely buyers with their chance and the reason of the first', () => {
    const line = composeDigest(cornerContext()).lines?.find((text) => text.startsWith('Likely to buy'));
    expect(line).toBe(
      'Likely to buy in 30 days: about 3 customers, first Anna Meier (81 %), Cleo Diaz (74 %), customer 17850 (62 %). Why the first: last order 3 days ago (typical 12 days ago). Tested on past months: of the tenth with the highest chances 60 % ordered within 30 days, of all 20 %.',
    );
  });

  it('keeps likely buyers out where the verdict is not to act, and says the verdict', () => {
    const verdict = { grade: 'do-not-act', words: 'Not better than the base rate: do not act on it.' } as const;
    const digest = composeDigest(cornerContext({ scores: cornerScores({ verdict }) }));
    expect(digest.lines?.join(' ')).not.toContain('Likely to buy');
    expect(digest.caution).toContain(verdict.words);
    expect(JSON.stringify(digest.data)).not.toContain('"likely"');
  });

  it('does without a model, and says how to get one', () => {
    const digest = composeDigest(cornerWithoutScores());
    expect(digest.basis).toContain('run patron train');
    expect(digest.next[0]).toBe('patron train');
  });

  it('never has more than five things, each a sentence, in a week where everything happens', () => {
    const orders = [
      ...regular('here', { quiet: 1, orders: 30 }),
      ...Array.from({ length: 9 }, (_, index) => regular(`fresh${index}`, { quiet: 21 })).flat(),
      { customer: 'huge', at: asOf - day, lines: [{ sku: 'x', quantity: 1, amount: 9e6 }] },
    ];
    const snapshot = snapshotOf(orders, { asOf });
    const earlier = Object.fromEntries(
      snapshot.customerIds.map((id) => [id, id === 'huge' ? 'ordinary' : 'high-value'] as const),
    );
    const { lines = [], headline } = composeDigest(contextOf(snapshot, { scores: scoresOf(snapshot), earlier }));
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.length).toBeLessThanOrEqual(5);
    for (const line of lines) expect(line).toMatch(/\.$/);
    expect(headline).toMatch(/^3 things need you this week: /);
  });

  it('puts what calls for something first, by the money at stake: money of a year times the share that stayed away', () => {
    // `fresh` brought 12 x 10.00 in the year and three of four so silent stayed away: 90.00. The others were gone long before.
    const orders = [
      ...regular('here', { quiet: 1 }),
      ...regular('fresh', { quiet: 21 }),
      ...Array.from({ length: 12 }, (_, index) => regular(`gone${index}`, { quiet: 90 })).flat(),
      ...[0, 1, 2].map((index) => ({ customer: `gone${index}`, at: asOf - 15 * day })),
    ];
    const snapshot = snapshotOf(orders, { asOf });
    const lost = { here: 'high-value', gone5: 'high-value' } as const;
    const context = contextOf(snapshot, { scores: scoresOf(snapshot), earlier: lost });
    const { items } = digestContent(context);
    expect(items.find(({ kind }) => kind === 'leaving')?.stake).toBeCloseTo(9000, 6);
    const called = items.filter(({ kind }) => kind !== 'likely');
    expect(called.map(({ stake }) => stake)).toEqual([...called.map(({ stake }) => stake)].sort((a, b) => b - a));
    expect(items.at(-1)?.kind).toBe('likely');
    expect(composeDigest(context).lines?.join(' ')).toContain('of which about $90 is at stake');
  });

  it('gives each thing one question that is understood, and says why and how right that was before where it is known', () => {
    const { items = [] } = composeDigest(cornerContext());
    expect(items.map(({ ask }) => ask)).toEqual([
      { label: 'Who moved', question: 'who moved' },
      { label: 'Who will buy', question: 'who will buy' },
    ]);
    for (const { ask } of items)
      expect(askQuestion(ask.question, cornerContext()).id, ask.question).not.toBe('unknown');
    expect(items[1]).toMatchObject({
      kind: 'likely',
      why: expect.stringMatching(/^Why the first: /),
      proof: expect.stringContaining('60 %'),
    });
    expect(items[1]?.customerIds).toEqual(['a1', 'c1', '17850']);
  });

  it('tells what came of those whom the last digest named, from the orders since', () => {
    const at = asOf - 7 * day;
    const orders = [
      { customer: 'back', at: asOf - 2 * day },
      ...['back', 'away', 'early'].map((customer) => ({ customer, at: asOf - 90 * day })),
      { customer: 'early', at: asOf - 8 * day },
    ];
    const told = ['back', 'away', 'early', 'erased'].map((customerId) => ({ kind: 'leaving', customerId, at }));
    const context = contextOf(snapshotOf(orders, { asOf }));
    expect(composeDigest(context, { told }).lines).toContain(
      'Of the 4 that the digest of 31 Oct 2011 called leaving, 1 has ordered since.',
    );
    expect(composeDigest(context, { told: [{ kind: 'likely', customerId: 'away', at }] }).lines).toContain(
      'The one that the digest of 31 Oct 2011 called likely to buy has not ordered since.',
    );
  });

  it('names those last of whom alerts have told already, and counts them', () => {
    const orders = [
      ...regular('here', { quiet: 1 }),
      ...['p', 'q', 'r', 's'].flatMap((customer, place) => regular(customer, { quiet: 21, orders: 14 - place })),
    ];
    const context = contextOf(snapshotOf(orders, { asOf }));
    const words = (known: readonly string[]) =>
      composeDigest(context, { known }).items?.find(({ kind }) => kind === 'leaving');
    expect(words([])?.words).toContain(
      'gap: first customer p (21 days, usually 10), customer q (21 days, usually 10).',
    );
    expect(words(['p'])?.words).toContain(
      'gap: first customer q (21 days, usually 10), customer r (21 days, usually 10).',
    );
    expect(words(['p'])?.why).toContain('Alerts told of 1 of them already.');
  });

  it('says nothing in English to a reader of Chinese but names, ids and what is to be typed', () => {
    const {
      headline,
      lines = [],
      facts = [],
      basis,
      period,
      items = [],
    } = composeDigest(cornerContext(), { language: 'zh' });
    const said = [
      headline,
      period,
      basis,
      ...lines,
      ...facts.flatMap(({ label, value }) => [label, value]),
      ...items.map(({ ask }) => ask.label),
    ].join(' ');
    expect(said).toMatch(/\p{Script=Han}/u);
    expect(said.replace(/Anna Meier|Cleo Diaz|Ben Okafor/g, '').match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
    expect(said).toContain('81%');
    expect(said).toContain('2011年11月2日至2011年11月8日');
  });

  it('compares with the same week of the year before where there was one', () => {
    const orders = regular('a', { orders: 60, gap: 7, quiet: 3 });
    const facts = (list: readonly OrderOf[]) => composeDigest(contextOf(snapshotOf(list, { asOf }))).facts ?? [];
    expect(facts(orders)).toContainEqual({ label: 'A year ago', value: '$10 in the same week: no change' });
    expect(facts(orders.slice(0, 20)).map(({ label }) => label)).not.toContain('A year ago');
  });
});
