/** A text whose e-mail addresses show their first letter and their domain alone: `a…@example.com`. For everything but private places. */
export function maskEmails(text: string): string {
  return text.replace(/([\p{L}\p{N}])[\p{L}\p{N}\p{M}.!#$%&'*+/=?^`{|}~_-]*@(?=[\p{L}\p{N}])/gu, '$1…@');
}

/** Whether a text holds an e-mail address that {@link maskEmails} would hide. */
export function holdsEmail(text: string): boolean {
  return maskEmails(text) !== text;
}
