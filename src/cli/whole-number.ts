import { ConfigError } from '../domain/errors.ts';
import type { CommandInput } from './commands.ts';

/** The whole number that an option holds, from 1 on (`seed`: from 0 on). Raises `usage`. */
export function wholeNumber(input: CommandInput, name: string, otherwise: number): number {
  const text = input.text(name);
  if (text === undefined) return otherwise;
  const least = name === 'seed' ? 0 : 1;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new ConfigError(
    'usage',
    `--${name} must be a whole number from ${least} on, not '${text}'.`,
    `For instance: --${name} ${otherwise}`,
  );
}
