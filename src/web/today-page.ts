import type { PersonSummary } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import { basisHtml, cautionHtml, factsHtml, headlineHtml, linesHtml, tableHtml } from './answer-html.ts';
import { askBox } from './ask-box.ts';
import { html } from './escape.ts';
import type { Page } from './layout.ts';
import { peopleTable } from './people-table.ts';

/** What Today shows. */
export interface Today {
  readonly digest: Answer;
  readonly people: readonly PersonSummary[];
  /** The backtest's verdict in one line. */
  readonly verdict: string;
}

/** Today: a box to ask in, the digest, the most valuable people, and how far to trust the chances. */
export function todayPage({ digest, people, verdict }: Today): Page {
  return {
    title: 'Today',
    place: 'today',
    main: html`
${askBox({ examples: digest.next.filter((step) => !step.startsWith('patron ')) })}
<div class="columns">
<article>
  ${headlineHtml(digest)}
  ${factsHtml(digest)}
  ${tableHtml(digest)}
  ${linesHtml(digest)}
  ${cautionHtml(digest)}
  ${basisHtml(digest)}
</article>
<div class="side">
<section aria-labelledby="people">
  <h2 id="people">Most valuable people</h2>
  ${peopleTable(people, { caption: 'Most valuable people', isShort: true })}
  <p><a href="/people">All people</a></p>
</section>
<section aria-labelledby="trust">
  <h2 id="trust">How far to trust the chances</h2>
  <p>${verdict}</p>
  <p><a href="/backtest">See the backtest</a></p>
</section>
</div>
</div>`,
  };
}
