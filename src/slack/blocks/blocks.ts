import type { ActionsBlock, Button, ContextBlock, DividerBlock, HeaderBlock } from '@slack/types';
import { limits } from './limits.ts';
import { cut, plain } from './plain.ts';

/** A title in large letters: one line of words. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text.replaceAll('\n', ' '), limits.header) };
}

/** A line between parts. */
export function divider(): DividerBlock {
  return { type: 'divider' };
}

/** Small grey text, each on a line of its own where there is no room beside another. Undefined where there is none. */
export function context(...texts: readonly (string | undefined)[]): ContextBlock | undefined {
  const given = texts.filter((text) => text !== undefined && text !== '').slice(0, limits.contextElements);
  const elements = given.map((text) => plain(text ?? '', limits.contextText));
  return elements.length === 0 ? undefined : { type: 'context', elements };
}

/** A button. `actionId` names what it does, `value` is what it is done with: at most 2,000 characters. */
export interface ButtonWords {
  readonly text: string;
  readonly actionId: string;
  readonly value?: string;
  /** Opens this page. */
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
  /** Asks before it is done. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
}

/** One button, for a row of them or beside a text. */
export function button({ text, actionId, value, url, style, confirm }: ButtonWords): Button {
  return {
    type: 'button',
    text: plain(text.replaceAll('\n', ' '), limits.buttonText),
    action_id: actionId,
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm: confirmation(confirm) }),
  };
}

/**
 * A row of buttons; undefined where there is none. Left out, as they could not do what they say: one that would ask nothing (`ask:N` without a question), one
 * whose value, address or name is longer than Slack takes, and one whose `actionId` stands in the row already.
 */
export function buttons(row: readonly ButtonWords[]): ActionsBlock | undefined {
  const able = row.filter(
    (one, index) => isAble(one) && row.findIndex(({ actionId }) => actionId === one.actionId) === index,
  );
  const elements = able.slice(0, limits.buttons).map(button);
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

function isAble({ actionId, value = '', url = '' }: ButtonWords): boolean {
  const isShort = actionId.length <= limits.actionId && url.length <= limits.url;
  const asksNothing = actionId.startsWith('ask:') && value === '';
  return isShort && !asksNothing && value.length <= limits.buttonValue;
}

function confirmation({ title, text, yes, no }: NonNullable<ButtonWords['confirm']>): NonNullable<Button['confirm']> {
  return {
    title: plain(title, limits.confirmTitle),
    text: plain(text, limits.confirmText),
    confirm: plain(cut(yes, limits.confirmButton), limits.confirmButton),
    deny: plain(cut(no, limits.confirmButton), limits.confirmButton),
  };
}
