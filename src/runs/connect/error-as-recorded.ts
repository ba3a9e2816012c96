import type { CanonicalError } from '../../contract/errors/error.ts';
import type { WireEnd } from '../../contract/wires/wire.ts';

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
