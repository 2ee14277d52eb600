/** A colour as a browser computes it: `rgb(11, 96, 87)`. Transparent ones are refused: they have no contrast of their own. */
function parseRgb(text: string): readonly [number, number, number] {
  const found = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text);
  if (!found) throw new Error(`Not an opaque colour: '${text}'.`);
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
export function contrastRatio(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance of a colour, 0 for black to 1 for white. */
export function luminance(colour: string): number {
  const [red, green, blue] = parseRgb(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
