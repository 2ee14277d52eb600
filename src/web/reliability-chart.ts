import type { CalibrationPoint } from './backtest-figures.ts';
import { type Html, html } from './escape.ts';
import { countWords, percentWords } from './figures.ts';

/** The drawing: a square field with room for the axes. */
const field = { left: 46, top: 14, size: 260 };
/** Radius of the largest and the smallest point. */
const radius = { most: 12, least: 3 };

/** Promised against observed: points on the diagonal mean that 30 % is 30 %. A point's area follows the number of its customers. */
export function reliabilityChart(points: readonly CalibrationPoint[]): Html {
  const top = axisTop(points);
  const x = (share: number) => field.left + (share / top) * field.size;
  const y = (share: number) => field.top + (1 - share / top) * field.size;
  const most = Math.max(1, ...points.map(({ count }) => count));
  const bottom = field.top + field.size;
  return html`<svg class="chart" viewBox="0 0 ${field.left + field.size + 26} ${bottom + 44}" role="img" aria-labelledby="chart-title chart-words">
    <title id="chart-title">Chance promised against orders observed</title>
    <desc id="chart-words">${points.map((point) => `${sentenceOf(point)} `)}</desc>
    ${ticks(top).map(
      (share) => html`<line class="grid" x1="${x(share)}" x2="${x(share)}" y1="${field.top}" y2="${bottom}"/>
    <line class="grid" x1="${field.left}" x2="${field.left + field.size}" y1="${y(share)}" y2="${y(share)}"/>
    <text x="${x(share)}" y="${bottom + 17}" text-anchor="middle">${Math.round(share * 100)} %</text>
    <text x="${field.left - 7}" y="${y(share) + 4}" text-anchor="end">${Math.round(share * 100)} %</text>
    `,
    )}
    <line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(top)}" y2="${y(top)}"/>
    ${points.map(({ meanPredicted, observed, count }) => {
      const { low, high } = wilsonInterval(observed, count);
      const at = x(meanPredicted).toFixed(1);
      return html`<line class="whisker" x1="${at}" x2="${at}" y1="${y(low).toFixed(1)}" y2="${y(Math.min(top, high)).toFixed(1)}"/>
    `;
    })}
    ${points.map((point) => html`<circle class="point" cx="${x(point.meanPredicted).toFixed(1)}" cy="${y(point.observed).toFixed(1)}" r="${radiusOf(point.count / most).toFixed(1)}"><title>${sentenceOf(point)}</title></circle>\n    `)}
    <text x="${field.left + field.size / 2}" y="${bottom + 38}" text-anchor="middle">chance promised</text>
    <text x="${field.left}" y="${field.top - 3}" text-anchor="start">share that ordered</text>
  </svg>`;
}

function sentenceOf({ meanPredicted, observed, count }: CalibrationPoint): string {
  return `${countWords(count)} customers: ${percentWords(meanPredicted)} promised, ${percentWords(observed)} ordered.`;
}

/** 95 % interval of a share seen in `count` cases (Wilson 1927). */
export function wilsonInterval(share: number, count: number): { readonly low: number; readonly high: number } {
  const z = 1.959964;
  const middle = share + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

function radiusOf(share: number): number {
  return Math.max(radius.least, radius.most * Math.sqrt(share));
}

/** Where both axes end: at the next full 20 % above all points. */
function axisTop(points: readonly CalibrationPoint[]): number {
  const highest = Math.max(0.01, ...points.flatMap(({ meanPredicted, observed }) => [meanPredicted, observed]));
  return Math.min(1, Math.ceil(highest * 5 - 1e-9) / 5);
}

function ticks(top: number): number[] {
  const step = top > 0.5 ? 0.2 : top > 0.2 ? 0.1 : 0.05;
  return Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
}
