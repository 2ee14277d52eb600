import { shortened } from '../domain/shortened.ts';
import type { AnswerChart } from '../questions/answer.ts';

/** Slack's own chart in a message, which @slack/types 3.2 does not know yet. Shape: docs.slack.dev, reference/block-kit/blocks/data-visualization-block. */
export interface DataVisualizationBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line' | 'bar';
    readonly series: readonly {
      readonly name: string;
      /** One point for each of the axis' categories, in their order. */
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
}

const titleLetters = 50;
const labelLetters = 20;
const places = 20;
const mostSeries = 6;

/**
 * A chart as Slack's `data_visualization` block; undefined where it does not fit: more than 20 places or 6 series, labels or names that are the same or
 * longer than 20 letters, a place where a series has no value. Two such blocks a message. A long title is cut: the sentence above the chart says it.
 */
export function nativeChart({ kind, title, labels, series }: AnswerChart): DataVisualizationBlock | undefined {
  const names = series.map(({ name }) => name);
  const areFew = labels.length > 0 && labels.length <= places && series.length > 0 && series.length <= mostSeries;
  if (!areFew || !areLabels(labels) || !areLabels(names)) return undefined;
  const drawn = series.map(({ name, values }) => ({
    name,
    data: labels.flatMap((label, index) => {
      const value = values[index];
      return value !== undefined && Number.isFinite(value) ? [{ label, value }] : [];
    }),
  }));
  if (drawn.some(({ data }) => data.length < labels.length)) return undefined;
  const short = shortened(title, titleLetters);
  if (short === '') return undefined;
  return {
    type: 'data_visualization',
    title: short,
    chart: { type: kind, series: drawn, axis_config: { categories: labels } },
  };
}

function areLabels(texts: readonly string[]): boolean {
  return (
    new Set(texts).size === texts.length && texts.every((text) => text.trim() !== '' && text.length <= labelLetters)
  );
}
