/** A text whose figures do not lose their per cent sign at the end of a line: `57 %` is held together. */
export function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%');
}
