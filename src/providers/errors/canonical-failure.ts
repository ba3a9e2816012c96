import type { CanonicalError } from '../../contract/error.ts';

/** Thrown where an error is already normalised: `normalizeError` gives back what it holds. */
export class CanonicalFailure extends Error {
  override readonly name = 'CanonicalFailure';
  readonly error: CanonicalError;

  constructor(error: CanonicalError) {
    super(error.message);
    this.error = error;
  }
}
