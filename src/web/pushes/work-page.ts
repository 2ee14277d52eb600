import { html } from '../escape.ts';
import type { Page } from '../layout.ts';
import type { Work } from './works.ts';

/** What is going on, on a page that looks again by itself. It may be left: the work goes on. */
export function workPage({ title, progress }: Work): Page {
  const { step, done, total } = progress ?? { step: 'Beginning', done: 0 };
  const share = total === undefined ? done : done / total;
  return {
    title,
    place: 'pushes',
    refreshSeconds: 1,
    main: html`
<h1>${title} …</h1>
<p role="status">${step}${share > 0 && share <= 1 ? html` <progress max="100" value="${Math.round(share * 100)}">${Math.round(share * 100)} %</progress>` : undefined}</p>
<p class="basis">This page looks again every second. You may leave it: the work goes on, and its outcome will stand under <a href="/pushes">Pushes</a>.</p>`,
  };
}
