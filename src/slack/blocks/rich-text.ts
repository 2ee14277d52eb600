import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { limits } from './limits.ts';
import { clean, cut, typeset } from './plain.ts';

/** A piece of a line: words, or an element such as {@link bold} gives. Shown letter by letter: nothing in it is markup. */
export type Span = string | RichTextElement;

/** Words in bold. */
export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

/** Words to be typed as they are. */
export function code(text: string): RichTextElement {
  return { type: 'text', text, style: { code: true } };
}

/** An emoji by its name: `warning`. */
export function emoji(name: string): RichTextElement {
  return { type: 'emoji', name };
}

/** Names a user of Slack, who is told: for ids that a person set, never for data. */
export function mention(userId: string): RichTextElement {
  return { type: 'user', user_id: userId };
}

/** Names a channel: for ids that Slack gave. */
export function channelLink(channelId: string): RichTextElement {
  return { type: 'channel', channel_id: channelId };
}

/** A paragraph; a line feed begins a new line. */
export function paragraph(...spans: readonly Span[]): RichTextBlock {
  return { type: 'rich_text', elements: [line(spans, limits.paragraph)] };
}

/** A list with a dot before each item; those past `most` are counted: `and 12 more`. Undefined where there is none. */
export function bullets(items: readonly (Span | readonly Span[])[], most = 12): RichTextBlock | undefined {
  if (items.length === 0) return undefined;
  const shown = items.length > most ? [...items.slice(0, most - 1), `and ${items.length - most + 1} more`] : items;
  const each = Math.floor(limits.paragraph / shown.length);
  const elements = shown.map((item) => line(isSpan(item) ? [item] : item, Math.max(each, 240)));
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] };
}

/** Named values, one a line, the name in bold. Undefined where there is none. */
export function facts(
  values: readonly { readonly label: string; readonly value: string }[],
): RichTextBlock | undefined {
  if (values.length === 0) return undefined;
  const spans = values.slice(0, 20).flatMap(({ label, value }, index): Span[] => {
    const name = cut(label.replaceAll('\n', ' '), 60);
    return [...(index === 0 ? [] : ['\n']), bold(name), `  ${cut(value, 240)}`];
  });
  return paragraph(...spans);
}

function isSpan(item: Span | readonly Span[]): item is Span {
  return typeof item === 'string' || 'type' in item;
}

/** Spans within `limit` characters: the one that goes past it is cut, those after it are left out. */
function line(spans: readonly Span[], limit: number): RichTextSection {
  const elements: RichTextElement[] = [];
  let room = limit;
  for (const span of spans) {
    if (room <= 0) break;
    const element = shortened(typeof span === 'string' ? { type: 'text', text: span } : span, room);
    room -= 'text' in element && element.text !== undefined ? element.text.length : 1;
    if (element.type !== 'text' || element.text !== '') elements.push(element);
  }
  return { type: 'rich_text_section', elements: elements.length > 0 ? elements : [{ type: 'text', text: clean('') }] };
}

function shortened(element: RichTextElement, limit: number): RichTextElement {
  if (element.type === 'text') return { ...element, text: within(element.text, limit) };
  if (element.type === 'link' && element.text !== undefined) return { ...element, text: typeset(element.text, limit) };
  return element;
}

/** Like {@link typeset}, but keeps the spaces at its ends: they part the spans of a line. */
function within(text: string, limit: number): string {
  if (text.trim() === '') return text.slice(0, limit);
  const [before = ''] = /^\s*/.exec(text) ?? [];
  const [after = ''] = /\s*$/.exec(text) ?? [];
  return `${before}${typeset(text, Math.max(1, limit - before.length - after.length))}${after}`;
}
