/** What may stand before the `@`, from its first letter on: matched from where it begins alone, so that a long name costs no more than its length. */
const address = /(?<![\p{L}\p{N}\p{M}.!#$%&'*+/=?^`{|}~_-])[\p{L}\p{N}\p{M}.!#$%&'*+/=?^`{|}~_-]+@(?=[\p{L}\p{N}])/gu;

/** A text whose e-mail addresses show their first letter and their domain alone: `a…@example.com`. For everything but private places. */
export function maskEmails(text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(address, (local) => `${/[\p{L}\p{N}]/u.exec(local)?.[0] ?? ''}…@`);
}

/** Whether a text holds an e-mail address that {@link maskEmails} would hide. */
export function holdsEmail(text: string): boolean {
  return maskEmails(text) !== text;
}
