import type { AnswerChart } from '../questions/answer.ts';

/** Size of what is drawn in, axes and names apart, before it is scaled: small, so that words can be read where a phone shows it 340 px wide. [px] */
export const frame = { width: 450, height: 215 } as const;

/** Letters of a title that fit a line. */
const titleLine = 50;

/** A title, a long one in two lines broken at a space. */
export function titleLines(title: string): string[] {
  if (title.length <= titleLine) return [title];
  // A number keeps its per cent sign: `80 %`.
  const spaces = [...title.matchAll(/ (?!%)/g)].map(({ index }) => index);
  const space = spaces.findLast((index) => index <= titleLine) ?? 0;
  const end = space > titleLine / 2 ? space : titleLine;
  const rest = title.slice(end).trim();
  return [title.slice(0, end), rest.length > titleLine ? `${rest.slice(0, titleLine - 1)}…` : rest];
}

/** The places whose labels have room beside each other along the axis: every n-th, counted from the last, which is always named. */
export function namedPlaces(labels: readonly string[]): number[] {
  const letters = Math.max(1, ...labels.map((label) => shortLabel(label).length));
  const room = Math.max(1, Math.floor(frame.width / (letters * 7.4 + 14)));
  const step = Math.ceil(labels.length / room);
  return labels.map((_, place) => place).filter((place) => (labels.length - 1 - place) % step === 0);
}

/** A label as it stands at an axis: at most 24 letters. */
export function shortLabel(label: string): string {
  return label.length <= 24 ? label : `${label.slice(0, 23).trimEnd()}…`;
}

/** How numbers stand at the value axis: `1,200`, from ten thousand on `12k`; decimals where all are small. */
export function numberFormat({ series }: Pick<AnswerChart, 'series'>): string {
  const known = series.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0)));
  const largest = Math.max(0, ...known);
  if (largest >= 10_000) return '~s';
  return largest < 5 ? ',.2~f' : ',.0f';
}
