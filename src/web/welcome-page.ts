import { html } from './escape.ts';
import type { Page } from './layout.ts';

/** What to type first, while there is no order. */
export function welcomePage(): Page {
  return {
    title: 'Welcome',
    place: 'today',
    main: html`
<article>
  <h1>There are no orders yet.</h1>
  <p>Stop Patron with Ctrl+C, then type in the same terminal:</p>
  <ol class="steps">
    <li><code>patron import orders orders.csv</code> A file with the columns customer_id, order_id, date, sku, quantity, unit_price; CSV or JSON lines, .gz too.</li>
    <li><code>patron train</code> Learns who will buy, and tests itself on the past.</li>
    <li><code>patron start</code> Shows this page again, with your shop.</li>
  </ol>
  <p>Only looking? <code>patron demo</code> makes a shop of its own.</p>
</article>`,
  };
}
