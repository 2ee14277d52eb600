/** `1 order`, `3 orders`. */
export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** How long ago something was, in whole days. */
export function daysAgo(days: number): string {
  const whole = Math.round(days);
  return whole === 0 ? 'within the last day' : `${counted(whole, 'day')} ago`;
}
