import type {
  ActionsBlock,
  AnyBlock,
  Button,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  TextObject,
} from '@slack/types';
import { Html, type HtmlValue, html } from '../../src/web/escape.ts';
import { slackStyle } from './slack-style.ts';

/** What is shown: a message as Slack shows it in a channel, or the app's home tab. `images`: uploaded files by id, as data addresses. */
export interface SlackPage {
  readonly surface: 'message' | 'home';
  readonly device: 'phone' | 'desktop';
  readonly blocks: readonly AnyBlock[];
  readonly time: string;
  readonly images?: ReadonlyMap<string, string>;
}

/** Block Kit as a page that looks as in Slack, so that a picture of it shows what a person gets. */
export function slackPage(page: SlackPage): string {
  const blocks = page.blocks.map((block) => (isKnown(block) ? blockHtml(block, page.images ?? new Map()) : undefined));
  const body =
    page.surface === 'message'
      ? html`<div class="frame"><div class="message"><div class="avatar">P</div>
          <div><div class="who">Patron<span class="app">APP</span><span class="time">${page.time}</span></div>
          <div class="blocks">${blocks}</div></div></div></div>`
      : html`<div class="home"><div class="bar"><span class="avatar">P</span>Patron</div><div class="blocks">${blocks}</div></div>`;
  const style = new Html([slackStyle], []);
  const whole = html`<html lang="en"><meta charset="utf-8"><style>${style}</style><body class="${page.device}">${body}</body></html>`;
  return `<!doctype html>${whole.toString()}`;
}

const drawn = ['header', 'divider', 'context', 'rich_text', 'section', 'actions', 'table', 'image'];

function isKnown(block: AnyBlock): block is KnownBlock {
  if (!drawn.includes(block.type)) throw new Error(`The picture does not know the block '${block.type}'.`);
  return true;
}

function blockHtml(block: KnownBlock, images: ReadonlyMap<string, string>): HtmlValue {
  switch (block.type) {
    case 'header':
      return html`<div class="header">${block.text.text}</div>`;
    case 'divider':
      return html`<hr class="divider">`;
    case 'context':
      return html`<div class="context">${block.elements.map((element) => (element.type === 'image' ? '' : html`<span>${textHtml(element)}</span>`))}</div>`;
    case 'rich_text':
      return richHtml(block);
    case 'section':
      return html`<div class="section"><div>${block.text && textHtml(block.text)}${
        block.fields &&
        html`<div class="fields">${block.fields.map((field) => html`<div>${textHtml(field)}</div>`)}</div>`
      }</div>${block.accessory?.type === 'button' ? buttonHtml(block.accessory) : undefined}</div>`;
    case 'actions':
      return actionsHtml(block);
    case 'table':
      return tableHtml(block);
    case 'image': {
      const id = 'slack_file' in block && 'id' in block.slack_file ? block.slack_file.id : '';
      return html`<div class="image"><img alt="${block.alt_text}" src="${images.get(id) ?? ''}"></div>`;
    }
    default:
      throw new Error(`The picture does not know the block '${block.type}'.`);
  }
}

function textHtml(text: TextObject): Html {
  if (text.type === 'mrkdwn') throw new Error('The builders never make mrkdwn: it would let customers write markup.');
  return html`<span class="plain">${text.text}</span>`;
}

function richHtml({ elements }: RichTextBlock): Html {
  return html`<div class="rich">${elements.map((element) =>
    element.type === 'rich_text_list'
      ? html`<ul>${element.elements.map((item) => html`<li>${item.elements.map(spanHtml)}</li>`)}</ul>`
      : html`<div>${element.elements.map(spanHtml)}</div>`,
  )}</div>`;
}

function spanHtml(span: RichTextElement): Html {
  if (span.type === 'emoji') return html`<span class="emoji">${emojiSvg(span.name)}</span>`;
  if (span.type === 'link') return html`<a>${span.text ?? span.url}</a>`;
  if (span.type === 'channel') return html`<a>#${span.channel_id}</a>`;
  if (span.type !== 'text') throw new Error(`The picture does not know the span '${span.type}'.`);
  if (span.style?.code) return html`<code>${span.text}</code>`;
  if (span.style?.bold) return html`<b>${span.text}</b>`;
  return span.style?.italic ? html`<i>${span.text}</i>` : html`${span.text}`;
}

function actionsHtml({ elements }: ActionsBlock): Html {
  return html`<div class="actions">${elements.map((element) => (element.type === 'button' ? buttonHtml(element) : undefined))}</div>`;
}

function buttonHtml({ text, style }: Button): Html {
  return html`<span class="button ${style ?? ''}">${text.text}</span>`;
}

function tableHtml({ rows, column_settings: settings }: Extract<KnownBlock, { type: 'table' }>): Html {
  const cellHtml = (cell: (typeof rows)[number][number], column: number) =>
    html`<td class="${settings?.[column]?.is_wrapped ? 'wraps' : ''}" style="text-align:${settings?.[column]?.align ?? 'left'}">${
      cell.type === 'rich_text' ? richHtml(cell) : cell.text
    }</td>`;
  return html`<div class="table"><table>${rows.map((cells) => html`<tr>${cells.map(cellHtml)}</tr>`)}</table></div>`;
}

/** Simple drawings in place of emoji, as a machine may have no font of them. */
function emojiSvg(name: string): Html {
  const drawing = drawings[name];
  if (drawing === undefined) throw new Error(`The picture has no drawing for the emoji '${name}'.`);
  return new Html([`<svg viewBox="0 0 20 20">${drawing}</svg>`], []);
}

const dot = (colour: string) => `<circle cx="10" cy="10" r="8" fill="${colour}"/>`;

const drawings: Readonly<Record<string, string>> = {
  warning:
    '<path d="M10 1.8 19 18H1z" fill="#fccf3e" stroke="#d39b0a" stroke-linejoin="round"/><path d="M10 7.2v5.2" stroke="#1d1c1d" stroke-width="1.9" stroke-linecap="round"/><circle cx="10" cy="15.2" r="1.15" fill="#1d1c1d"/>',
  test_tube:
    '<g transform="rotate(38 10 10)"><path d="M7 2h6v13a3 3 0 0 1-6 0z" fill="#e8f4f8" stroke="#7d98a1"/><path d="M7.5 9h5v6a2.5 2.5 0 0 1-5 0z" fill="#4fb36b"/><path d="M6 2h8" stroke="#7d98a1" stroke-width="1.8" stroke-linecap="round"/></g>',
  white_check_mark:
    '<rect x="1.5" y="1.5" width="17" height="17" rx="4" fill="#77b255"/><path d="m5.5 10.4 3 3 6-6.6" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>',
  large_green_circle: dot('#44ac5e'),
  large_yellow_circle: dot('#f2c744'),
  red_circle: dot('#dd2e44'),
  white_circle: '<circle cx="10" cy="10" r="7.5" fill="#fff" stroke="#b9bbbe" stroke-width="1.5"/>',
};
