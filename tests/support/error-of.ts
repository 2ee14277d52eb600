import { PatronError } from '../../src/domain/errors.ts';

/** The error that a call raises. Fails the test where it raises none, or one that is not for people. */
export function errorOf(call: () => unknown): PatronError {
  try {
    call();
  } catch (error) {
    return expectForPeople(error);
  }
  throw new Error('Nothing was raised.');
}

/** The error that a promise is rejected with. Fails the test where it is kept, or the error is not for people. */
export async function rejectionOf(promise: Promise<unknown>): Promise<PatronError> {
  try {
    await promise;
  } catch (error) {
    return expectForPeople(error);
  }
  throw new Error('Nothing was raised.');
}

function expectForPeople(error: unknown): PatronError {
  if (error instanceof PatronError) return error;
  throw error;
}
