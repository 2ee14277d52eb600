import { type Command, commands, commonOptions } from './commands.ts';
import { pad, wrap } from './text-width.ts';

/** Columns that help keeps to. */
const helpWidth = 80;

/** All commands on one screen. */
export function overview(): string {
  const calls = commands.map(({ name, takes }) => `${name} ${shortened(takes)}`.trim());
  const width = Math.max(...calls.map((call) => call.length)) + 2;
  const lines = commands.flatMap(({ summary }, index) => described(calls[index] ?? '', summary, width));
  return [
    'Patron: who will buy, who is leaving and why, on your own machine.',
    '',
    'patron COMMAND [--json] [--home DIR]',
    ...lines,
    '',
    'patron COMMAND --help shows a command with an example.',
    '',
  ].join('\n');
}

/** A name and its meaning side by side, the meaning over several lines where it is long. */
function described(name: string, meaning: string, width: number): string[] {
  return wrap(meaning, { width: helpWidth - width - 2 }).map(
    (line, index) => `  ${pad(index === 0 ? name : '', width)}${line}`,
  );
}

function shortened(takes: string): string {
  return takes.includes('|') ? takes.replace(/[\w|]+\|[\w|]+/, 'WHAT') : takes;
}

/** One command with its options and an example. */
export function commandHelp({ name, takes, summary, example, options }: Command): string {
  const all = Object.entries({ ...options, ...commonOptions });
  const width = Math.max(...all.map(([option, { value = '' }]) => option.length + value.length)) + 6;
  const lines = all.flatMap(([option, { value = '', meaning }]) => described(`--${option} ${value}`, meaning, width));
  return [
    ...wrap(`patron ${name}${takes === '' ? '' : ` ${takes}`}: ${summary}`, { width: helpWidth }),
    '',
    ...lines,
    '',
    `Example: ${example}`,
    '',
  ].join('\n');
}
