/** The look of Slack's light theme, near enough to judge a layout by; measures read off its web client. */
export const slackStyle = `
* { box-sizing: border-box; margin: 0; }
body { background: #fff; color: #1d1c1d; font: 15px/1.46668 Lato, "Liberation Sans", Arial, sans-serif; font-variant-ligatures: none; }
.frame { padding: 18px 20px 20px 16px; }
.phone .frame { padding: 14px 14px 16px 12px; }
.message { display: grid; grid-template-columns: 36px minmax(0, 1fr); column-gap: 10px; }
.avatar { width: 36px; height: 36px; border-radius: 8px; background: #0b6057; color: #fff; font: 700 20px/36px Lato, "Liberation Sans", sans-serif; text-align: center; }
.who { font-weight: 900; line-height: 1.3; }
.app { font: 700 10px/1 Lato, "Liberation Sans", sans-serif; color: #616061; background: #ececec; border-radius: 2px; padding: 2px 4px; margin: 0 6px 0 5px; vertical-align: 2px; letter-spacing: .02em; }
.time { font-size: 12px; color: #616061; font-weight: 400; }
.blocks > * { margin-top: 8px; }
.blocks > .actions + .actions { margin-top: 8px; }
.header { font-size: 18px; font-weight: 900; line-height: 1.33; }
.rich { white-space: pre-wrap; overflow-wrap: anywhere; }
.rich ul { padding-left: 28px; }
.rich li { white-space: pre-wrap; }
.rich code { font: 12px/1.5 "DejaVu Sans Mono", monospace; color: #c01343; background: #f8f8f8; border: 1px solid #ddd; border-radius: 3px; padding: 2px 3px 1px; }
.rich a { background: #e8f5fa; border-radius: 3px; padding: 0 2px 1px; color: #1264a3; text-decoration: none; }
.emoji svg { width: 18px; height: 18px; vertical-align: -4px; }
.plain { white-space: pre-wrap; overflow-wrap: anywhere; }
.section { display: flex; gap: 12px; align-items: flex-start; justify-content: space-between; }
.section > div { flex: 1; min-width: 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; }
.phone .fields { grid-template-columns: 1fr; }
.context { font-size: 12px; line-height: 1.5; color: #616061; display: flex; flex-wrap: wrap; gap: 2px 10px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.button { font: 700 13px/28px Lato, "Liberation Sans", sans-serif; border: 1px solid #bbbabb; border-radius: 8px; padding: 0 11px; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.button.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.button.danger { background: #e01e5a; border-color: #e01e5a; color: #fff; }
.divider { border: 0; border-top: 1px solid #dddddd; margin: 12px 0 4px; }
.table { border: 1px solid #dddddd; border-radius: 8px; overflow: hidden; display: inline-block; max-width: 100%; }
.table table { border-collapse: collapse; }
.table td { border-left: 1px solid #dddddd; border-top: 1px solid #dddddd; padding: 5px 10px; vertical-align: top; font-size: 14px; white-space: nowrap; }
.table td.wraps { white-space: normal; }
.table tr:first-child td { border-top: 0; font-weight: 700; background: #f8f8f8; }
.table td:first-child { border-left: 0; }
.image img { display: block; max-width: 100%; width: 520px; border-radius: 8px; border: 1px solid #e2e2e2; }
.phone .image img { width: 100%; }
.home { padding: 20px 28px 26px; }
.home .bar { font-weight: 900; font-size: 18px; padding: 0 0 12px; border-bottom: 1px solid #dddddd; margin: -4px -28px 8px; padding-inline: 28px; display: flex; align-items: center; gap: 10px; }
.home .bar .avatar { width: 28px; height: 28px; font-size: 16px; line-height: 28px; border-radius: 6px; }
`;
