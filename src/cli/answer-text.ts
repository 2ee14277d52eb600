import type { Answer, AnswerFact, AnswerTable } from '../questions/answer.ts';
import { pad, textWidth, wrap } from './text-width.ts';

/** How an answer is set in a terminal. */
export interface TextStyle {
  /** Columns. */
  readonly width: number;
  readonly hasColour: boolean;
}

/** An answer as text: headline, facts, table, lines, then how Patron knows and what to type next. Ends with a line feed. */
export function answerText(answer: Answer, { width, hasColour }: TextStyle): string {
  const { bold, dim } = styles(hasColour);
  const paragraph = (text: string, indent = '') => wrap(text, { width, indent });
  const blocks = [
    paragraph(answer.headline).map(bold),
    answer.period ? paragraph(answer.period).map(dim) : [],
    factLines(answer.facts ?? [], width),
    answer.table ? tableLines(answer.table, { width, dim }) : [],
    (answer.lines ?? []).flatMap((line) => paragraph(`- ${line}`, '  ')),
    answer.caution ? paragraph(`Careful: ${answer.caution}`, '  ') : [],
    paragraph(answer.basis).map(dim),
    answer.next.length > 0 ? ['Next:', ...answer.next.flatMap((step) => stepLines(step, width))] : [],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** A step as it is typed in a terminal: questions go through `patron ask`. */
function stepLines(step: string, width: number): string[] {
  const typed = step.startsWith('patron ') ? step : `patron ask "${step}"`;
  return wrap(typed, { width: width - 4, indent: '  ' }).map((line) => `  ${line}`);
}

function styles(hasColour: boolean): { bold: (text: string) => string; dim: (text: string) => string } {
  const coded = (code: number) => (text: string) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: coded(1), dim: coded(2) };
}

function factLines(facts: readonly AnswerFact[], width: number): string[] {
  const label = Math.max(0, ...facts.map((fact) => textWidth(fact.label))) + 2;
  return facts.flatMap((fact) => {
    const [first = '', ...others] = wrap(fact.value, { width: Math.max(20, width - label) });
    return [pad(fact.label, label) + first, ...others.map((line) => ' '.repeat(label) + line)];
  });
}

/** Columns two spaces apart. Where the table is too wide, its last column is wrapped if it holds sentences, else its widest left-aligned one is cut. */
function tableLines(
  { columns, rows }: AnswerTable,
  { width, dim }: { width: number; dim: (text: string) => string },
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[index] ?? ''))),
  );
  const over = widths.reduce((sum, value) => sum + value + 2, -2) - width;
  const last = columns.length - 1;
  const isWrapped = last > 0 && columns[last]?.align === 'left';
  const narrowed = isWrapped ? last : widestLeft(columns, widths);
  if (over > 0) widths[narrowed] = Math.max(12, (widths[narrowed] ?? 0) - over);
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => pad(cut(cells[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, align))
      .join('  ')
      .trimEnd();
  const wrapped = (cells: readonly string[]) => {
    const [first = '', ...others] = wrap(cells[last] ?? '', { width: widths[last] ?? 0 });
    return [
      line(cells.with(last, first)),
      ...others.map((text) => line([...cells.slice(0, last).map(() => ''), text])),
    ];
  };
  const titles = dim(line(columns.map(({ title }) => title)));
  return [titles, ...rows.flatMap((row) => (isWrapped ? wrapped(row) : [line(row)]))];
}

function widestLeft(columns: AnswerTable['columns'], widths: readonly number[]): number {
  return widths.reduce(
    (at, value, index) => (columns[index]?.align === 'left' && value > (widths[at] ?? 0) ? index : at),
    0,
  );
}

function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  for (const letter of text) {
    if (textWidth(kept + letter) > width - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}
