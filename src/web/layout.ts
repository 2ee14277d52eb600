import { type Html, html } from './escape.ts';

/** The places of the menu. */
type Place = 'today' | 'people' | 'pushes' | 'backtest';

/** A page: what stands between header and footer. */
export interface Page {
  readonly title: string;
  /** Which place of the menu it belongs to. */
  readonly place?: Place;
  /** HTTP status; absent means 200. */
  readonly status?: 400 | 404 | 500 | 503;
  /** Seconds after which the page looks again by itself. */
  readonly refreshSeconds?: number;
  readonly main: Html;
}

const menu: readonly { readonly place: Place; readonly address: string; readonly title: string }[] = [
  { place: 'today', address: '/', title: 'Today' },
  { place: 'people', address: '/people', title: 'People' },
  { place: 'pushes', address: '/pushes', title: 'Pushes' },
  { place: 'backtest', address: '/backtest', title: 'Backtest' },
];

/** The whole document around a page, without the empty lines that absent parts leave. A made-up shop is called so on every page. */
export function layout({ title, place, refreshSeconds, main }: Page, { isDemo }: { isDemo: boolean }): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refreshSeconds === undefined ? undefined : html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title} · Patron${isDemo ? ' (demo data)' : ''}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
  ${isDemo ? html`<div class="demo"><p><strong>Demo data, made up.</strong> No person and no figure on this page is real.</p></div>` : undefined}
  <div class="bar">
    <a class="brand" href="/">Patron</a>
    <nav aria-label="Pages">
      <ul>${menu.map((item) => html`<li><a href="${item.address}"${item.place === place ? html` aria-current="page"` : undefined}>${item.title}</a></li>`)}</ul>
    </nav>
  </div>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>This page is served by your own machine and nothing on it leaves it.</p></footer>
</body>
</html>
`;
  return String(document).replace(/\n(\s*\n)+/g, '\n');
}
