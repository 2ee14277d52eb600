/** A term of a `query:` argument: `updated_at:>='2026-01-01T00:00:00Z'`. */
interface Term {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** What the vendor says of a term that it ignores. */
export interface SearchWarning {
  readonly field: string;
  readonly message: string;
  readonly code: string;
}

/** Which terms a record fits, and what was ignored: a field that is not known filters nothing, as at the vendor's. */
export function readFilter(
  query: string | null | undefined,
  fields: Readonly<Record<string, unknown>>,
): { readonly terms: readonly Term[]; readonly warnings: readonly SearchWarning[] } {
  const terms = [...(query ?? '').matchAll(/([a-z_]+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|(\S+))/g)].map(
    ([, field = '', operator = '', single, double, bare]) => ({
      field,
      operator,
      value: single ?? double ?? bare ?? '',
    }),
  );
  const unknown = terms.filter(({ field }) => fields[field] === undefined);
  return {
    terms: terms.filter(({ field }) => fields[field] !== undefined),
    warnings: unknown.map(({ field }) => ({
      field,
      message: 'Invalid search field for this query.',
      code: 'invalid_field',
    })),
  };
}

/** Whether a number fits a term; moments are compared as epoch ms, whole days where `isByDay`. */
export function fits(value: number, { operator, value: text }: Term, { isByDay }: { isByDay: boolean }): boolean {
  const bound = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  const [left, right] = isByDay && !/^\d+$/.test(text) ? [dayOf(value), dayOf(bound)] : [value, bound];
  if (operator === '>=') return left >= right;
  if (operator === '>') return left > right;
  if (operator === '<=') return left <= right;
  if (operator === '<') return left < right;
  return left === right;
}

function dayOf(at: number): number {
  return Math.floor(at / 86_400_000);
}
