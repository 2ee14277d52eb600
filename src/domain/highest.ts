/** The places of the `limit` highest figures, highest first; equal ones in their order. Sorts numbers alone, which is many times as fast as sorting items. */
export function highestPlaces(figures: Float64Array, limit: number): number[] {
  const border = figures.slice().sort()[Math.max(0, figures.length - limit)] ?? 0;
  const places: number[] = [];
  for (let place = 0; place < figures.length; place++) if ((figures[place] ?? 0) >= border) places.push(place);
  return places.sort((one, other) => (figures[other] ?? 0) - (figures[one] ?? 0) || one - other).slice(0, limit);
}

/** The `limit` items with the highest figures, highest first; equal ones in their order. */
export function highest<Item>(
  items: readonly Item[],
  { by, limit }: { readonly by: (item: Item) => number; readonly limit: number },
): Item[] {
  return highestPlaces(Float64Array.from(items, by), limit).flatMap((place) => items[place] ?? []);
}
