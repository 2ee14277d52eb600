/** How many rows are named at most. */
const mostNamed = 5;

/** Keeps the worst few of many rows, each once; of equally bad ones the first by name, so that the order of rows does not matter. */
export class Worst<Row extends { readonly name: string }> {
  #kept: { readonly size: number; readonly row: Row }[] = [];

  /** `rowOf` is only called for a row that may be kept. */
  add(size: number, rowOf: () => Row): void {
    const last = this.#kept[mostNamed - 1];
    if (last && size < last.size) return;
    const row = rowOf();
    const known = this.#kept.findIndex((kept) => kept.row.name === row.name);
    if (known >= 0) {
      if ((this.#kept[known]?.size ?? 0) >= size) return;
      this.#kept.splice(known, 1);
    }
    this.#kept.push({ size, row });
    this.#kept.sort((one, other) => other.size - one.size || (one.row.name < other.row.name ? -1 : 1));
    this.#kept.length = Math.min(this.#kept.length, mostNamed);
  }

  rows(): Row[] {
    return this.#kept.map(({ row }) => row);
  }
}

/** The worst few of some orders, told by their ids. */
export class WorstOrders {
  readonly #ids: readonly string[];
  readonly #worst = new Worst<{ readonly name: string }>();

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  add(order: number, size: number): void {
    this.#worst.add(size, () => ({ name: this.#ids[order] ?? '' }));
  }

  names(): string[] {
    return this.#worst.rows().map(({ name }) => name);
  }
}

/** The first few of some names by alphabet, where none is worse than another. */
export function firstNames(names: Iterable<string>): string[] {
  return [...new Set(names)].sort().slice(0, mostNamed);
}
