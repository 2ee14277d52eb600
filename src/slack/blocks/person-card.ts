import type { Answer } from '../../questions/answer.ts';
import { context, header } from './blocks.ts';
import type { Parts } from './message.ts';
import { emoji, facts, paragraph } from './rich-text.ts';

/**
 * A person's card: the name as its title, who they are in a line, their chance before the other figures, the id and the period small. Undefined where the
 * answer is no card.
 */
export function personCard({
  id,
  headline,
  period,
  caution,
  facts: values = [],
  lines = [],
}: Answer): Parts | undefined {
  // `Anna Meier: 20 orders for €808, high-value, late.`
  const [, name, rest] = id === 'who-is' ? (/^(.{1,120}?): (.+)$/s.exec(headline) ?? []) : [];
  if (name === undefined || rest === undefined) return undefined;
  const customer = values.find(({ label }) => label === 'Customer')?.value;
  const chance = values.filter(({ label }) => label === 'Chance');
  const others = values.filter(({ label }) => label !== 'Customer' && label !== 'Chance');
  return [
    header(name),
    paragraph(rest),
    context([customer, period].filter((words) => words !== undefined).join(' · ')),
    caution === undefined ? undefined : paragraph(emoji('warning'), ` ${caution}`),
    facts([...chance, ...others]),
    lines.length === 0 ? undefined : paragraph(lines.join('\n')),
  ];
}
