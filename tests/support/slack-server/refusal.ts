import type { Fields } from './values.ts';

/** What Slack answers instead of doing it: `ok: false` with one of its error names. */
export class Refusal extends Error {
  readonly error: string;
  readonly more: Fields;

  constructor(error: string, more: Fields = {}) {
    super(error);
    this.error = error;
    this.more = more;
  }
}

/** `invalid_arguments` with the reasons beside it, as Slack tells them. */
export function invalidArguments(...messages: string[]): Refusal {
  return new Refusal('invalid_arguments', { response_metadata: { messages } });
}
