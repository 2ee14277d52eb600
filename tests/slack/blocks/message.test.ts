import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { nativeChart } from '../../../src/charts/native-chart.ts';
import { buttons, context, divider, header } from '../../../src/slack/blocks/blocks.ts';
import { message, page } from '../../../src/slack/blocks/message.ts';
import { bullets, facts, paragraph } from '../../../src/slack/blocks/rich-text.ts';
import { table } from '../../../src/slack/blocks/table.ts';
import { withChart } from '../../../src/slack/blocks/with-chart.ts';
import { shownLines } from '../../support/block-texts.ts';
import { limitFaults } from '../../support/slack-limits.ts';

const types = (blocks: readonly { readonly type: string }[]) => blocks.map(({ type }) => type);
const chart = { kind: 'bar', title: 'Orders', labels: ['May'], series: [{ name: 'Orders', values: [3] }] } as const;

describe('a message', () => {
  it('takes 50 blocks; the rest is counted', () => {
    const { blocks } = message(
      'Many',
      Array.from({ length: 70 }, (_, index) => paragraph(`Part ${index}`)),
    );
    expect(blocks).toHaveLength(50);
    expect(shownLines(blocks).slice(-2)).toEqual(['Part 48', '21 more parts would not fit into one message.']);
    expect(message('Some', Array.from({ length: 50 }, divider)).blocks).toHaveLength(50);
  });

  it('leaves out what is too long, and keeps the buttons after it', () => {
    const long = Array.from({ length: 8 }, () => paragraph('word '.repeat(600)));
    const { blocks } = message('Long', [...long, buttons([{ text: 'Why?', actionId: 'ask:0', value: 'why 1' }])]);
    expect(types(blocks)).toEqual(['rich_text', 'rich_text', 'rich_text', 'rich_text', 'actions', 'context']);
    expect(shownLines(blocks).at(-1)).toBe('4 more parts would not fit into one message.');
    expect(limitFaults(blocks)).toEqual([]);
  });

  it('holds one table', () => {
    const one = table({ columns: [{ title: 'Name', align: 'left' }], rows: [['Anna']] });
    expect(types(message('Two', [one, one]).blocks)).toEqual(['table', 'context']);
  });

  it('has more room as a page', () => {
    expect(page(Array.from({ length: 120 }, divider))).toHaveLength(100);
    expect(limitFaults(page(Array.from({ length: 120 }, divider)), 'home')).toEqual([]);
  });
});

describe('the builders', () => {
  it('leave out a button that could not do what it says', () => {
    const row = buttons([
      { text: 'Too long', actionId: 'ask:0', value: 'x'.repeat(2001) },
      { text: 'Empty', actionId: 'ask:1', value: '' },
      { text: 'Settings', actionId: 'settings:open', value: '' },
      { text: 'Why?', actionId: 'ask:2', value: 'why 1' },
      { text: 'Twice', actionId: 'ask:2', value: 'why 2' },
      { text: 'Page', actionId: 'open', url: 'https://example.com' },
    ]);
    expect(shownLines(row)).toEqual(['Settings', 'Why?', 'Page']);
    expect(buttons([{ text: 'Empty', actionId: 'ask:1', value: '' }])).toBeUndefined();
  });

  it('count what a list leaves out', () => {
    const list = bullets(
      Array.from({ length: 20 }, (_, index) => `Item ${index}`),
      5,
    );
    expect(shownLines(list)).toEqual(['Item 0', 'Item 1', 'Item 2', 'Item 3', 'and 16 more']);
  });

  it('build nothing where there is nothing', () => {
    expect([context(undefined, ''), bullets([]), facts([]), buttons([])]).toEqual(Array(4).fill(undefined));
    expect(table({ columns: [{ title: 'Name', align: 'left' }], rows: [] })).toEqual([]);
    expect(shownLines([header('\u0000'), paragraph('')])).toEqual(['–', '–']);
  });

  it('keep a cell for every column, and wrap sentences at the right', () => {
    const [grid] = table({
      columns: [
        { title: 'Effect', align: 'right' },
        { title: 'Reason', align: 'left' },
      ],
      rows: [['+0.7'], ['−0.2', 'silent <for> long', 'beyond']],
    });
    expect(grid).toEqual({
      type: 'table',
      rows: [
        ['Effect', 'Reason'],
        ['+0.7', '–'],
        ['−0.2', 'silent <for> long'],
      ].map((cells) => cells.map((text) => ({ type: 'raw_text', text }))),
      column_settings: [{ align: 'right' }, { align: 'left', is_wrapped: true }],
    });
  });
});

describe('a chart in a message', () => {
  const block = nativeChart(chart);
  const around: readonly KnownBlock[] = message('Orders', [
    paragraph('Three orders.'),
    context('May'),
    paragraph('One line.'),
    buttons([{ text: 'Why?', actionId: 'ask:0', value: 'why' }]),
    context('From files.'),
  ]).blocks;

  it('stands after what it shows, before the buttons and the small print', () => {
    if (!block) throw new Error('The chart fits.');
    const placed = withChart(around, block);
    expect(types(placed)).toEqual(['rich_text', 'context', 'rich_text', 'data_visualization', 'actions', 'context']);
    expect(limitFaults(placed)).toEqual([]);
  });

  it('takes the place of the last block of a full message', () => {
    if (!block) throw new Error('The chart fits.');
    const full = message('Full', Array.from({ length: 50 }, divider)).blocks;
    const placed = withChart([...full.slice(0, 48), paragraph('Last.'), divider()], block);
    expect(limitFaults(placed)).toEqual([]);
    expect(types(placed).at(-1)).toBe('data_visualization');
  });
});
