import { type Html, html } from './escape.ts';
import type { Explanation } from './explanation.ts';
import { percentWords, signedWords } from './figures.ts';

/** Half of a bar's field: 0 lies in the middle. */
const half = 100;

/** Why a score is what it is: a sum that can be checked, each reason with a bar to the right (speaks for an order) or left (against it). */
export function reasonBars({ base, logOdds, p, reasons }: Explanation): Html {
  const shown = roundToSum(
    reasons.map(({ contribution }) => contribution),
    { total: hundredths(logOdds) - hundredths(base) },
  );
  const longest = Math.max(1, ...shown.map(Math.abs));
  return html`<table class="reasons">
    <caption class="unseen">Reasons with their effect in log-odds; they add up to the score</caption>
    <thead><tr>
      <th scope="col">Reason</th>
      <td class="ends" aria-hidden="true"><span>against</span><span>for</span></td>
      <th scope="col" class="number">Effect</th>
    </tr></thead>
    <tbody>
      <tr class="sum"><th scope="row">a typical customer: ${percentWords(chanceOf(base))}</th><td></td><td class="number">${signedWords(hundredths(base) / 100, 2)}</td></tr>
      ${reasons.map(({ words }, index) => reasonRow(words, shown[index] ?? 0, longest))}
    </tbody>
    <tfoot>
      <tr class="sum"><th scope="row">this customer: ${percentWords(p)}</th><td></td><td class="number">${signedWords(hundredths(logOdds) / 100, 2)}</td></tr>
    </tfoot>
  </table>`;
}

function reasonRow(words: string, effect: number, longest: number): Html {
  const width = (Math.abs(effect) / longest) * half;
  const [side, x] = effect < 0 ? (['against', half - width] as const) : (['for', half] as const);
  return html`<tr><th scope="row">${words}</th><td class="reason-bar"><svg viewBox="0 0 ${2 * half} 16" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="${side}" x="${x.toFixed(1)}" y="2" width="${width.toFixed(1)}" height="12"/><rect class="zero" x="${half - 0.5}" width="1" height="16"/></svg></td><td class="number">${signedWords(effect / 100, 2)}</td></tr>
      `;
}

/**
 * Contributions as whole hundredths that sum to `total` (hundredths): each is rounded, and what then is missing goes to those that were rounded
 * furthest the other way (method of largest remainders, Hamilton 1792). So the figures on the page add up as printed.
 */
export function roundToSum(values: readonly number[], { total }: { total: number }): number[] {
  const rounded = values.map(hundredths);
  const missing = total - rounded.reduce((sum, value) => sum + value, 0);
  const step = Math.sign(missing);
  const order = values
    .map((value, index) => ({ index, cut: step * (value * 100 - (rounded[index] ?? 0)) }))
    .sort((one, other) => other.cut - one.cut || one.index - other.index);
  for (const { index } of order.slice(0, Math.abs(missing))) rounded[index] = (rounded[index] ?? 0) + step;
  return rounded;
}

function hundredths(value: number): number {
  return Math.round(value * 100);
}

function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
