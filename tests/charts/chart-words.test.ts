import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartWords, shortNumber } from '../../src/charts/chart-words.ts';

describe('a chart in words', () => {
  it('names each place with its number', () => {
    const chart = {
      kind: 'line' as const,
      title: 'Revenue per week, EUR',
      labels: ['1 Nov', '8 Nov', '15 Nov'],
      series: [{ name: 'Revenue', values: [12_343.5, 0, undefined] }],
    };
    expect(chartWords(chart)).toBe('Revenue per week, EUR. 1 Nov: 12,343.5; 8 Nov: 0; 15 Nov: not known.');
  });

  it('names the places once where there are several series', () => {
    const chart = {
      kind: 'bar' as const,
      title: 'Shares, %',
      labels: ['high-value', 'ordinary'],
      series: [
        { name: 'Customers', values: [20, 80] },
        { name: 'Revenue', values: [52.25, 47.75] },
      ],
    };
    expect(chartWords(chart)).toBe(
      'Shares, %. Places: high-value; ordinary. Customers: 20; 80. Revenue: 52.25; 47.75.',
    );
  });

  it('carries every number, to the cent', () => {
    const cents = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((value) => value / 100);
    const series = fc.record({ name: fc.constant('Revenue'), values: fc.array(cents, { minLength: 4, maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(series, { minLength: 1, maxLength: 6 }), (all) => {
        const words = chartWords({ kind: 'line', title: 'Money', labels: ['a', 'b', 'c', 'd'], series: all });
        const said = [...words.matchAll(/-?[\d,]+(\.\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')));
        expect(said).toEqual(all.flatMap(({ values }) => values.map((value) => value + 0)));
      }),
      { numRuns: 200, seed: 9 },
    );
  });

  it('is shorter in a drawing', () => {
    expect([0.125, 12.5, 688.29, 9999, 12_400, 123_456].map(shortNumber)).toEqual([
      '0.13',
      '12.5',
      '688',
      '9,999',
      '12.4k',
      '123k',
    ]);
  });
});
