/** Markup that is safe to send. Only `html` makes it, so a plain text can never be taken for it. */
export class Html {
  readonly #markup: string;
  constructor(parts: readonly string[], values: readonly HtmlValue[]) {
    this.#markup = parts.map((part, index) => part + markupOf(values[index])).join('');
  }
  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is kept, lists are joined, absent things leave no trace. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** A template whose values are escaped: html`<p title="${text}">${text}</p>`. Attributes must stand in quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts, values);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string' || typeof value === 'number')
    return String(value).replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
  return value.map(markupOf).join('');
}
