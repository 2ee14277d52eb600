import { askAddress } from './addresses.ts';
import { type Html, html } from './escape.ts';

/** Longest question that is taken, letters. */
export const longestQuestion = 300;

/** The box in which a question is typed, with some that can be clicked. */
export function askBox({ question = '', examples = [] }: { question?: string; examples?: readonly string[] }): Html {
  return html`
<search>
<form class="search" action="/ask" method="get">
  <label for="q">Ask about a customer or the shop</label>
  <div class="search-row">
    <input id="q" name="q" type="search" value="${question}" maxlength="${longestQuestion}" autocomplete="off" required>
    <button type="submit">Ask</button>
  </div>
  ${examples.length === 0 ? undefined : html`<p class="examples">For instance: ${examples.map((example, index) => html`${index === 0 ? '' : ', '}<a href="${askAddress(example)}">${example}</a>`)}</p>`}
</form>
</search>`;
}
