import { describe, expect, it } from 'vitest';
import { reliabilityChart, wilsonInterval } from '../../src/web/reliability-chart.ts';

const circlesOf = (chart: string) =>
  [...chart.matchAll(/<circle class="point" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((found) =>
    found.slice(1, 4).map(Number),
  );

describe('the reliability chart', () => {
  // By hand: the field is 260 wide from x = 46 and y = 14; the axes end at 100 %, so 0.5 lies 130 from the left and 0.75 lies 65 from the top.
  it('puts each point where chance promised and share observed meet, with an area that follows its customers', () => {
    const chart = String(
      reliabilityChart([
        { meanPredicted: 0.5, observed: 0.75, count: 400 },
        { meanPredicted: 1, observed: 1, count: 100 },
      ]),
    );
    expect(circlesOf(chart)).toEqual([
      [176, 79, 12],
      [306, 14, 6],
    ]);
    expect(chart).toContain('400 customers: 50\u00a0% promised, 75\u00a0% ordered.');
  });

  it('ends its axes just above the highest point, so that small chances can be told apart', () => {
    const chart = String(reliabilityChart([{ meanPredicted: 0.1, observed: 0.2, count: 10 }]));
    expect([...chart.matchAll(/text-anchor="end">(\d+ %)</g)].map(([, tick]) => tick)).toEqual([
      '0 %',
      '5 %',
      '10 %',
      '15 %',
      '20 %',
    ]);
    expect(circlesOf(chart)).toEqual([[176, 14, 12]]);
  });

  // Published example: 8 of 10 gives 0.490 to 0.943 (Brown, Cai & DasGupta 2001 discuss this interval; R's prop.test without correction prints it).
  it('shows how far chance alone may move a point, by the interval of Wilson', () => {
    const { low, high } = wilsonInterval(0.8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(1, 10).high).toBeCloseTo(1, 12);
  });

  it('of no points is an empty field', () => {
    expect(circlesOf(String(reliabilityChart([])))).toEqual([]);
  });
});
