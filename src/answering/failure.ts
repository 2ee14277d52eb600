import { ConfigError, type ErrorCode, FatalError, PatronError, RetryableError } from '../domain/errors.ts';

/** An error as it crosses between threads: one for people with its code and hint, or a fault of our own with its trace. */
export type Failure =
  | {
      readonly kind: 'config' | 'retryable' | 'fatal';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string;
    }
  | { readonly kind: 'fault'; readonly message: string; readonly trace: string };

/** Describes an error so that it can cross. Its cause stays behind. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof PatronError) {
    const kind = error instanceof ConfigError ? 'config' : error instanceof RetryableError ? 'retryable' : 'fatal';
    return { kind, code: error.code, message: error.message, hint: error.hint };
  }
  if (error instanceof Error) return { kind: 'fault', message: error.message, trace: error.stack ?? error.message };
  return { kind: 'fault', message: String(error), trace: String(error) };
}

/** The error that was described on the other side. A fault keeps the trace of the thread that it arose in. */
export function failureError(failure: Failure): Error {
  if (failure.kind === 'fault') {
    const fault = new Error(failure.message);
    fault.stack = failure.trace;
    return fault;
  }
  const { code, message, hint } = failure;
  if (failure.kind === 'config') return new ConfigError(code, message, hint);
  return failure.kind === 'retryable' ? new RetryableError(code, message, hint) : new FatalError(code, message, hint);
}
