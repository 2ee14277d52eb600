/** The typical row of a table [rows, columns]: the median of the known values of each column, the lower of two; null where most rows know none. [columns] */
export function medianRow(values: Float64Array, columns: number): (number | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const all: number[] = [];
    for (let cell = column; cell < values.length; cell += columns) all.push(values[cell] ?? Number.NaN);
    const known = all.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other);
    return known.length * 2 < all.length ? null : (known[Math.floor((known.length - 1) / 2)] ?? null);
  });
}
