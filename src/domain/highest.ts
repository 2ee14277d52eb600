/** The `limit` items with the highest figures, highest first; equal ones in their order. Sorts numbers alone, which is many times as fast as sorting items. */
export function highest<Item>(
  items: readonly Item[],
  { by, limit }: { readonly by: (item: Item) => number; readonly limit: number },
): Item[] {
  const figures = Float64Array.from(items, by);
  const border = figures.slice().sort()[Math.max(0, figures.length - limit)] ?? 0;
  const places: number[] = [];
  figures.forEach((figure, place) => {
    if (figure >= border) places.push(place);
  });
  return places
    .sort((one, other) => (figures[other] ?? 0) - (figures[one] ?? 0) || one - other)
    .slice(0, limit)
    .flatMap((place) => items[place] ?? []);
}
