import type { TopLevelSpec } from 'vega-lite';
import type { AnswerChart } from '../questions/answer.ts';
import { barSpec } from './bar-spec.ts';
import { lineSpec } from './line-spec.ts';

/** A chart as a Vega-Lite specification: plain JSON, the same for the same chart. Texts are data in it, never expressions. */
export function chartSpec(chart: AnswerChart): TopLevelSpec {
  return chart.kind === 'line' ? lineSpec(chart) : barSpec(chart);
}
