/** A period after the thing that it is about: ` in june`, ` last month`, ` since 1 march`; empty for none. */
export function during(period: string | undefined): string {
  if (period === undefined) return '';
  return /^(?:\d|q[1-4]|h[12]|first|second|third|fourth|january|february|march|april|may|june|july|august|september|october|november|december)/.test(
    period,
  )
    ? ` in ${period}`
    : ` ${period}`;
}

/** A list with its length: `top 5 customers`; without one only what it lists. */
export function ranked(count: number | undefined, things: string): string {
  return count === undefined ? things : `top ${count} ${things}`;
}
