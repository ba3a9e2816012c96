import type { CanonicalError } from '../../contract/error.ts';
import type { WireEnd } from '../../contract/wire.ts';

type Known = Pick<CanonicalError, 'kind' | 'message' | 'retryAfterMs'>;

/** What broke a connection, and when a provider's clock said that, is in no bytes: of the same error it stands as then. */
export function errorAsRecorded(
  error: CanonicalError,
  then: Known | null,
  end: WireEnd | null,
): CanonicalError {
  if (then === null || then.kind !== error.kind) return error;
  return {
    ...error,
    message: end === 'fin' ? error.message : then.message,
    retryAfterMs: error.retryAfterMs === null ? null : then.retryAfterMs,
  };
}
