import type { AnswerChart } from '../questions/answer.ts';

/**
 * A chart whose texts the font can draw: signs that it lacks (emoji) are left out. Undefined where it lacks a letter, as of Chinese, Japanese or Korean: a
 * picture with boxes for words says less than words do.
 */
export function drawable(chart: AnswerChart, hasLetter: (codePoint: number) => boolean): AnswerChart | undefined {
  const texts = [chart.title, ...chart.labels, ...chart.series.map(({ name }) => name)];
  const isMissing = (letter: string) => !hasLetter(letter.codePointAt(0) ?? 0);
  const lettersOf = (text: string) => text.match(/[\p{L}\p{M}\p{N}]/gu) ?? [];
  if (texts.some((text) => lettersOf(text).some(isMissing))) return undefined;
  const kept = (text: string) => text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => (isMissing(sign) ? '' : sign)).trim();
  return {
    ...chart,
    title: kept(chart.title),
    labels: chart.labels.map(kept),
    series: chart.series.map(({ name, values }) => ({ name: kept(name), values })),
  };
}
