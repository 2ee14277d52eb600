/**
 * Tells whether a row of a file speaks of somebody (or something) that an earlier row of the same file spoke of. What the first one says stands, so that
 * reading a file again changes nothing. Rows come file by file.
 */
export function toldOnce(): (file: string, id: number) => boolean {
  let current: string | undefined;
  let told = new Set<number>();
  return (file, id) => {
    if (file !== current) told = new Set();
    current = file;
    if (told.has(id)) return true;
    told.add(id);
    return false;
  };
}

/** SQL that sets columns to what a row tells (parameters of the same name), where it tells something; `fills`: only where nothing is known. */
export function coverSql(columns: Readonly<Record<string, string>>, { fills }: { fills: boolean }): string {
  const sets = Object.entries(columns).map(([column, parameter]) => {
    const [first, second] = fills ? [column, parameter] : [parameter, column];
    return { column, value: `coalesce(${first}, ${second})` };
  });
  const changes = sets.map(({ column, value }) => `${column} is not ${value}`);
  return `set ${sets.map(({ column, value }) => `${column} = ${value}`).join(', ')} where (${changes.join(' or ')})`;
}

/** Further columns (JSON of an object) after a row has told its own; `fills`: the known ones stand. Undefined columns change nothing. */
export function coverAttributes(
  known: string | null,
  told: Readonly<Record<string, string>> | undefined,
  { fills }: { fills: boolean },
): string | null {
  if (told === undefined) return known;
  const old = parseAttributes(known);
  // Keys keep their order, so that equal columns are equal text.
  return JSON.stringify({ ...old, ...told, ...(fills ? old : {}) });
}

function parseAttributes(text: string | null): Record<string, unknown> {
  const value: unknown = text === null ? {} : JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
