import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeChart } from '../../src/charts/native-chart.ts';
import type { AnswerChart } from '../../src/questions/answer.ts';
import { anyChart } from '../support/hostile-answers.ts';
import { limitFaults } from '../support/slack-limits.ts';

const orders: AnswerChart = {
  kind: 'bar',
  title: 'Orders per month',
  labels: ['Apr', 'May'],
  series: [
    { name: 'Orders', values: [12, 0] },
    { name: 'Returns', values: [1.5, -2] },
  ],
};

describe("Slack's own chart", () => {
  it('has a point for every place of every series', () => {
    expect(nativeChart(orders)).toEqual({
      type: 'data_visualization',
      title: 'Orders per month',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'Orders',
            data: [
              { label: 'Apr', value: 12 },
              { label: 'May', value: 0 },
            ],
          },
          {
            name: 'Returns',
            data: [
              { label: 'Apr', value: 1.5 },
              { label: 'May', value: -2 },
            ],
          },
        ],
        axis_config: { categories: ['Apr', 'May'] },
      },
    });
  });

  it.each<[string, Partial<AnswerChart>]>([
    ['a value that is not known', { series: [{ name: 'Orders', values: [12, undefined] }] }],
    ['a value too few', { series: [{ name: 'Orders', values: [12] }] }],
    ['no number', { series: [{ name: 'Orders', values: [12, Number.NaN] }] }],
    ['two places of one name', { labels: ['May', 'May'] }],
    ['two series of one name', { series: [orders.series, orders.series].flat() }],
    ['a label of 21 letters', { labels: ['Apr', 'x'.repeat(21)] }],
    ['21 places', { labels: Array.from({ length: 21 }, (_, place) => `${place}`), series: [] }],
    ['no place', { labels: [] }],
    ['no series', { series: [] }],
    ['no title', { title: '' }],
    [
      'seven series',
      { series: Array.from({ length: 7 }, (_, index) => ({ name: `Series ${index}`, values: [1, 2] })) },
    ],
  ])('is not used for %s', (_, change) => {
    expect(nativeChart({ ...orders, ...change })).toBeUndefined();
  });

  it('cuts a title to 50 letters', () => {
    expect(nativeChart({ ...orders, title: 'x'.repeat(51) })?.title).toBe(`${'x'.repeat(49)}…`);
  });

  it("is within Slack's limits wherever there is one", () => {
    const fitting = fc.integer({ min: 1, max: 22 }).chain((places) =>
      fc.record<AnswerChart>({
        kind: fc.constantFrom('line', 'bar'),
        title: fc.string({ minLength: 1, maxLength: 60 }),
        labels: fc.array(fc.string({ maxLength: 22 }), { minLength: places, maxLength: places }),
        series: fc.array(
          fc.record({ name: fc.string({ maxLength: 22 }), values: fc.array(fc.double(), { minLength: places }) }),
          { minLength: 1, maxLength: 7 },
        ),
      }),
    );
    let drawn = 0;
    fc.assert(
      fc.property(fc.oneof(fitting, anyChart), (chart) => {
        const block = nativeChart(chart);
        if (block) drawn++;
        expect(block === undefined ? [] : limitFaults([block])).toEqual([]);
      }),
      { numRuns: 1000, seed: 8 },
    );
    expect(drawn).toBeGreaterThan(50);
  });
});
