import type { AnswerChart } from '../questions/answer.ts';

type Series = AnswerChart['series'][number];

/** Words at the end of a line: `at` is the value where they stand, moved so that no two lie on each other. */
export interface EndLabel {
  readonly place: number;
  readonly at: number;
  readonly series: string;
  readonly words: string;
}

/** Height of a line of words. [px] */
const lineHeight = 16;

/** The words at the ends of lines, for a drawing of `height` px whose value axis begins at zero. Series without a value have none. */
export function endLabels(
  series: readonly Series[],
  height: number,
  wordsOf: (series: Series, last: number, isAlone: boolean) => string,
): EndLabel[] {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const span = Math.max(0, ...known) - Math.min(0, ...known);
  const labels = series.flatMap((one): EndLabel[] => {
    const place = one.values.findLastIndex((value) => value !== undefined);
    const at = one.values[place];
    return at === undefined ? [] : [{ place, at, series: one.name, words: wordsOf(one, at, series.length === 1) }];
  });
  return spread(labels, (span * lineHeight) / height);
}

/** Moves labels that end at one place apart by at least `gap`, from the lowest up. */
function spread(labels: readonly EndLabel[], gap: number): EndLabel[] {
  const placed: EndLabel[] = [];
  for (const label of [...labels].sort((one, other) => one.at - other.at)) {
    const below = placed.filter(({ place }) => place === label.place).at(-1);
    placed.push(below ? { ...label, at: Math.max(label.at, below.at + gap) } : label);
  }
  return placed;
}
