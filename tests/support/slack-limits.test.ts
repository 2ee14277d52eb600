import { describe, expect, it } from 'vitest';
import { limitFaults, textFaults } from './slack-limits.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = (rest: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...rest });
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const raw = (text: string) => ({ type: 'raw_text', text });
const chartOf = (rest: object, labels = ['May']) => ({
  type: 'data_visualization',
  title: 'Orders',
  chart: {
    type: 'bar',
    series: [{ name: 'Orders', data: labels.map((label) => ({ label, value: 1 })) }],
    axis_config: { categories: labels },
  },
  ...rest,
});

describe("the check of Slack's limits", () => {
  it('takes what Slack takes', () => {
    const blocks = [
      { type: 'header', text: plain('x'.repeat(150)) },
      { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000), verbatim: true }, accessory: button() },
      { type: 'context', elements: Array.from({ length: 10 }, () => plain('small')) },
      { type: 'actions', elements: Array.from({ length: 25 }, (_, index) => button({ action_id: `a${index}` })) },
      { type: 'divider' },
      rich('words'),
      { type: 'table', rows: [[raw('Name')], [raw('Anna')]] },
      chartOf({}),
      { type: 'image', slack_file: { id: 'F1' }, alt_text: 'Orders: 3' },
    ];
    expect(limitFaults(blocks)).toEqual([]);
    expect(textFaults('x'.repeat(40_000))).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['51 blocks', Array(51).fill({ type: 'divider' }), /51 of at most 50/],
    ['an unknown block', [{ type: 'poem' }], /unknown block 'poem'/],
    ['a long header', [{ type: 'header', text: plain('x'.repeat(151)) }], /151 of at most 150/],
    ['markup in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], /'mrkdwn'/],
    ['an empty section', [{ type: 'section' }], /neither text nor fields/],
    ['a long section', [{ type: 'section', text: plain('x'.repeat(3001)) }], /3001 of at most 3000/],
    ['11 fields', [{ type: 'section', fields: Array(11).fill(plain('x')) }], /11 of at most 10/],
    ['a long field', [{ type: 'section', fields: [plain('x'.repeat(2001))] }], /2001 of at most 2000/],
    ['11 elements of context', [{ type: 'context', elements: Array(11).fill(plain('x')) }], /11 of at most 10/],
    ['an empty text', [{ type: 'context', elements: [plain(' ')] }], /empty/],
    [
      '26 buttons',
      [{ type: 'actions', elements: Array.from({ length: 26 }, (_, i) => button({ action_id: `${i}` })) }],
      /26 of at most 25/,
    ],
    ['one action id twice', [{ type: 'actions', elements: [button(), button()] }], /action_id stands twice/],
    ['a long button', [{ type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] }], /76 of at most 75/],
    ['a long value', [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }], /2001 of at most 2000/],
    [
      'a long question',
      [
        {
          type: 'actions',
          elements: [
            button({
              confirm: { title: plain('x'), text: plain('x'.repeat(301)), confirm: plain('y'), deny: plain('n') },
            }),
          ],
        },
      ],
      /301 of at most 300/,
    ],
    ['two tables', Array(2).fill({ type: 'table', rows: [[raw('x')]] }), /only one table/],
    ['101 rows', [{ type: 'table', rows: Array(101).fill([raw('x')]) }], /101 of at most 100/],
    ['21 columns', [{ type: 'table', rows: [Array(21).fill(raw('x'))] }], /21 of at most 20/],
    ['an empty cell', [{ type: 'table', rows: [[raw('')]] }], /text: empty/],
    ['10,001 letters in a table', [{ type: 'table', rows: [[raw('x'.repeat(10_001))]] }], /10001 of at most 10,000/],
    ['13,001 letters in all', Array(13).fill(rich('x'.repeat(1001))), /msg_blocks_too_long/],
    ['an empty span', [rich('')], /text: empty/],
    ['three charts', Array(3).fill(chartOf({})), /more than two charts/],
    ['a long chart title', [chartOf({ title: 'x'.repeat(51) })], /51 of at most 50/],
    ['a long label', [chartOf({}, ['x'.repeat(21)])], /21 of at most 20/],
    [
      '21 places',
      [
        chartOf(
          {},
          Array.from({ length: 21 }, (_, i) => `${i}`),
        ),
      ],
      /21 of at most 20/,
    ],
    ['a picture without words', [{ type: 'image', slack_file: { id: 'F1' } }], /no alt_text/],
  ])('refuses %s', (_, blocks, fault) => {
    expect(limitFaults(blocks).join('\n')).toMatch(fault);
  });

  it('knows that App Home has no tables, and room for 100 blocks', () => {
    expect(limitFaults([{ type: 'table', rows: [[raw('x')]] }], 'home')).toEqual([
      "blocks[0]: 'table' stands in messages alone",
    ]);
    expect(limitFaults(Array(100).fill({ type: 'divider' }), 'home')).toEqual([]);
    expect(textFaults('x'.repeat(40_001))).toHaveLength(1);
  });
});
