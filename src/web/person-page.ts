import type { Answer } from '../questions/answer.ts';
import { peopleAddress } from './addresses.ts';
import { answerHtml, basisHtml, cautionHtml, factsHtml, headlineHtml, linesHtml, nextHtml } from './answer-html.ts';
import { type Html, html } from './escape.ts';
import { readExplanation } from './explanation.ts';
import type { Page } from './layout.ts';
import { reasonBars } from './reason-bars.ts';
import { unbroken } from './unbroken.ts';

const back = html`<p class="back"><a href="/people">Back to people</a></p>`;

/** One person's card: figures, then the reasons of the score. */
export function personPage({ title, card, why }: { title: string; card: Answer; why: Answer }): Page {
  return {
    title,
    place: 'people',
    main: html`
${back}
<article>
  ${headlineHtml(card)}
  ${factsHtml(card)}
  ${linesHtml(card)}
  ${whyHtml(why)}
  ${cautionHtml(card)}
  ${nextHtml(card.next.filter((step) => !step.startsWith('why ')))}
  ${basisHtml(card)}
</article>`,
  };
}

function whyHtml(why: Answer): Html {
  const explanation = readExplanation(why);
  return html`<section aria-labelledby="why">
    <h2 id="why">Why this chance</h2>
    <p>${unbroken(why.headline)}</p>
    ${explanation ? reasonBars(explanation) : html`<p>${why.basis}</p>`}
    ${explanation ? linesHtml(why) : undefined}
  </section>`;
}

/** A person of whom there is no card: the answer alone says why. */
export function plainPersonPage(title: string, answer: Answer): Page {
  return { title, place: 'people', main: html`${back}${answerHtml(answer)}` };
}

/** Nobody has this id. */
export function nobodyPage(customerId: string): Page {
  return {
    title: 'Nobody',
    place: 'people',
    status: 404,
    main: html`${back}<h1>Nobody here has the id “${customerId}”</h1>
<p>Look for <a href="${peopleAddress(customerId)}">people who resemble it</a>.</p>`,
  };
}
