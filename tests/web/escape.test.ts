import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html } from '../../src/web/escape.ts';

it('text in a template cannot become markup, neither between tags nor in a quoted attribute', () => {
  const name = `<script>alert("O'Neil & co")</script>`;
  expect(String(html`<p title="${name}">${name}</p>`)).toBe(
    '<p title="&lt;script&gt;alert(&quot;O&#39;Neil &amp; co&quot;)&lt;/script&gt;">&lt;script&gt;alert(&quot;O&#39;Neil &amp; co&quot;)&lt;/script&gt;</p>',
  );
});

it('markup made by a template is kept, lists are joined, absent things leave no trace', () => {
  const items = ['a', 'b'].map((text) => html`<li>${text}</li>`);
  expect(String(html`<ul>${items}</ul>${undefined}${0}`)).toBe('<ul><li>a</li><li>b</li></ul>0');
});

it('text comes back unchanged from any escaping, and holds no letter that ends a text or an attribute', () => {
  const letters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = String(html`${text}`);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped.replace(/&([a-z0-9#]+);/g, (_, name: string) => letters[name] ?? '?')).toBe(text);
    }),
  );
});
