import type { ErrorKind } from './error-kind.ts';
import type { GuardName } from './guard-error.ts';
import type { CanonicalResponse } from '../exchanges/response.ts';
import type { Retirement } from './retirement.ts';

export type ErrorPhase = 'http' | 'stream' | 'transport';

/** The provider's envelope as it came, secrets masked. */
interface RawError {
  readonly name: string | null;
  readonly message: string | null;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** One error in one form for all wires. `retryAfterMs` is null when the provider named no delay. */
export interface CanonicalError {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly status: number | null;
  readonly provider: string;
  readonly providerCode: string | null;
  readonly message: string;
  readonly providerRequestId: string | null;
  readonly phase: ErrorPhase;
  /** The end of the model that the host speaks of; null for one that it does not know, or says nothing of. */
  readonly retirement: Retirement | null;
  /** Which of our own limits ended the call, or null. */
  readonly guard: GuardName | null;
  /** What had arrived before the error, when anything had. */
  readonly partial: CanonicalResponse | null;
  readonly raw: RawError;
}

/** What is known of an error beside the thrown value. `body` is the raw text of the response or event. */
export interface ErrorContext {
  readonly phase: ErrorPhase;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Whether our own signal ended the call, and why. */
  readonly aborted: 'cancelled' | 'timeout' | null;
  /** The wall clock at the error, for `retry-after` dates: milliseconds since the epoch. */
  readonly nowMs: number;
}
