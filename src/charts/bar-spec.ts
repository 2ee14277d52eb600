import type { TopLevelSpec } from 'vega-lite';
import type { AnswerChart } from '../questions/answer.ts';
import { frame, namedPlaces, numberFormat, shortLabel, titleLines } from './chart-frame.ts';
import { ink, look, seriesColours } from './chart-look.ts';
import { shortNumber } from './chart-words.ts';

/** Letters that still have room under a bar. */
const shortLabelLetters = 11;

/** Bars that have room for their value above them. */
const valuesShown = 12;

/** A bar for each place: upright where the labels are short, else lying, so that they can be read. Several series stand side by side, named in a legend. */
export function barSpec(chart: AnswerChart): TopLevelSpec {
  const isLying = chart.series.length === 1 && chart.labels.some((label) => label.length > shortLabelLetters);
  return isLying ? lyingBars(chart) : uprightBars(chart);
}

function uprightBars(chart: AnswerChart): TopLevelSpec {
  const { labels, series } = chart;
  const names = series.map(({ name }) => name);
  const isAlone = series.length === 1;
  const areNamed = isAlone && labels.length <= valuesShown;
  return {
    ...common(chart),
    ...frame,
    encoding: {
      x: {
        field: 'place',
        type: 'ordinal',
        scale: { domain: labels.map((_, place) => place), paddingInner: 0.35, paddingOuter: 0.2 },
        axis: { values: namedPlaces(labels), labelExpr: 'labels[datum.value]' },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        axis: areNamed ? null : { format: numberFormat(chart) },
      },
      ...(isAlone ? {} : { xOffset: { field: 'series', type: 'nominal', sort: names } }),
    },
    layer: [
      {
        mark: { type: 'bar', cornerRadiusEnd: 3 },
        encoding: {
          color: {
            field: 'series',
            type: 'nominal',
            scale: { domain: names, range: names.map((_, index) => seriesColours[index % seriesColours.length] ?? '') },
            legend: isAlone ? null : {},
          },
        },
      },
      {
        transform: [{ filter: areNamed ? 'true' : 'false' }],
        mark: { type: 'text', baseline: 'bottom', dy: -5, fontSize: 12, color: ink },
        encoding: { text: { field: 'words' } },
      },
    ],
  };
}

function lyingBars(chart: AnswerChart): TopLevelSpec {
  const { labels } = chart;
  return {
    ...common(chart),
    width: frame.width,
    height: { step: labels.length > 10 ? 26 : 34 },
    encoding: {
      y: {
        field: 'place',
        type: 'ordinal',
        scale: { domain: labels.map((_, place) => place), paddingInner: 0.35 },
        axis: { labelExpr: 'labels[datum.value]', labelLimit: 260, labelColor: ink, grid: false },
      },
      x: { field: 'value', type: 'quantitative', axis: null },
    },
    layer: [
      { mark: { type: 'bar', cornerRadiusEnd: 3, color: seriesColours[0] ?? ink } },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 12, color: ink },
        encoding: { text: { field: 'words' } },
      },
    ],
  };
}

function common({ title, labels, series }: AnswerChart) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleLines(title),
    config: look,
    params: [{ name: 'labels', value: labels.map(shortLabel) }],
    data: { values: series.flatMap(rows) },
  } satisfies Partial<TopLevelSpec>;
}

/** Places without a value have no bar: a bar of no height would say zero. A zero stands for itself, without words. */
function rows({ name, values }: AnswerChart['series'][number]): object[] {
  return values.flatMap((value, place) =>
    value === undefined ? [] : [{ place, series: name, value, words: value === 0 ? '' : shortNumber(value) }],
  );
}
