/** The one style sheet. Colours meet WCAG AA in both themes; the tests measure it. */
export const style = `:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --raised: #f4f6f5;
  --ink: #18211f;
  --quiet: #56635f;
  --line: #d9dfdd;
  --accent: #0b6057;
  --on-accent: #ffffff;
  --against: #ad4a1c;
  --track: #e3e8e6;
  --notice: #fdf3d3;
  --on-notice: #574100;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131816;
    --raised: #1b2220;
    --ink: #e6ebe9;
    --quiet: #a2aeaa;
    --line: #323b38;
    --accent: #6fcbbd;
    --on-accent: #0b1f1b;
    --against: #ec9d74;
    --track: #2b3431;
    --notice: #3a3012;
    --on-notice: #f3dc97;
  }
}
* { box-sizing: border-box; }
html { text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
main, .bar, .demo p, footer p { max-width: 66rem; margin-inline: auto; padding-inline: 1.25rem; }
.demo { padding-block: .5rem; background: var(--notice); color: var(--on-notice); font-size: .9rem; }
.demo p { margin-block: 0; }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.75rem; padding-block: 1rem .85rem; }
.brand { font-size: 1.15rem; font-weight: 700; letter-spacing: -.01em; color: var(--ink); text-decoration: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
header nav a { display: inline-block; padding-block: .2rem; color: var(--quiet); text-decoration: none; border-bottom: 2px solid transparent; }
header nav a:hover { color: var(--ink); }
header nav a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
main { padding-block: .75rem 2rem; outline: none; }
footer { border-top: 1px solid var(--line); padding-block: 1rem 2rem; color: var(--quiet); font-size: .85rem; }
footer p { margin-block: 0; }

h1 { margin: 0 0 .35rem; font-size: clamp(1.4rem, 1.1rem + 1.3vw, 1.95rem); line-height: 1.22; font-weight: 650; letter-spacing: -.017em; text-wrap: balance; max-width: 34em; }
h1 + .scroll, h1 + .lines, h1 + .next, h1 + .caution { margin-top: 1rem; }
h2 { margin: 0 0 .5rem; font-size: 1.05rem; line-height: 1.35; font-weight: 650; }
p, ul, ol, dl, table { margin: 0 0 1rem; }
main p, .lines, .steps { max-width: 44rem; }
section:not(.scroll) { margin-top: 1.75rem; }
small { font-size: .8rem; color: var(--quiet); font-weight: 400; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code { font: .9em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--raised); padding: .1em .35em; border-radius: .25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
.skip { position: absolute; left: -100vw; top: 0; padding: .5rem 1rem; background: var(--ground); color: var(--ink); z-index: 1; }
.skip:focus { left: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.search { margin-bottom: 2rem; max-width: 44rem; }
.search label { display: block; margin-bottom: .35rem; font-weight: 600; }
.search-row { display: flex; gap: .5rem; }
.search input { flex: 1; min-width: 0; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .45rem; padding: .5rem .75rem; }
.search button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .45rem; padding: .5rem 1.15rem; cursor: pointer; }
.examples { margin: .5rem 0 0; font-size: .92rem; color: var(--quiet); }

.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin: 1.25rem 0 1.5rem; }
.actions button, .leave-out button { font: inherit; font-weight: 600; border-radius: .45rem; padding: .5rem 1.15rem; cursor: pointer; border: 1px solid var(--accent); }
button.primary { color: var(--on-accent); background: var(--accent); }
button.plain { color: var(--accent); background: var(--ground); }
.leave-out label { display: block; margin-bottom: .3rem; }
.leave-out fieldset { border: 1px solid var(--line); border-radius: .45rem; margin: 0 0 1rem; padding: .5rem .85rem; }
.leave-out legend { color: var(--quiet); font-size: .88rem; padding-inline: .35rem; }
.leave-out textarea { display: block; width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .45rem; padding: .5rem .75rem; margin-block: .35rem 1rem; }

.columns { display: grid; gap: 0 3.5rem; }
.columns > * { min-width: 0; }
@media (min-width: 58rem) {
  .columns { grid-template-columns: minmax(0, 1fr) 22rem; }
  .columns.even { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .side > section:first-child { margin-top: 0; }
}
.period, .basis, .back { color: var(--quiet); }
.period { margin-bottom: 1.25rem; }
.period::first-letter { text-transform: uppercase; }
.basis { font-size: .88rem; margin-top: 1.5rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .9rem 2rem; margin: 1.25rem 0 1.5rem; }
.facts dt { font-size: .88rem; color: var(--quiet); }
.facts dd { margin: 0; font-weight: 500; line-height: 1.4; font-variant-numeric: tabular-nums; }
.lines { padding-left: 1.1rem; }
.lines li { margin-bottom: .4rem; }
.lines li::marker { color: var(--quiet); }
.caution { background: var(--notice); color: var(--on-notice); padding: .6rem .85rem; border-radius: .45rem; }
.next { margin: 1.5rem 0 1rem; }
.next ul { gap: .5rem; }
.next a { display: inline-block; padding: .35rem .8rem; border: 1px solid var(--line); border-radius: 2rem; text-decoration: none; }
.next a:hover { border-color: var(--accent); }
.steps li { margin-bottom: .75rem; padding-left: .25rem; }
.steps code { display: table; margin-bottom: .2rem; }

table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .45rem .9rem .45rem 0; text-align: left; vertical-align: baseline; font-weight: 400; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .85rem; color: var(--quiet); vertical-align: bottom; line-height: 1.3; }
th.number, td.number { text-align: right; white-space: nowrap; }
thead th.number { white-space: normal; }
tbody th { overflow-wrap: anywhere; min-width: 6.5rem; }
.scroll {
  position: relative;
  overflow-x: auto;
  margin-bottom: 1rem;
  /* A shade at the side where there is more to see: the first two lie on the table and cover the last two at its ends. */
  background:
    linear-gradient(90deg, var(--ground) 40%, transparent) 0 0 / 2.5rem 100% no-repeat local,
    linear-gradient(270deg, var(--ground) 40%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
    linear-gradient(90deg, var(--line), transparent) 0 0 / .8rem 100% no-repeat scroll,
    linear-gradient(270deg, var(--line), transparent) 100% 0 / .8rem 100% no-repeat scroll;
}
.scroll table { margin: 0; }
.wide td:not(.number) { min-width: 12rem; }
.candidates tbody th { min-width: 11rem; }
.candidates th:first-child { padding-left: .7rem; }
.candidates th:last-child, .candidates td:last-child { padding-right: .7rem; }
.candidates td small { display: block; }
.id { color: var(--quiet); font-size: .85rem; margin-left: .35rem; }
.champion th { font-weight: 600; }
.champion th, .champion td { background: var(--raised); }
.champion th:first-child { box-shadow: inset 3px 0 0 var(--accent); }
.mark { font-size: .8rem; white-space: nowrap; color: var(--quiet); font-weight: 400; }
strong.mark { color: var(--accent); font-weight: 650; }

.share { display: inline-flex; align-items: center; justify-content: flex-end; gap: .6rem; width: 100%; }
.share .number { min-width: 2.9em; text-align: right; }
.segment { padding-left: 1.5rem; }
.share-bar { width: 4.5rem; height: .5rem; flex: none; border-radius: .25rem; }
.track { fill: var(--track); }
.for { fill: var(--accent); }
.against { fill: var(--against); }
.zero { fill: var(--quiet); }
.reasons { max-width: 52rem; }
.reasons th { min-width: 0; overflow-wrap: break-word; }
.reasons th::first-letter { text-transform: uppercase; }
.reasons td { vertical-align: middle; }
.reasons .reason-bar { width: 38%; padding-block: 0; }
.reasons svg { display: block; width: 100%; height: 1.1rem; }
.reasons .ends { font-size: .8rem; color: var(--quiet); vertical-align: bottom; }
.ends span:last-child { float: right; }
.sum th, .sum td { font-weight: 600; }
tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--quiet); }

.chart { display: block; width: 100%; max-width: 25rem; height: auto; margin-bottom: .75rem; }
.chart text { fill: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
.grid { stroke: var(--line); stroke-width: 1; }
.diagonal { stroke: var(--quiet); stroke-width: 1.25; stroke-dasharray: 4 4; }
.whisker { stroke: var(--quiet); stroke-width: 1.25; }
.point { fill: var(--accent); stroke: var(--ground); stroke-width: 1; }
details { margin-bottom: 1rem; max-width: 44rem; }
summary { cursor: pointer; color: var(--accent); }
details > :not(summary) { margin-top: .75rem; }
.legend dt { font-weight: 600; }
.legend dd { margin: 0 0 .5rem; color: var(--quiet); }

@media (max-width: 36rem) {
  th, td { padding-right: .6rem; }
  td small { display: block; }
  .facts { grid-template-columns: 1fr; gap: .35rem; margin-block: 1rem 1.25rem; }
  .facts div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); align-items: baseline; gap: .75rem; }
  .people .segment, .people .orders, .windows .share-bar { display: none; }
  .id { display: block; margin-left: 0; }
  .share-bar { width: 2.5rem; }
  .share { gap: .4rem; }
  .reasons .reason-bar { width: 30%; }
}
`;

/** The icon: the letter P on the accent colour. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6057"/><path d="M9 24V8h8.5a5.5 5.5 0 0 1 0 11H13" fill="none" stroke="#fff" stroke-width="3.2" stroke-linejoin="round" stroke-linecap="round"/></svg>
`;
