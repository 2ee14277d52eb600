import type { Explanation } from '../model/scores.ts';

/** Start, reasons, sum, to two decimals; what rounding and effects too small to show leave over has a row of its own, so that the column adds up. */
export function effectRows(
  { base, logOdds, reasons }: Explanation,
  { start, end }: { readonly start: string; readonly end: string },
): string[][] {
  const cents = (value: number) => Math.round(value * 100);
  const telling = reasons.filter(({ contribution }) => cents(contribution) !== 0);
  const rest = cents(logOdds) - cents(base) - telling.reduce((sum, { contribution }) => sum + cents(contribution), 0);
  return [
    [signed(cents(base)), start],
    ...telling.map(({ words, contribution }) => [signed(cents(contribution)), words]),
    ...(rest === 0 ? [] : [[signed(rest), 'smaller effects and rounding']]),
    [`= ${signed(cents(logOdds))}`, end],
  ];
}

function signed(cents: number): string {
  return `${cents < 0 ? '\u2212' : '+'}${(Math.abs(cents) / 100).toFixed(2)}`;
}
