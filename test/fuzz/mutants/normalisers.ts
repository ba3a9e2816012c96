import { ERROR_KINDS, RETRY_RULES, type ErrorKind } from '../../../src/contract/errors/error-kind.ts';
import type { CanonicalError } from '../../../src/contract/errors/error.ts';
import { onContext, onErrors, type Mutant } from './mutant.ts';

function as(error: CanonicalError, kind: ErrorKind): CanonicalError {
  return { ...error, kind, retryable: RETRY_RULES[kind].retryable };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** All that an error says, wherever it stood. */
const wordsOf = ({ message, raw }: CanonicalError): string => `${message} ${raw.body ?? ''}`;

const BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid_request',
  401: 'authentication',
  403: 'permission',
  404: 'model_not_found',
  429: 'rate_limited',
  503: 'overloaded',
};

/** Normalisers that take an error for another. */
export const NORMALISERS: readonly Mutant[] = [
  {
    name: 'retry when the message contains 503',
    seenIn: 'retry loops that look for statuses in texts',
    stage: onErrors((error) => ({
      ...error,
      retryable: error.retryable || wordsOf(error).includes('503'),
    })),
  },
  {
    name: '429 is always rate_limited',
    seenIn: 'the retry rules of the common SDKs',
    stage: onErrors((error) => (error.status === 429 ? as(error, 'rate_limited') : error)),
  },
  {
    name: 'the status decides',
    seenIn: 'mapping the status alone: right for 47% of real envelopes',
    stage: onErrors((error) =>
      error.status === null || error.status < 400
        ? error
        : as(error, BY_STATUS[error.status] ?? 'server_error'),
    ),
  },
  {
    name: 'a context deadline is a context window',
    seenIn: 'rules that look for "context" and "exceeded" in texts of Go and gRPC',
    stage: onErrors((error) =>
      /\bcontext\b.*\bexceeded\b/.test(wordsOf(error)) ? as(error, 'context_overflow') : error,
    ),
  },
  {
    name: 'words outrank a 5xx',
    seenIn: "rules that read a driver's words as the caller's, whatever the status",
    stage: onErrors((error) =>
      (error.status ?? 0) >= 500 && wordsOf(error).includes('invalid argument')
        ? as(error, 'invalid_request')
        : error,
    ),
  },
  {
    name: '4xx is never retried',
    seenIn: 'clients of NIM, whose outages come as 400',
    stage: onErrors((error) =>
      error.status !== null && error.status >= 400 && error.status < 429
        ? { ...error, retryable: false }
        : error,
    ),
  },
  {
    name: 'case-sensitive header',
    seenIn: 'clients that look for retry-after in a plain object',
    stage: onContext((context) => ({
      ...context,
      headers: Object.fromEntries(
        Object.entries(context.headers).filter(([name]) => name === name.toLowerCase()),
      ),
    })),
  },
  {
    name: 'retry-after read as milliseconds',
    seenIn: 'clients that sleep for the number in the header',
    stage: onErrors((error) => ({
      ...error,
      retryAfterMs: error.retryAfterMs === null ? null : error.retryAfterMs / 1000,
    })),
  },
  {
    name: 'a thrown value has a message',
    seenIn: 'error.message.includes(...) in a catch block',
    stage: onErrors((error, thrown, context) => {
      if (context === null || !isRecord(thrown)) return error;
      return String(thrown['message']).includes('quota') ? as(error, 'quota_exhausted') : error;
    }),
  },
  {
    name: 'what looks like our own error is our own',
    seenIn: 'duck typing across package versions',
    stage: onErrors((error, thrown) => {
      const claimed = isRecord(thrown) ? thrown['kind'] : undefined;
      const kind = ERROR_KINDS.find((each) => each === claimed);
      return kind === undefined ? error : as(error, kind);
    }),
  },
  {
    name: 'the first key is the error',
    seenIn: 'Object.values(body)[0]',
    stage: onContext((context) => {
      const [first] = /^\{"[^"]+":/.exec(context.body ?? '') ?? [];
      return first === undefined || /"(?:error|errors|message|detail)"/.test(first)
        ? context
        : { ...context, body: '{}' };
    }),
  },
  {
    name: 'secrets are not masked',
    seenIn: 'logs of request headers',
    stage: { redact: (text) => text },
  },
];
