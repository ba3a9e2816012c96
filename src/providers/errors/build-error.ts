import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { CanonicalError, ErrorContext } from '../../contract/errors/error.ts';
import type { GuardError } from '../../contract/errors/guard-error.ts';
import type { Redact } from '../../contract/world.ts';
import type { Collected } from './collect-evidence.ts';
import type { Code, Sign, Words } from './evidence.ts';
import { findRetirement } from './find-retirement.ts';
import type { Thrown } from './read-thrown.ts';
import type { Candidate } from './candidate.ts';
import { maskFields } from './mask-fields.ts';
import { maskCredentials } from './read-headers.ts';
import { readNamedId, requestIdOf } from './read-request-id.ts';
import { readAskedDelay, readLimitReset, readRetryAfter } from './read-retry-after.ts';

const MESSAGE_CHARS = 4_096;

interface Context extends ErrorContext {
  readonly provider: string;
  readonly redact: Redact;
}

/** The decision with everything that stands beside it. Secrets are masked in every field that came from outside. */
export function buildError(
  decided: Candidate,
  { evidence, thrown, headers }: Collected,
  context: Context,
  guard: GuardError | null,
): CanonicalError {
  const { status, provider, phase } = context;
  const body = typeof context.body === 'string' ? context.body : null;
  const code = codeOf(evidence.codes);
  const message = messageOf(evidence.texts, thrown, status);
  const requestId = requestIdOf(headers) ?? evidence.requestIds[0] ?? namedIdIn(evidence.texts);
  const mask = maskFields(context.redact, body, [
    code,
    message,
    requestId,
    thrown.name,
    thrown.message,
    ...Object.values(headers),
  ]);
  return {
    kind: decided.kind,
    retryable: decided.retryable,
    retryAfterMs: delayOf(
      decided.kind,
      speaksOfError(decided.kind, context) ? headers : {},
      evidence.delaysMs,
      evidence.texts,
      context.nowMs,
    ),
    status: status ?? thrown.status,
    provider,
    providerCode: nullable(mask, code),
    message: mask(message),
    providerRequestId: nullable(mask, requestId),
    phase,
    retirement: findRetirement({
      kind: decided.kind,
      status: status ?? thrown.status,
      headers,
      evidence,
      nowMs: context.nowMs,
    }),
    guard: guard?.guard ?? null,
    partial: null,
    raw: {
      name: nullable(mask, thrown.name),
      message: nullable(mask, thrown.message),
      body: nullable(mask, body),
      headers: maskHeaders(headers, mask),
    },
  };
}

function maskHeaders(
  headers: Readonly<Record<string, string>>,
  mask: Redact,
): Readonly<Record<string, string>> {
  const masked: Record<string, string> = {};
  for (const name in headers) masked[name] = mask(maskCredentials(name, headers[name] ?? ''));
  return masked;
}

function nullable(mask: Redact, text: string | null): string | null {
  return text === null ? null : mask(text);
}

function namedIdIn(texts: readonly Sign[]): string | null {
  for (const { value } of texts) {
    const id = readNamedId(value);
    if (id !== null) return id;
  }
  return null;
}

/** Kinds that a limit's own reset, or a wait that a sentence names, can be about. */
const LIMITS: ReadonlySet<ErrorKind> = new Set(['rate_limited', 'quota_exhausted']);
const WAITS: ReadonlySet<ErrorKind> = new Set([
  ...LIMITS,
  'overloaded',
  'timeout',
  'server_error',
  'stream_interrupted',
]);

/** What only shows that an answer broke; the server said nothing. */
const SYMPTOMS: ReadonlySet<ErrorKind> = new Set(['malformed_response', 'stream_interrupted']);

/**
 * Whether the head of a response can speak of its error: that of an answer which broke later cannot. Hugging Face's
 * router has `retry-after` in good answers: test_tool_choice_matrix of
 * https://github.com/pydantic/pydantic-ai/tree/main/tests/models/cassettes
 */
function speaksOfError(kind: ErrorKind, { phase, status }: Context): boolean {
  if (status === null || status < 200 || status > 299) return true;
  return phase !== 'stream' && !SYMPTOMS.has(kind);
}

function delayOf(
  kind: ErrorKind,
  headers: Readonly<Record<string, string>>,
  delaysMs: readonly number[],
  texts: readonly Words[],
  nowMs: number,
): number | null {
  return (
    readRetryAfter(headers, nowMs) ??
    delaysMs[0] ??
    (WAITS.has(kind) ? readAskedDelay(texts) : null) ??
    (LIMITS.has(kind) ? readLimitReset(headers, nowMs) : null)
  );
}

/** AWS's way to say whose a code is: `com.amazon.coral#ThrottlingException:http://…`. */
const QUALIFIED = /#|:http/;

/** The provider's own word: the first that we know, else the first. */
function codeOf(codes: readonly Code[]): string | null {
  const known = codes.find(({ rule }) => rule !== null) ?? codes[0];
  if (known === undefined) return null;
  const { value } = known;
  return QUALIFIED.test(value) ? value.replace(/:http.*$/s, '').replace(/^.*#/s, '') : value;
}

/** What the response says; else what was thrown, with the cause that SDKs leave out. */
function messageOf(texts: readonly Words[], thrown: Thrown, status: number | null): string {
  const words =
    saidIn(texts, true) ?? filled(thrownMessage(thrown)) ?? saidIn(texts, false) ?? filled(thrown.name);
  const message = words ?? (status === null ? 'nothing was said' : `status ${status}`);
  return message.length > MESSAGE_CHARS ? `${message.slice(0, MESSAGE_CHARS)}…` : message;
}

function saidIn(texts: readonly Words[], answered: boolean): string | null {
  for (const { value, place, shown } of texts) {
    if ((!answered || place.startsWith('body')) && /\w/.test(value)) return filled(shown);
  }
  return null;
}

function filled(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function thrownMessage({ message, cause }: Thrown): string | null {
  if (message === null || message.trim() === '') return cause;
  return cause === null || message.includes(cause) ? message : `${message.replace(/\.$/, '')}: ${cause}`;
}
