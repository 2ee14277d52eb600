import { describe, expect, it } from 'vitest';
import { describeFailure, failureError } from '../../src/answering/failure.ts';
import { ConfigError, FatalError, RetryableError } from '../../src/domain/errors.ts';

describe('failureError', () => {
  it.each([
    new ConfigError('bad-date', 'Cannot read it.', 'Write it so.'),
    new RetryableError('sync-running', 'It runs.', 'Wait.'),
    new FatalError('no-data', 'There is nothing.', 'Import some.'),
  ])('raises the same $name on the other side', (error) => {
    const crossed = failureError(structuredClone(describeFailure(error)));
    expect(crossed).toBeInstanceOf(error.constructor);
    expect(crossed).toMatchObject({ code: error.code, message: error.message, hint: error.hint });
  });

  it('raises a fault of our own as a plain error with the trace of its thread', () => {
    const fault = new TypeError('x is not a function');
    const crossed = failureError(structuredClone(describeFailure(fault)));
    expect(crossed.constructor).toBe(Error);
    expect(crossed.message).toBe('x is not a function');
    expect(crossed.stack).toBe(fault.stack);
  });
});
