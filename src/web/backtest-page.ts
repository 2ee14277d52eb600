import { formatDay } from '../domain/calendar.ts';
import type { Answer } from '../questions/answer.ts';
import { answerHtml, basisHtml, cautionHtml, factsHtml, headlineHtml, tableHtml } from './answer-html.ts';
import { type BacktestFigures, type CandidateFigures, readBacktest } from './backtest-figures.ts';
import { type Html, html } from './escape.ts';
import { countWords, percentWords } from './figures.ts';
import type { Page } from './layout.ts';
import { reliabilityChart } from './reliability-chart.ts';
import { labelledBar } from './share-bar.ts';
import { frame, wideFrame } from './table-frame.ts';

/** The backtest: verdict, candidates beside their baselines, calibration, windows. Without one, the answer that says why. */
export function backtestPage(answer: Answer): Page {
  const figures = readBacktest(answer);
  const page = { title: 'Backtest', place: 'backtest' } as const;
  if (!figures) return { ...page, main: answerHtml(answer) };
  return {
    ...page,
    main: html`
<article>
  ${headlineHtml(answer)}
  ${factsHtml(answer)}
  ${cautionHtml(answer)}
  <section aria-labelledby="candidates">
    <h2 id="candidates">Candidates beside their baselines</h2>
    ${wideFrame(candidateTable(figures), 'Candidates, scrolls sideways')}
    <p><small>\u2191 more is better, \u2193 less is better. Small figures: 95&nbsp;% interval.</small></p>
    ${vetoes(figures)}
    ${answer.table ? html`<details><summary>All figures of the champion</summary>${tableHtml(answer)}</details>` : undefined}
    ${legend}
  </section>
  <div class="columns even">
  <section aria-labelledby="calibration">
    <h2 id="calibration">Is 30&nbsp;% really 30&nbsp;%?</h2>
    ${reliabilityChart(figures.calibration)}
    <p>Each point is a group of customers with a similar chance, the larger the more. On the dashed line, what was promised is what happened; the upright lines show how far chance alone may move a point (95&nbsp;%).</p>
    ${calibrationTable(figures)}
  </section>
  <section aria-labelledby="windows">
    <h2 id="windows">Window by window</h2>
    ${frame(windowTable(figures))}
    <p>Each time with only what was known by the first day; the next ${figures.horizonDays} days then said who was right. A bar begins at 0.5, where guessing is.</p>
  </section>
  </div>
  ${basisHtml(answer)}
</article>`,
  };
}

/** The figures that stand beside each candidate. `isError`: less is better. */
const columns: readonly {
  readonly name: keyof CandidateFigures['metrics'];
  readonly title: string;
  readonly digits: number;
  readonly hasInterval?: boolean;
  readonly isError?: boolean;
}[] = [
  { name: 'auc', title: 'AUC', digits: 3, hasInterval: true },
  { name: 'logLoss', title: 'Log-loss', digits: 4, hasInterval: true, isError: true },
  { name: 'prAuc', title: 'PR\u2011AUC', digits: 3 },
  { name: 'brier', title: 'Brier', digits: 4, isError: true },
  { name: 'ece', title: 'Calibration error', digits: 3, isError: true },
  { name: 'liftAt10', title: 'Lift at 10\u00a0%', digits: 2 },
];

function candidateTable({ candidates, champion }: BacktestFigures): Html {
  const row = (
    candidate: CandidateFigures,
  ) => html`<tr${candidate.name === champion ? html` class="champion"` : undefined}>
        <th scope="row">${candidate.words}${markOf(candidate, champion)}</th>
        ${columns.map(({ name, digits, hasInterval }) => {
          const { value, low, high } = candidate.metrics[name];
          return html`<td class="number">${value.toFixed(digits)}${hasInterval ? html` <small>${low.toFixed(3)} to ${high.toFixed(3)}</small>` : undefined}</td>`;
        })}
      </tr>\n      `;
  return html`<table class="candidates">
    <caption class="unseen">Candidates with their figures, lowest log-loss first; the champion serves</caption>
    <thead><tr><th scope="col">Candidate</th>${columns.map(({ title, isError }) => html`<th scope="col" class="number">${title}${directionHtml(isError)}</th>`)}</tr></thead>
    <tbody>
      ${[...candidates].sort((one, other) => one.metrics.logLoss.value - other.metrics.logLoss.value).map(row)}
    </tbody>
  </table>`;
}

function directionHtml(isError = false): Html {
  const [arrow, words] = isError ? ['\u2193', 'less is better'] : ['\u2191', 'more is better'];
  return html`<span aria-hidden="true">\u00a0${arrow}</span><span class="unseen">, ${words}</span>`;
}

function markOf({ name, isBaseline }: CandidateFigures, champion: string): Html | undefined {
  if (name === champion) return html` <strong class="mark">champion</strong>`;
  return isBaseline ? html` <span class="mark">baseline</span>` : undefined;
}

function vetoes({ candidates }: BacktestFigures): Html | undefined {
  const refused = candidates.filter(({ veto }) => veto !== undefined);
  if (refused.length === 0) return undefined;
  return html`<p>May not serve: ${refused.map(({ words, veto }, index) => `${index === 0 ? '' : '; '}${words}, since ${veto ?? ''}`)}.</p>`;
}

const legend = html`<details>
    <summary>What the figures mean</summary>
    <dl class="legend">
      <div><dt>AUC</dt><dd>How often a buyer is ranked above a non-buyer. 0.5 is guessing, 1 is perfect.</dd></div>
      <div><dt>Log-loss, Brier</dt><dd>How far the chances were from what happened; a bold wrong chance costs most.</dd></div>
      <div><dt>PR-AUC</dt><dd>How many of those named bought, over all lengths of the list.</dd></div>
      <div><dt>Calibration error</dt><dd>How far 30&nbsp;% is from 30&nbsp;%, on average.</dd></div>
      <div><dt>Lift at 10&nbsp;%</dt><dd>How many times more buyers are in the best tenth than in a random tenth.</dd></div>
      <div><dt>Accuracy</dt><dd>Says little alone: where few buy, “nobody will” is right for most.</dd></div>
    </dl>
  </details>`;

function calibrationTable({ calibration }: BacktestFigures): Html {
  return html`<details>
    <summary>The points as figures</summary>
    <table>
      <caption class="unseen">Chance promised and share that ordered, by group</caption>
      <thead><tr><th scope="col" class="number">Promised</th><th scope="col" class="number">Ordered</th><th scope="col" class="number">Customers</th></tr></thead>
      <tbody>${calibration.map(({ meanPredicted, observed, count }) => html`<tr><td class="number">${percentWords(meanPredicted)}</td><td class="number">${percentWords(observed)}</td><td class="number">${countWords(count)}</td></tr>`)}</tbody>
    </table>
  </details>`;
}

function windowTable({ windows, timeZone }: BacktestFigures): Html {
  return html`<table class="windows">
    <caption class="unseen">The champion in each window</caption>
    <thead><tr><th scope="col">From</th><th scope="col" class="number">Customers</th><th scope="col" class="number">Bought</th><th scope="col" class="number">AUC</th></tr></thead>
    <tbody>${windows.map(
      ({ cutoff, customers, buyers, auc }) =>
        html`<tr><th scope="row">${formatDay(cutoff, timeZone)}</th><td class="number">${countWords(customers)}</td><td class="number">${countWords(buyers)} <small>${percentWords(buyers / Math.max(1, customers))}</small></td><td class="number">${labelledBar(2 * auc - 1, auc.toFixed(3))}</td></tr>`,
    )}</tbody>
  </table>`;
}
