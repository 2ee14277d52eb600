import type { TopLevelSpec } from 'vega-lite';
import type { AnswerChart } from '../questions/answer.ts';
import { frame, namedPlaces, numberFormat, shortLabel, titleLines } from './chart-frame.ts';
import { ground, look, seriesColours } from './chart-look.ts';
import { numberWords } from './chart-words.ts';
import { endLabels } from './end-labels.ts';

type Series = AnswerChart['series'][number];

/**
 * A line for each series, with its name at its end in place of a legend. Two series whose names begin with `low` and `high` are no lines: they bound a
 * band, the range in which a forecast is expected. A line breaks where a value is not known.
 */
export function lineSpec(chart: AnswerChart): TopLevelSpec {
  const { title, labels, series } = chart;
  const low = series.find(({ name }) => /^low\b/i.test(name));
  const high = series.find(({ name }) => /^high\b/i.test(name));
  const hasBand = low !== undefined && high !== undefined;
  const lines = hasBand ? series.filter((one) => one !== low && one !== high) : series;
  const names = lines.map(({ name }) => name);
  const colour = { domain: names, range: names.map((_, index) => seriesColours[index % seriesColours.length] ?? '') };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleLines(title),
    config: look,
    ...frame,
    params: [{ name: 'labels', value: labels.map(shortLabel) }],
    encoding: {
      x: {
        field: 'place',
        type: 'ordinal',
        scale: { type: 'point', padding: 0.4, domain: labels.map((_, place) => place) },
        axis: { values: namedPlaces(labels), labelExpr: 'labels[datum.value]' },
      },
      color: { field: 'series', type: 'nominal', scale: colour, legend: null },
    },
    layer: [
      {
        data: { values: hasBand ? bandRows(low, high) : [] },
        mark: { type: 'area', opacity: 0.16, color: seriesColours[(names.length - 1) % seriesColours.length] ?? '' },
        encoding: {
          y: { field: 'low', type: 'quantitative' },
          y2: { field: 'high' },
          color: { value: bandColour(names) },
        },
      },
      {
        data: { values: lines.flatMap(seriesRows) },
        mark: {
          type: 'line',
          strokeWidth: 2.5,
          strokeJoin: 'round',
          strokeCap: 'round',
          interpolate: 'linear',
          point: { size: 34, filled: true, opacity: 1 },
        },
        encoding: {
          y: {
            field: 'value',
            type: 'quantitative',
            axis: { format: numberFormat(chart) },
            scale: { nice: true, zero: true },
          },
        },
      },
      // A white edge under the words keeps them readable where another line passes.
      endWordsLayer(lines, { stroke: ground, strokeWidth: 5, strokeJoin: 'round' }),
      endWordsLayer(lines, {}),
    ],
  };
}

function endWordsLayer(lines: readonly Series[], edge: object) {
  return {
    data: { values: endLabels(lines, frame.height, endWords) },
    mark: { type: 'text' as const, align: 'left' as const, dx: 10, fontSize: 12, fontWeight: 'bold' as const, ...edge },
    encoding: {
      y: { field: 'at', type: 'quantitative' as const },
      text: { field: 'words' },
    },
  };
}

function bandColour(names: readonly string[]): string {
  return seriesColours[Math.max(0, names.length - 1) % seriesColours.length] ?? '';
}

/** A lone line is named by the title: its end says the last value. */
function endWords({ name }: Series, last: number, isAlone: boolean): string {
  return isAlone ? numberWords(last) : shortLabel(name);
}

function seriesRows({ name, values }: Series): object[] {
  return values.map((value, place) => ({ place, series: name, value: value ?? null }));
}

function bandRows(low: Series, high: Series): object[] {
  return low.values.map((value, place) => ({ place, low: value ?? null, high: high.values[place] ?? null }));
}
