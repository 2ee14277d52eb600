import { formatMoment } from '../../domain/calendar.ts';
import { decidedWords } from '../../domain/push-who.ts';
import { shortened } from '../../domain/shortened.ts';
import type { PushCard, PushedChange } from '../../patron.ts';
import { personAddress, pushAddress } from '../addresses.ts';
import { type Html, html } from '../escape.ts';
import type { Page } from '../layout.ts';
import { wideFrame } from '../table-frame.ts';

/** Characters of a value that an example shows. */
const longestShown = 80;

/**
 * A proposal or a push as it stands: whom it would change and how, with ten examples, the control group and its hash, and buttons to approve, to leave something
 * out, to reject it; after that how it went, and a button to take it back. A yes carries the hash that the page showed.
 */
export function pushPage(card: PushCard): Page {
  const { id, hash, headline, lines, state, madeAt, expiresAt } = card;
  const isOpen = state === 'proposed';
  const time = isOpen ? `a yes counts once, until ${formatMoment(expiresAt)}` : `made ${formatMoment(madeAt)}`;
  return {
    title: id,
    place: 'pushes',
    main: html`
<p class="back"><a href="/pushes">All pushes</a></p>
<article>
  <h1>${headline}</h1>
  ${isOpen ? undefined : html`<p>${decidedWords(card)}${state === 'sending' ? ' What could not be written yet is tried again by itself.' : ''}</p>`}
  ${listHtml(card.result)}
  ${isOpen ? listHtml(lines) : undefined}
  ${isOpen ? openActions(card) : undoAction(card)}
  ${isOpen && card.examples.length > 0 ? examplesHtml(card) : undefined}
  ${isOpen && card.examples.length > 0 ? leaveOutHtml(card) : undefined}
  <p class="basis">${id}, hash <code>${hash.slice(0, 12)}</code>: ${time}. Every value from before is kept, so that it can be taken back.</p>
</article>`,
  };
}

/** There is no push of this id. */
export function noPushPage(id: string): Page {
  return {
    title: 'No such push',
    place: 'pushes',
    status: 404,
    main: html`<h1>There is no push ${id}.</h1>\n<p>See <a href="/pushes">all pushes</a>.</p>`,
  };
}

function listHtml(lines: readonly string[]): Html | undefined {
  return lines.length === 0
    ? undefined
    : html`<ul class="lines">${lines.map((line) => html`<li>${line}</li>\n    `)}</ul>`;
}

function openActions({ id, hash, examples }: PushCard): Html {
  const decide = (
    as: 'approve' | 'reject',
    words: string,
    look: string,
  ) => html`<form method="post" action="${pushAddress(id)}">
      <input type="hidden" name="hash" value="${hash}">
      <button name="as" value="${as}" class="${look}">${words}</button>
    </form>`;
  return html`<div class="actions">
    ${examples.length > 0 ? decide('approve', 'Approve and write', 'primary') : undefined}
    ${decide('reject', 'Reject', 'plain')}
  </div>`;
}

function undoAction({ id, canUndo }: PushCard): Html | undefined {
  if (!canUndo) return undefined;
  return html`<form method="post" action="${pushAddress(id)}" class="actions">
    <button name="as" value="undo" class="plain">Take it back</button>
    <small>Each value from before comes back, except where somebody has edited it since.</small>
  </form>`;
}

function examplesHtml({ examples }: PushCard): Html {
  return html`<h2>Examples</h2>
  ${wideFrame(
    html`<table>
    <caption class="unseen">Examples</caption>
    <thead><tr><th scope="col">Customer</th><th scope="col">Change</th></tr></thead>
    <tbody>${examples.map(
      ({ customerId, name, changes }) => html`<tr>
      <th scope="row"><a href="${personAddress(customerId)}"><bdi>${name ?? customerId}</bdi></a></th>
      <td>${changes.map((change) => html`<div>${changeWords(change)}</div>`)}</td>
    </tr>\n    `,
    )}</tbody>
  </table>`,
    'Examples',
  )}`;
}

/** `Likely to buy 0.42 → 0.63`; a dash where nothing stands. Long texts are cut. */
function changeWords({ what, from = '–', to = '–' }: PushedChange): string {
  return `${what}: ${shortened(from, longestShown)} → ${shortened(to, longestShown)}`;
}

function leaveOutHtml({ id, choices }: PushCard): Html {
  const box = (name: 'field' | 'rule', value: string, words: string) =>
    html`<label><input type="checkbox" name="${name}" value="${value}"> ${words}</label>\n      `;
  return html`<details>
    <summary>Leave something out</summary>
    <form method="post" action="${pushAddress(id)}" class="leave-out">
      <p>What is ticked is left out. The plan is made again, with a hash of its own, and asks for a yes of its own.</p>
      ${choices.fields.length > 0 ? html`<fieldset><legend>Fields</legend>${choices.fields.map(([name, words]) => box('field', name, words))}</fieldset>` : undefined}
      ${choices.rules.length > 0 ? html`<fieldset><legend>Rules</legend>${choices.rules.map((rule) => box('rule', rule, rule))}</fieldset>` : undefined}
      <label>People, by their ids, one a line <textarea name="people" rows="3"></textarea></label>
      <button name="as" value="leave-out" class="plain">Propose anew</button>
    </form>
  </details>`;
}
