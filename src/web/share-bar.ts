import { type Html, html } from './escape.ts';

/** A share in 0..1 as per cent with a bar beside it. The bar is for the eye only: the text says it all. */
export function shareBar(share: number): Html {
  return labelledBar(share, shortPercent(share));
}

/** A bar filled to `share` (0..1) with its figure. */
export function labelledBar(share: number, label: string): Html {
  const width = Math.min(100, Math.max(0, share * 100)).toFixed(1);
  return html`<span class="share"><svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="8"/><rect class="for" width="${width}" height="8"/></svg> <span class="number">${label}</span></span>`;
}

/** Per cent in the width of a table: neither nothing nor certainty is claimed. */
function shortPercent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return '<1\u00a0%';
  if (value > 99 && value < 100) return '>99\u00a0%';
  return `${Math.round(value)}\u00a0%`;
}
