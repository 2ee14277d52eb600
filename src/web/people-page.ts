import type { PersonSummary } from '../patron.ts';
import { html } from './escape.ts';
import { countWords } from './figures.ts';
import type { Page } from './layout.ts';
import { peopleTable } from './people-table.ts';

/** Most people that a look-up shows. */
export const mostPeople = 50;

/** People by words, or the most valuable ones. */
export function peoplePage(words: string, people: readonly PersonSummary[]): Page {
  const heading = headingOf(words, people.length);
  return {
    title: words === '' ? 'People' : `People: ${words}`,
    place: 'people',
    main: html`
<search>
<form class="search" action="/people" method="get">
  <label for="q">Find people by name, e-mail or id</label>
  <div class="search-row">
    <input id="q" name="q" type="search" value="${words}" maxlength="100" autocomplete="off">
    <button type="submit">Find</button>
  </div>
</form>
</search>
<h1>${heading}</h1>
${people.length === 0 ? html`<p>Try a part of the name, or see <a href="/people">the most valuable people</a>.</p>` : peopleTable(people, { caption: heading })}`,
  };
}

function headingOf(words: string, found: number): string {
  if (words === '') return found === 0 ? 'There is no customer yet' : 'The most valuable people';
  if (found === 0) return `Nobody fits “${words}”`;
  if (found >= mostPeople) return `The first ${mostPeople} people who fit “${words}”`;
  return `${countWords(found)} ${found === 1 ? 'person fits' : 'people fit'} “${words}”`;
}
