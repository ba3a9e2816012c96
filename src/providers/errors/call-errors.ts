import type { AdapterWorld } from '../../contract/wires/adapter.ts';
import type { Capabilities } from '../../contract/wires/capabilities.ts';
import type { CanonicalError, ErrorContext } from '../../contract/errors/error.ts';
import { RETRY_RULES, type ErrorKind } from '../../contract/errors/error-kind.ts';
import { abortedBy, guardBehind, GuardError, TIME_GUARDS } from '../../contract/errors/guard-error.ts';
import type { Guards } from '../../contract/wires/target.ts';
import type { WireHead } from '../../contract/wires/wire.ts';
import type { DecodeContext } from '../decode-context.ts';
import { createEventGuard, unlimitedEvents } from '../reading/event-guard.ts';
import { normalizeError } from './normalize-error.ts';

interface CallErrorOptions {
  readonly provider: string;
  readonly world: Pick<AdapterWorld, 'clock' | 'redact'>;
  readonly signal: AbortSignal;
  readonly requestIdHeaders: readonly string[];
  /** Unset: events are not limited. */
  readonly guards?: Pick<Guards, 'maxEvents' | 'maxEventBytes'>;
}

/** The error side of one call: what a refused response says, and what a decoder finds in an accepted one. */
export function createCallErrors(options: CallErrorOptions): {
  readonly fromResponse: (response: WireHead, body: string, thrown: unknown) => CanonicalError;
  decodeContext(response: WireHead, capabilities: Capabilities): DecodeContext;
} {
  const { provider, world, signal, requestIdHeaders, guards } = options;
  const normalize = (
    thrown: unknown,
    response: WireHead,
    body: string | null,
    phase: 'http' | 'stream',
  ): CanonicalError =>
    normalizeError(thrown, {
      provider,
      redact: world.redact,
      phase,
      status: response.status,
      headers: response.headers,
      body,
      aborted: abortedBy(signal),
      nowMs: world.clock.wallMs(),
    });

  const idIn = ({ headers }: WireHead): string | null =>
    requestIdHeaders.map((name) => headers[name]).find((id) => id !== undefined) ?? null;

  return {
    fromResponse: (response, body, thrown) =>
      withId(normalize(thrown, response, body, 'http'), idIn(response)),
    decodeContext(response, capabilities) {
      const requestId = idIn(response);
      const errorFrom = (body: string, name: string | undefined, phase: 'http' | 'stream'): CanonicalError =>
        withId(normalize(name ? { name } : null, response, body, phase), requestId);
      return {
        capabilities,
        headers: response.headers,
        requestId,
        events: guards === undefined ? unlimitedEvents() : createEventGuard(guards),
        errorFrom: (body, name) => errorFrom(body, name, 'http'),
        errorFromEvent: (data, name) => asInterruption(errorFrom(data, name, 'stream')),
        errorOf(kind, message, cause) {
          const reason: unknown = signal.aborted ? signal.reason : cause;
          // It may quote what the server wrote, as a finish reason.
          const shown = world.redact(message);
          return withId(ownError(kind, shown, provider, response, reason, abortedBy(signal)), requestId);
        },
      };
    },
  };
}

/** A time limit is a timeout; a ceiling on size says that the response was not one. */
function guardKind(error: GuardError): ErrorKind {
  return TIME_GUARDS.has(error.guard) ? 'timeout' : 'malformed_response';
}

/** `malformed_response` is what a status of 200 alone makes of an error; here the error itself was well heard. */
function asInterruption(error: CanonicalError): CanonicalError {
  if (error.kind !== 'malformed_response' && error.kind !== 'unknown') return error;
  const kind = 'stream_interrupted';
  return { ...error, kind, retryable: RETRY_RULES[kind].retryable };
}

function withId(error: CanonicalError, requestId: string | null): CanonicalError {
  return error.providerRequestId === null && requestId !== null
    ? { ...error, providerRequestId: requestId }
    : error;
}

/**
 * An error that no provider said. When one of our limits or our own signal ended the body, that is the cause of
 * whatever was seen.
 */
function ownError(
  observed: ErrorKind,
  message: string,
  provider: string,
  response: WireHead,
  reason: unknown,
  aborted: ErrorContext['aborted'],
): CanonicalError {
  const kind = aborted ?? (reason instanceof GuardError ? guardKind(reason) : observed);
  return {
    kind,
    retryable: RETRY_RULES[kind].retryable,
    retryAfterMs: null,
    status: response.status,
    provider,
    providerCode: null,
    message: reason instanceof Error ? `${message} (${reason.message})` : message,
    providerRequestId: null,
    phase: 'stream',
    retirement: null,
    guard: guardBehind(reason)?.guard ?? null,
    partial: null,
    raw: { name: null, message: null, body: null, headers: {} },
  };
}
