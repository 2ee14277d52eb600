import { type Command, commands, commonOptions } from './commands.ts';
import { pad } from './text-width.ts';

/** All commands on one screen. */
export function overview(): string {
  const width = Math.max(...commands.map(({ name, takes }) => name.length + shortened(takes).length)) + 5;
  const lines = commands.map(({ name, takes, summary }) => `  ${pad(`${name} ${shortened(takes)}`, width)}${summary}`);
  return [
    'Patron: who will buy, who is leaving and why, from your own orders, on your own machine.',
    '',
    'patron COMMAND [--json] [--home DIR]',
    ...lines,
    '',
    'patron COMMAND --help shows a command with an example.',
    '',
  ].join('\n');
}

function shortened(takes: string): string {
  return takes.includes('|') ? takes.replace(/[\w|]+\|[\w|]+/, 'WHAT') : takes;
}

/** One command with its options and an example. */
export function commandHelp({ name, takes, summary, example, options }: Command): string {
  const all = Object.entries({ ...options, ...commonOptions });
  const width = Math.max(...all.map(([option, { value = '' }]) => option.length + value.length)) + 6;
  const lines = all.map(([option, { value = '', meaning }]) => `  ${pad(`--${option} ${value}`, width)}${meaning}`);
  return [
    `patron ${name}${takes === '' ? '' : ` ${takes}`}: ${summary}`,
    '',
    ...lines,
    '',
    `Example: ${example}`,
    '',
  ].join('\n');
}
