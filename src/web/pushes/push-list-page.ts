import type { Answer } from '../../questions/answer.ts';
import { pushAddress } from '../addresses.ts';
import { basisHtml, headlineHtml, linesHtml } from '../answer-html.ts';
import { type Html, html } from '../escape.ts';
import type { Page } from '../layout.ts';
import { frame } from '../table-frame.ts';
import { unbroken } from '../unbroken.ts';

/** What was proposed and written, newest first, each leading to its own page, and a button that looks what would be written now. */
export function pushListPage(answer: Answer): Page {
  return {
    title: 'Pushes',
    place: 'pushes',
    main: html`
<article>
  ${headlineHtml(answer)}
  <form method="post" action="/pushes" class="actions">
    <button class="primary">See what would be written now</button>
  </form>
  ${listHtml(answer)}
  ${linesHtml(answer)}
  ${basisHtml(answer)}
</article>`,
  };
}

function listHtml({ table, headline }: Answer): Html | undefined {
  if (!table) return undefined;
  const number = (align: 'left' | 'right' | undefined) => (align === 'right' ? html` class="number"` : undefined);
  return frame(html`<table>
    <caption class="unseen">${headline}</caption>
    <thead><tr>${table.columns.map(({ title, align }) => html`<th scope="col"${number(align)}>${title}</th>`)}</tr></thead>
    <tbody>
      ${table.rows.map(
        ([id = '', ...cells]) => html`<tr>
        <th scope="row"><a href="${pushAddress(id)}">${id}</a></th>
        ${cells.map((cell, index) => html`<td${number(table.columns[index + 1]?.align)}>${unbroken(cell)}</td>`)}
      </tr>\n      `,
      )}
    </tbody>
  </table>`);
}
