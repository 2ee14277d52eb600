/** Every text that a message shows or speaks, in order, each with the kind of object it stands in. Values of buttons are shown to nobody. */
export function textsOf(node: unknown): { readonly kind: string; readonly text: string }[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const kind = 'type' in node && typeof node.type === 'string' ? node.type : '';
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'text' && typeof value === 'string') return [{ kind, text: value }];
    return key === 'value' ? [] : textsOf(value);
  });
}

/** What the blocks show, as lines to read: one for each text. */
export function shownLines(blocks: unknown): string[] {
  return textsOf(blocks).map(({ text }) => text);
}
