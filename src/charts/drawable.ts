import type { AnswerChart } from '../questions/answer.ts';

/**
 * A chart whose texts the font can draw: signs that it lacks (emoji) are left out. Undefined where it lacks a letter, as of Chinese, Japanese or Korean: a
 * picture with boxes for words says less than words do.
 */
export function drawable(chart: AnswerChart, hasLetter: (codePoint: number) => boolean): AnswerChart | undefined {
  const texts = [chart.title, ...chart.labels, ...chart.series.map(({ name }) => name)];
  const isMissing = (letter: string) => !hasLetter(letter.codePointAt(0) ?? 0);
  if (texts.some((text) => [...text].some((letter) => /[\p{L}\p{M}\p{N}]/u.test(letter) && isMissing(letter)))) {
    return undefined;
  }
  const kept = (text: string) =>
    [...text]
      .filter((letter) => letter === ' ' || !isMissing(letter))
      .join('')
      .trim();
  return {
    ...chart,
    title: kept(chart.title),
    labels: chart.labels.map(kept),
    series: chart.series.map(({ name, values }) => ({ name: kept(name), values })),
  };
}
