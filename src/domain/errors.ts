/** What can be done about a failure decides its class; `code` is stable, `hint` is the next thing to type or click. */
export abstract class PatronError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
  }
}

/** A setting, an argument or a file name is wrong: fix it and run again. The command line exits with 2. */
export class ConfigError extends PatronError {}

/** Nothing is wrong here, but the other side did not answer: try later. */
export class RetryableError extends PatronError {}

/** One record cannot be used: skip it, count it, keep it in the quarantine. @public */
export class RecordError extends PatronError {}

/** The run cannot go on. The command line exits with 1. */
export class FatalError extends PatronError {}

/** Every stable error code, with what it means; the README's table is held equal to this by a test. */
export const errorCodes = {
  usage: 'The command or one of its options is not known, or is missing something.',
  'bad-setting': 'A setting in the environment or in `.env` cannot be used.',
  'bad-date': 'A date is not written as YYYY-MM-DD or as an ISO instant.',
  'file-missing': 'A file that was named does not exist or cannot be read.',
  'file-unreadable': 'A file exists, but is not a table that Patron can read.',
  'column-missing': 'A column that an import needs is not in the file.',
  'cannot-write': 'A file or the folder of Patron cannot be written.',
  'store-damaged': 'The store cannot be opened or is not a Patron store.',
  'store-newer': 'The store was written by a newer Patron.',
  'store-busy': 'Another Patron is writing to the same store.',
  'no-data': 'There is nothing before the date to work with.',
  'quality-bad': 'The quality report forbids a refit until something is fixed.',
  'model-missing': 'No model was trained yet.',
  'model-broken': 'A model file is damaged or does not belong to this version.',
  'customer-unknown': 'No customer fits the words given.',
  'port-taken': 'The page cannot be served: the port is in use.',
  'credential-refused': 'A connected system refuses the token or key.',
  'access-missing': 'A token lacks a scope that a sync needs.',
  'source-unreachable': 'A connected system did not answer in time, or answered with a fault of its own.',
  'source-limit': 'A connected system allows no more calls for now.',
  'source-broken': 'A connected system gave an answer that cannot be right, or less than it promised.',
  'sync-running': 'The same sync is already running in another process.',
  'push-settled': 'A push was decided on before, has been replaced, or its yes comes too late.',
  'push-changed': 'What a push would write is no longer what was shown.',
  'audit-broken': 'The log of pushes is not as it was written.',
  internal: 'Patron met a fault of its own.',
} as const satisfies Record<string, string>;

/** One of the stable error codes. */
export type ErrorCode = keyof typeof errorCodes;
