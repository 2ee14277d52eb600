import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeChart } from '../../../src/charts/native-chart.ts';
import type { Answer } from '../../../src/questions/answer.ts';
import { answerMessage } from '../../../src/slack/blocks/answer-message.ts';
import { withChart } from '../../../src/slack/blocks/with-chart.ts';
import { shownLines, textsOf } from '../../support/block-texts.ts';
import { hostileAnswer } from '../../support/hostile-answers.ts';
import { limitFaults, textFaults } from '../../support/slack-limits.ts';

const place = fc.constantFrom('channel' as const, 'private' as const);

const orders = { kind: 'bar', title: 'Orders', labels: ['May'], series: [{ name: 'Orders', values: [3] }] } as const;

const card: Answer = {
  id: 'who-is',
  headline: '<!channel> *Bob* & <Co|x>: 14 orders for €6,254, high-value, leaving.',
  period: 'all their orders, 15 Oct 2024 to 1 Jun 2026',
  facts: [
    { label: 'Customer', value: '17850' },
    { label: 'Last order', value: '29 Jan 2026, 122 days ago' },
    { label: 'Chance', value: '25 % for an order in the next 30 days' },
  ],
  lines: ['Buys most often: _Paper_ filters :coffee:.'],
  basis: 'From files: 6,811 orders. Write to bob.co@example.com.',
  next: ['why 17850', 'what should I offer 17850', 'orders of 17850', 'patron train'],
  customerId: '17850',
  offers: [
    { kind: 'tag', customerId: '17850', tag: 'win-back' },
    { kind: 'tag', customerId: '17850', tag: 'call' },
  ],
};

describe('an answer as a message', () => {
  it('stays within every limit of Slack, whatever customers have typed', () => {
    fc.assert(
      fc.property(hostileAnswer, place, (answer, where) => {
        const { text, blocks, chart } = answerMessage(answer, { place: where });
        const native = nativeChart(chart ?? orders);
        expect([...limitFaults(blocks), ...textFaults(text)]).toEqual([]);
        expect(native ? limitFaults(withChart(blocks, native)) : []).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('puts no text where Slack reads markup: all of it stands in objects that are shown letter by letter', () => {
    fc.assert(
      fc.property(hostileAnswer, place, (answer, where) => {
        const { blocks } = answerMessage(answer, { place: where });
        expect(textsOf(blocks).filter(({ kind }) => !['text', 'plain_text', 'raw_text'].includes(kind))).toEqual([]);
        expect(JSON.stringify(blocks)).not.toMatch(
          /"emoji":true|"type":"(user|usergroup|channel|broadcast|link|markdown)"/,
        );
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  it('shows no e-mail address in a channel, and carries none in a button', () => {
    fc.assert(
      fc.property(hostileAnswer, (answer) => {
        expect(JSON.stringify(answerMessage(answer, { place: 'channel' }))).not.toMatch(/[a-z0-9]{2}@example/i);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('sets a person as a card: name, who they are, chance first, ids small, then what to do', () => {
    const { text, blocks } = answerMessage(card, { place: 'channel' });
    expect(shownLines(blocks)).toEqual([
      '<!channel> *Bob* & <Co|x>',
      '14 orders for €6,254, high-value, leaving.',
      '17850 · all their orders, 15 Oct 2024 to 1 Jun 2026',
      'Chance',
      '  25\u00a0% for an order in the next 30 days',
      '\n',
      'Last order',
      '  29 Jan 2026, 122 days ago',
      'Buys most often: _Paper_ filters :coffee:.',
      'Tag as win-back',
      'Tag as win-back?',
      "The tag 'win-back' is kept in Patron, and can be taken back. It reaches HubSpot only with a push that an approver said yes to.",
      'Tag',
      'Not now',
      'Other tag…',
      'Tag as call',
      'Tag as call?',
      "The tag 'call' is kept in Patron, and can be taken back. It reaches HubSpot only with a push that an approver said yes to.",
      'Tag',
      'Not now',
      'Other tag…',
      'Why?',
      'What to offer',
      'History',
      'In a terminal: ',
      'patron train',
      'From files: 6,811 orders. Write to b…@example.com.',
    ]);
    expect(text).toBe('&lt;!channel&gt; ∗Bob∗ &amp; &lt;Co|x&gt;: 14 orders for €6,254, high-value, leaving.');
  });

  it('lets a button carry the whole question or offer', () => {
    const { blocks } = answerMessage(card, { place: 'channel' });
    const pressed = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const carried = pressed.map((element) => [element.action_id, 'value' in element ? element.value : undefined]);
    expect(carried).toEqual([
      ['offer:tag', '{"kind":"tag","customerId":"17850","tag":"win-back"}'],
      ['tag:edit', '{"kind":"tag","customerId":"17850","tag":"win-back"}'],
      ['offer:tag', '{"kind":"tag","customerId":"17850","tag":"call"}'],
      ['tag:edit', '{"kind":"tag","customerId":"17850","tag":"call"}'],
      ['ask:0', 'why 17850'],
      ['ask:1', 'what should I offer 17850'],
      ['ask:2', 'orders of 17850'],
    ]);
  });

  it('names people on their buttons where several are meant', () => {
    const several: Answer = {
      id: 'several',
      headline: "Several people fit 'anna'. Whom do you mean?",
      lines: [
        'Anna Meier (a1): 20 orders, last 6 Nov 2011',
        'Anna: The Shop (b7): no order yet',
        'And more: type more.',
      ],
      basis: 'From files.',
      next: ['why a1', 'why b7'],
    };
    const { blocks } = answerMessage(several, { place: 'private' });
    const labels = blocks.flatMap((block) => (block.type === 'actions' ? shownLines(block) : []));
    expect(labels).toEqual(['Anna Meier (a1)', 'Anna: The Shop (b7)']);
  });

  it('asks by id in a channel where a question names an e-mail address, and drops it where there is no id', () => {
    const asked = (customerId?: string) => {
      const answer = { ...card, offers: [], next: ['why bob.co@example.com', 'segments'] };
      const { customerId: _, ...anonymous } = answer;
      const { blocks } = answerMessage(customerId === undefined ? anonymous : answer, { place: 'channel' });
      return JSON.stringify(blocks).match(/(?<="value":")[^"]*/g);
    };
    expect(asked('17850')).toEqual(['why 17850', 'segments']);
    expect(asked()).toEqual(['segments']);
  });

  it('counts the rows that it leaves out', () => {
    const table = {
      columns: [{ title: 'Customer', align: 'left' as const }],
      rows: Array.from({ length: 130 }, (_, row) => [`Customer ${row}`]),
    };
    const { blocks } = answerMessage(
      { id: 'top', headline: 'Top.', basis: 'Files.', next: [], table },
      { place: 'private' },
    );
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'table', 'context', 'context']);
    expect(shownLines(blocks).at(-2)).toBe('and 80 more');
  });
});
