import type { Answer } from '../questions/answer.ts';
import { personOf } from './about-person.ts';
import { personAddress } from './addresses.ts';
import { answerHtml } from './answer-html.ts';
import { askBox } from './ask-box.ts';
import { html } from './escape.ts';
import type { Page } from './layout.ts';

/** A question, ready to be changed, and its answer; one about a person leads to their card. */
export function askPage(question: string, answer: Answer): Page {
  const customerId = personOf(answer);
  return {
    title: question === '' ? 'Ask' : question,
    main: html`
${askBox({ question })}
${answerHtml(answer)}
${customerId === undefined ? undefined : html`<p><a href="${personAddress(customerId)}">See the whole card</a></p>`}`,
  };
}
