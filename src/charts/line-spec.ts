import type { TopLevelSpec } from 'vega-lite';
import type { AnswerChart } from '../questions/answer.ts';
import { frame, namedPlaces, numberFormat, shortLabel, titleLines } from './chart-frame.ts';
import { ground, ink, look, seriesColours } from './chart-look.ts';
import { shortNumber } from './chart-words.ts';
import { endLabels } from './end-labels.ts';

type Series = AnswerChart['series'][number];

/**
 * A line for each series, with its name at its end in place of a legend. Two series whose names begin with the words `low` and `high` are no lines: they bound
 * a band, the range in which a forecast is expected. A line breaks where a value is not known.
 */
export function lineSpec(chart: AnswerChart): TopLevelSpec {
  const { title, labels, series } = chart;
  const low = series.find(({ name }) => /^low(\s|$)/i.test(name));
  const high = series.find(({ name }) => /^high(\s|$)/i.test(name));
  const band = low && high ? { low, high } : undefined;
  const lines = band ? series.filter((one) => one !== low && one !== high) : series;
  const names = lines.map(({ name }) => name);
  const colours = names.map((_, index) => seriesColours[index % seriesColours.length] ?? ink);
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
      color: { field: 'series', type: 'nominal', scale: { domain: names, range: colours }, legend: null },
    },
    layer: [
      ...(band ? [bandLayer(band, colours.at(-1) ?? ink)] : []),
      linesLayer(lines, numberFormat(chart)),
      // A white edge under the words keeps them readable where another line passes.
      endWordsLayer(lines, { stroke: ground, strokeWidth: 5, strokeJoin: 'round' }),
      endWordsLayer(lines, {}),
    ],
  };
}

/** The band takes the colour of the last line, which is the forecast. */
function bandLayer({ low, high }: { readonly low: Series; readonly high: Series }, colour: string) {
  const values = low.values.map((value, place) => ({ place, low: value ?? null, high: high.values[place] ?? null }));
  return {
    data: { values },
    mark: { type: 'area' as const, opacity: 0.16 },
    encoding: {
      y: { field: 'low', type: 'quantitative' as const },
      y2: { field: 'high' },
      color: { value: colour },
    },
  };
}

function linesLayer(lines: readonly Series[], format: string) {
  const values = lines.flatMap(({ name, values: known }) =>
    known.map((value, place) => ({ place, series: name, value: value ?? null })),
  );
  return {
    data: { values },
    mark: {
      type: 'line' as const,
      strokeWidth: 2.5,
      strokeJoin: 'round' as const,
      strokeCap: 'round' as const,
      point: { size: 34, filled: true, opacity: 1 },
    },
    encoding: { y: { field: 'value', type: 'quantitative' as const, axis: { format }, scale: { zero: true } } },
  };
}

function endWordsLayer(lines: readonly Series[], edge: object) {
  return {
    data: { values: endLabels(lines, frame.height, endWords) },
    mark: { type: 'text' as const, align: 'left' as const, dx: 10, fontSize: 12, fontWeight: 'bold' as const, ...edge },
    encoding: { y: { field: 'at', type: 'quantitative' as const }, text: { field: 'words' } },
  };
}

/** A lone line is named by the title: its end says the last value. */
function endWords({ name }: Series, last: number, isAlone: boolean): string {
  return isAlone ? shortNumber(last) : shortLabel(name);
}
