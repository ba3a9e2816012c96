import type { CanonicalError } from '../../contract/errors/error.ts';

/** Thrown where an error is already normalised: `normalizeError` gives back what it holds. */
export class CanonicalFailure extends Error {
  override readonly name = 'CanonicalFailure';
  readonly #error: CanonicalError;

  constructor(error: CanonicalError) {
    super(error.message);
    this.#error = error;
  }

  get error(): CanonicalError {
    return this.#error;
  }

  /** What a failure of ours holds; null for anything that merely looks like one, which cannot have the private field. */
  static errorIn(value: unknown): CanonicalError | null {
    return typeof value === 'object' && value !== null && #error in value ? value.#error : null;
  }
}
