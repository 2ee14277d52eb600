import type { AnswerChart } from '../questions/answer.ts';

/** A chart in words that carry every number, for who cannot see it: `Revenue per week, EUR. 1 Nov: 343; 8 Nov: 55.` */
export function chartWords({ title, labels, series }: AnswerChart): string {
  const [only] = series;
  if (only === undefined) return `${title}.`;
  if (series.length === 1) {
    return `${title}. ${labels.map((label, place) => `${label}: ${numberWords(only.values[place])}`).join('; ')}.`;
  }
  // With several series the places are named once, as each number would need both names.
  const lists = series.map(
    ({ name, values }) => `${name}: ${labels.map((_, place) => numberWords(values[place])).join('; ')}.`,
  );
  return `${title}. Places: ${labels.join('; ')}. ${lists.join(' ')}`;
}

/** A number as it is read, to two decimals; `not known` where there is none. */
export function numberWords(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return 'not known';
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}

/** A number as it stands in a drawing: without cents from a hundred on, from ten thousand on in thousands. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return value.toLocaleString('en', { maximumFractionDigits: size >= 100 ? 0 : 2 });
  const digits = size >= 99_950 ? 0 : 1;
  return `${(value / 1000).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}k`;
}
