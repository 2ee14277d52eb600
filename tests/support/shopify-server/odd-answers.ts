/** An answer whose outermost page, the last one in it, leads back to where it was asked from. */
export function loopingText(text: string, after: string): string {
  const at = text.lastIndexOf('"pageInfo":{');
  const page = `"pageInfo":{"hasNextPage":true,"endCursor":"${after}"}`;
  return text.slice(0, at) + text.slice(at).replace(/^"pageInfo":\{[^{}]*\}/, page);
}

/** A query that asks for more points than one may. */
export function tooCostly(cost: number, maxCost: number): unknown {
  return {
    errors: [
      {
        message: `Query cost is ${cost}, which exceeds the single query max cost limit (${maxCost}).`,
        extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost },
      },
    ],
  };
}

/** A query that the bucket does not hold the points for. */
export function throttled(requested: number, throttleStatus: unknown): unknown {
  return {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: { cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus } },
  };
}
