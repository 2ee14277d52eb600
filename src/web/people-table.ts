import type { PersonSummary } from '../patron.ts';
import { personAddress } from './addresses.ts';
import { type Html, html } from './escape.ts';
import { countWords } from './figures.ts';
import { shareBar } from './share-bar.ts';
import { frame } from './table-frame.ts';

/** People with what they brought and their chance of an order; `isShort` leaves out all but the name, revenue and chance. */
export function peopleTable(
  people: readonly PersonSummary[],
  { caption, isShort = false }: { caption: string; isShort?: boolean },
): Html {
  const hasChance = people.some(({ propensity }) => propensity !== undefined);
  const row = ({ customerId, name, orders, revenue, segment, propensity }: PersonSummary) => html`<tr>
        <th scope="row"><a href="${personAddress(customerId)}"><bdi>${name ?? customerId}</bdi></a>${name === undefined || isShort ? undefined : html` <span class="id"><bdi>${customerId}</bdi></span>`}</th>
        ${isShort ? undefined : html`<td class="number orders">${countWords(orders)}</td>`}
        <td class="number">${revenue}</td>
        ${isShort ? undefined : html`<td class="segment">${segment ?? 'no order yet'}</td>`}
        ${hasChance ? html`<td class="number">${propensity === undefined ? 'not known' : shareBar(propensity)}</td>` : undefined}
      </tr>\n      `;
  return frame(html`<table class="people">
    <caption class="unseen">${caption}</caption>
    <thead><tr>
      <th scope="col">Customer</th>
      ${isShort ? undefined : html`<th scope="col" class="number orders">Orders</th>`}
      <th scope="col" class="number">Revenue</th>
      ${isShort ? undefined : html`<th scope="col" class="segment">Segment</th>`}
      ${hasChance ? html`<th scope="col" class="number">Order in 30 days</th>` : undefined}
    </tr></thead>
    <tbody>
      ${people.map(row)}
    </tbody>
  </table>`);
}
