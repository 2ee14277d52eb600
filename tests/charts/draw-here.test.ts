import { describe, expect, it } from 'vitest';
import { frame } from '../../src/charts/chart-frame.ts';
import { chartSpec } from '../../src/charts/chart-spec.ts';
import { drawHere } from '../../src/charts/draw-here.ts';
import { fontFiles, lettersOf } from '../../src/charts/font.ts';
import type { AnswerChart } from '../../src/questions/answer.ts';

const months = ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May'];
const revenue: AnswerChart = {
  kind: 'line',
  title: 'Revenue per month, EUR',
  labels: months,
  series: [{ name: 'Revenue', values: [12_400, 9100, undefined, 10_300, 11_900, 14_100] }],
};
const forecast: AnswerChart = {
  ...revenue,
  series: [
    { name: 'Past', values: [5, 6, 7, undefined, undefined, undefined] },
    { name: 'Forecast', values: [undefined, undefined, 7, 8, 8, 9] },
    { name: 'low 80 %', values: [undefined, undefined, 7, 6, 5, 4] },
    { name: 'high 80 %', values: [undefined, undefined, 7, 9, 11, 13] },
  ],
};

/** Width and height as the header of a PNG says (RFC 2083, IHDR); undefined where the bytes are no PNG. [px] */
function sizeOf(png: Uint8Array | undefined): { width: number; height: number } | undefined {
  const bytes = Buffer.from(png ?? []);
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

describe('a drawn chart', () => {
  it('is a PNG of the width that was asked for, the same bytes each time', async () => {
    const [one, other] = [
      await drawHere({ chart: revenue, width: 800 }),
      await drawHere({ chart: revenue, width: 800 }),
    ];
    expect(sizeOf(one)?.width).toBe(800);
    expect(sizeOf(one)?.height).toBeGreaterThan(200);
    expect(Buffer.compare(one ?? Buffer.of(), other ?? Buffer.of())).toBe(0);
  });

  it('bears its words: without the font it is another picture', async () => {
    for (const chart of [revenue, forecast, { ...revenue, kind: 'bar' as const }]) {
      const worded = await drawHere({ chart, width: 800 });
      const wordless = await drawHere({ chart, width: 800 }, []);
      expect(sizeOf(worded)).toEqual(sizeOf(wordless));
      expect(worded?.length).toBeGreaterThan((wordless?.length ?? 0) * 1.2);
    }
  });

  it.each<[string, Partial<AnswerChart>]>([
    ['has no place', { labels: [], series: [{ name: 'Revenue', values: [] }] }],
    ['has no series', { series: [] }],
    ['knows no value', { series: [{ name: 'Revenue', values: [undefined, undefined] }] }],
    ['is all zero', { series: [{ name: 'Revenue', values: [0, 0, 0, 0, 0, 0] }] }],
    ['falls below zero', { kind: 'bar', series: [{ name: 'Revenue', values: [5, -3, 0, 1, 2, -8] }] }],
    ['names places alike', { labels: ['May', 'May', 'May', 'May', 'May', 'May'] }],
    [
      'has hostile words',
      { title: "']; throw 1; //", labels: ['"]+alert(1)+["', '<b>&', '\\u0041', '#{1}', '%', '\n'] },
    ],
    ['has long words', { kind: 'bar', labels: months.map((month) => month.repeat(30)), title: 'word '.repeat(99) }],
  ])('is drawn where it %s', async (_, change) => {
    expect(sizeOf(await drawHere({ chart: { ...revenue, ...change }, width: 400 }))?.width).toBe(400);
  });

  it('is not drawn where the font lacks a letter, and leaves out signs that it lacks', async () => {
    expect(await drawHere({ chart: { ...revenue, title: '每月收入' }, width: 400 })).toBeUndefined();
    expect(await drawHere({ chart: { ...revenue, labels: [...months.slice(1), '五月'] }, width: 400 })).toBeUndefined();
    const cup = await drawHere({ chart: { ...revenue, title: 'Revenue 🧋 per month, EUR' }, width: 400 });
    const plain = await drawHere({ chart: { ...revenue, title: 'Revenue  per month, EUR' }, width: 400 });
    expect(cup).toEqual(plain);
    const greek = { ...revenue, title: 'Έσοδα Žluťoučký Доход €' };
    expect(sizeOf(await drawHere({ chart: greek, width: 400 }))?.width).toBe(400);
  });
});

describe('the shipped font', () => {
  it('has the letters that its tables say, as the DejaVu 2.37 status file lists them', () => {
    const has = lettersOf(fontFiles[0] ?? '');
    const known = ['A', 'ß', 'Ž', 'Ω', 'Я', '€', '−', '…', '·'].map((letter) => has(letter.codePointAt(0) ?? 0));
    const missing = ['中', 'あ', '한', '🧋'].map((letter) => has(letter.codePointAt(0) ?? 0));
    expect([new Set(known), new Set(missing)]).toEqual([new Set([true]), new Set([false])]);
  });
});

describe('the specification of a chart', () => {
  const layersOf = (chart: AnswerChart) => JSON.stringify(chartSpec(chart));

  it('draws `low` and `high` as a band, not as lines, and only where both are there', () => {
    expect(layersOf(forecast)).toContain('"type":"area"');
    expect(layersOf(forecast)).not.toContain('low 80 %');
    expect(layersOf({ ...forecast, series: forecast.series.slice(0, 3) })).toContain('"series":"low 80 %"');
    const segments = ['high-value', 'low-value'].map((name) => ({ name, values: [1, 2, 3, 4, 5, 6] }));
    expect(layersOf({ ...revenue, series: segments })).not.toContain('"type":"area"');
  });

  it('breaks a line where a value is not known, and draws no bar there', () => {
    expect(layersOf(revenue)).toContain('{"place":2,"series":"Revenue","value":null}');
    expect(layersOf({ ...revenue, kind: 'bar' })).not.toMatch(/"place":2,"series"/);
  });

  it('holds texts as data alone, never in an expression', () => {
    const hostile = "'];alert(1);//";
    const chart = { ...revenue, labels: [hostile, ...months.slice(1)], series: [{ name: hostile, values: [1, 2] }] };
    const expressions = [...layersOf(chart).matchAll(/"(?:labelExpr|expr|filter|calculate)":"([^"]*)"/g)];
    expect(expressions.map(([, text]) => text)).toEqual([
      "datum.value === 0 ? '0' : datum.label",
      'labels[datum.value]',
    ]);
  });

  it('keeps words at the ends of lines apart', () => {
    const close = [100, 101, 102, 103].map((value, index) => ({ name: `Series ${index}`, values: [0, value] }));
    const ends = [...layersOf({ ...revenue, labels: ['a', 'b'], series: close }).matchAll(/"at":([\d.]+)/g)];
    const places = ends.slice(0, 4).map(([, at]) => Number(at) * (frame.height / 103));
    const gaps = places.slice(1).map((at, index) => at - (places[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15.9);
  });
});
