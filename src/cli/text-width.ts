/** Columns that a text takes in a terminal: wide East Asian characters take two, combining marks none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

/** After each wide letter that no mark and no closing punctuation follows. */
const betweenWide = new RegExp(`(?<=${wide.source})(?![\\p{Mark}\\p{Pe}\\p{Pf}，。、；：？！])`, 'u');

function letterWidth(letter: string): number {
  if (/\p{Mark}|\u200b|\u200d|\ufe0f/u.test(letter)) return 0;
  return wide.test(letter) ? 2 : 1;
}

/** Fills a text with spaces to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/**
 * Breaks a text into lines of at most `width` columns; further lines begin with `indent`. Lines break at spaces, and between wide letters, which are
 * written without spaces. A long word without them (a path, an address) stays whole, so that it can be copied.
 */
export function wrap(text: string, { width, indent = '' }: { width: number; indent?: string }): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { piece, isGlued } of piecesOf(text)) {
    const longer = line === '' ? piece : `${line}${isGlued ? '' : ' '}${piece}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = indent + piece;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Words, those with wide letters in their letters. `isGlued`: no space stood before it. */
function piecesOf(text: string): { readonly piece: string; readonly isGlued: boolean }[] {
  return text
    .split(/ (?!%)/)
    .flatMap((word) =>
      (wide.test(word) ? word.split(betweenWide) : [word]).map((piece, index) => ({ piece, isGlued: index > 0 })),
    );
}
