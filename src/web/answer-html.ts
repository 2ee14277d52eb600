import type { Answer, AnswerTable } from '../questions/answer.ts';
import { askAddress, personAddress } from './addresses.ts';
import { type Html, html } from './escape.ts';
import { frame, wideFrame } from './table-frame.ts';
import { unbroken } from './unbroken.ts';

/** Columns above which a table is sure to be wider than a phone. */
const narrowColumns = 4;

/** All of an answer: headline, period, facts, table, lines, caution, what to ask next, how Patron knows. */
export function answerHtml(answer: Answer): Html {
  return html`
<article>
  ${headlineHtml(answer)}
  ${factsHtml(answer)}
  ${tableHtml(answer)}
  ${linesHtml(answer)}
  ${cautionHtml(answer)}
  ${nextHtml(answer.next)}
  ${basisHtml(answer)}
</article>`;
}

/** The sentence that already answers, as the page's heading, and the period it covers. */
export function headlineHtml({ headline, period }: Answer): Html {
  return html`<h1>${unbroken(headline)}</h1>${period === undefined ? undefined : html`\n  <p class="period">${period}</p>`}`;
}

/** Named figures. */
export function factsHtml({ facts = [] }: Answer): Html | undefined {
  if (facts.length === 0) return undefined;
  return html`<dl class="facts">
    ${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${unbroken(value)}</dd></div>\n    `)}
  </dl>`;
}

/** The table; where it names the customer of each row, the first cell leads to the person's card. */
export function tableHtml({ table, headline }: Answer): Html | undefined {
  if (!table) return undefined;
  const whole = html`<table>
    <caption class="unseen">${headline}</caption>
    <thead><tr>${table.columns.map(({ title, align }) => html`<th scope="col"${numberClass(align)}>${title === '' ? html`<span class="unseen">What</span>` : title}</th>`)}</tr></thead>
    <tbody>
      ${table.rows.map((cells, index) => html`${rowHtml(cells, { table, customerId: table.customerIds?.[index] })}\n      `)}
    </tbody>
  </table>`;
  return table.columns.length <= narrowColumns ? frame(whole) : wideFrame(whole, 'Table, scrolls sideways');
}

function rowHtml(
  cells: readonly string[],
  { table, customerId }: { table: AnswerTable; customerId: string | undefined },
): Html {
  return html`<tr>${cells.map((cell, column) => {
    if (column > 0 || table.columns[0]?.align === 'right')
      return html`<td${numberClass(table.columns[column]?.align)}>${cell}</td>`;
    return html`<th scope="row">${customerId === undefined ? cell : html`<a href="${personAddress(customerId)}"><bdi>${cell}</bdi></a>`}</th>`;
  })}</tr>`;
}

function numberClass(align: 'left' | 'right' | undefined): Html | undefined {
  return align === 'right' ? html` class="number"` : undefined;
}

/** Further sentences; those of `help` are questions, and can be clicked. */
export function linesHtml({ id, lines = [] }: Answer): Html | undefined {
  if (lines.length === 0) return undefined;
  const isQuestion = (line: string) => (id === 'help' || id === 'unknown') && !line.endsWith(':');
  return html`<ul class="lines">
    ${lines.map((line) => html`<li>${isQuestion(line) ? html`<a href="${askAddress(line)}">${line}</a>` : unbroken(line)}</li>\n    `)}
  </ul>`;
}

/** Why to be careful. */
export function cautionHtml({ caution }: Answer): Html | undefined {
  return caution === undefined
    ? undefined
    : html`<p class="caution"><strong>Careful:</strong> ${unbroken(caution)}</p>`;
}

/** What to ask next, as links; what begins with `patron ` is for the terminal. */
export function nextHtml(next: readonly string[]): Html | undefined {
  if (next.length === 0) return undefined;
  return html`<nav class="next" aria-label="Next">
    <ul>${next.map((step) => html`<li>${stepHtml(step)}</li>`)}</ul>
  </nav>`;
}

function stepHtml(step: string): Html {
  if (step.startsWith('patron ')) return html`in a terminal: <code>${step}</code>`;
  return html`<a href="${askAddress(step)}">${step}</a>`;
}

/** How Patron knows. */
export function basisHtml({ basis }: Answer): Html {
  return html`<p class="basis">${unbroken(basis)}</p>`;
}
