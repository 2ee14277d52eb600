const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A number with thousands apart: `80,995`. */
export function numberWords(value: number): string {
  return whole.format(value);
}

/** A count with its thing: `1 line`, `12,345 lines`. */
export function countOf(count: number, thing: string): string {
  return `${numberWords(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** A share as per cent, with one decimal below ten; small ones are not rounded to nothing, nor large ones to all. */
export function shareWords(count: number, of: number): string {
  const value = of > 0 ? (100 * count) / of : 0;
  if (value > 0 && value < 0.1) return 'under 0.1 %';
  if (value > 99.9 && value < 100) return 'over 99.9 %';
  return `${value < 10 || value > 99 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}
