import type { Answer } from '../questions/answer.ts';
import { answerHtml } from './answer-html.ts';
import { askBox } from './ask-box.ts';
import { html } from './escape.ts';
import type { Page } from './layout.ts';

/** A question, ready to be changed, and its answer. */
export function askPage(question: string, answer: Answer): Page {
  return {
    title: question === '' ? 'Ask' : question,
    main: html`
${askBox({ question })}
${answerHtml(answer)}`,
  };
}
