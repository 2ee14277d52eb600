import { type Html, html } from './escape.ts';

/** A frame for a table that fits most screens, and scrolls by itself where it does not. */
export function frame(table: Html): Html {
  return html`<div class="scroll">${table}</div>`;
}

/** A frame in which a wide table scrolls, by keyboard too. */
export function wideFrame(table: Html, label: string): Html {
  return html`<section class="scroll wide" aria-label="${label}" tabindex="0">${table}</section>`;
}
