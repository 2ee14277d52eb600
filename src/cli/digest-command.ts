import { ConfigError } from '../domain/errors.ts';
import { languages } from '../domain/language.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Patron } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import type { CommandInput } from './commands.ts';

/** Shows the digest, or posts it with `--send`. Posting is about now: what is sent is not of another date. Raises `usage`. */
export function sendOrShowDigest(patron: Patron, input: CommandInput, onProgress: OnProgress): Promise<Answer> {
  const [asOf, channel, wanted = 'en'] = ['as-of', 'channel', 'language'].map((name) => input.text(name));
  const language = languages.find((one) => one === wanted);
  if (!language) throw usage(`There is no digest in '${wanted}'.`);
  if (!input.has('send')) {
    if (channel !== undefined) throw usage('--channel is for --send.');
    return patron.digest({ ...(asOf === undefined ? {} : { asOf }), language, onProgress });
  }
  if (asOf !== undefined) throw usage('--send posts the digest of now: leave --as-of out.');
  if (channel !== undefined && !/^[CGD][A-Z0-9]{2,}$/.test(channel)) {
    throw usage(`'${channel}' is no id of a channel, such as C0123456789.`);
  }
  return patron.sendDigest({ onProgress, ...(channel === undefined ? {} : { channel }) });
}

function usage(message: string): ConfigError {
  return new ConfigError('usage', message, 'See: patron digest --help');
}
