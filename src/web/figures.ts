const whole = new Intl.NumberFormat('en-GB');

/** A count with thousands apart: `12,345`. */
export function countWords(count: number): string {
  return whole.format(count);
}

/** A probability or share as per cent; small ones are not rounded to nothing, nor big ones to certainty. The sign never stands alone on a line. */
export function percentWords(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return 'under 1\u00a0%';
  if (value > 99 && value < 100) return 'over 99\u00a0%';
  return `${Math.round(value)}\u00a0%`;
}

/** A number with its sign and a true minus: `+0.31`, `−1.20`. */
export function signedWords(value: number, digits: number): string {
  const size = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(size) > 0 ? '\u2212' : '+'}${size}`;
}
