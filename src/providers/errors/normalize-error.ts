import type { CanonicalError, ErrorContext } from '../../contract/error.ts';
import { RETRY_RULES, type ErrorKind } from '../../contract/error-kind.ts';
import { guardBehind, TIME_GUARDS } from '../../contract/guard-error.ts';
import type { Redact } from '../../contract/world.ts';
import { CanonicalFailure } from './canonical-failure.ts';
import { DECISIVE_CODES, GENERAL_CODES, STATUS_KINDS, TRANSPORT_CODES } from './error-rules.ts';
import { readEnvelope, type Envelope } from './read-envelope.ts';
import { readRetryAfter } from './read-retry-after.ts';
import { readThrown, type Thrown } from './read-thrown.ts';
import { TEXT_RULES } from './text-rules.ts';

export interface NormalizeContext extends ErrorContext {
  readonly provider: string;
  readonly redact: Redact;
}

const REQUEST_ID_HEADERS = [
  'x-amzn-requestid',
  'x-amzn-request-id',
  'nvcf-reqid',
  'x-request-id',
  'x-global-transaction-id',
];

/**
 * Any thrown value or error body as a CanonicalError. Total: it returns for every input.
 * Precedence, most specific first: own abort, transport, decisive code, words, general code or exception name,
 * status, `unknown`. A status of 200 excludes no error and a 4xx no outage.
 */
export function normalizeError(thrown: unknown, context: NormalizeContext): CanonicalError {
  if (thrown instanceof CanonicalFailure) return thrown.error;
  const said = readThrown(thrown);
  const envelope = readEnvelope(context.body);
  const codes = [errorTypeHeader(context.headers), ...envelope.codes, ...said.codes, ...said.names].filter(
    (code) => code !== null,
  );
  const texts = [...envelope.messages, ...(said.message === null ? [] : [said.message])];
  const kind = decide(thrown, context, said, envelope, codes, texts);
  const why = context.phase === 'transport' && said.cause !== null ? `: ${said.cause}` : '';
  const what = texts.find((text) => text.trim() !== '') ?? said.name ?? `status ${context.status ?? 'none'}`;
  return {
    kind,
    retryable: RETRY_RULES[kind].retryable,
    retryAfterMs: readRetryAfter(context.headers, texts, context.nowMs),
    status: context.status,
    provider: context.provider,
    providerCode: codes[0] ?? null,
    message: context.redact(`${why === '' ? what : what.replace(/\.$/, '')}${why}`),
    providerRequestId: requestIdOf(context.headers) ?? envelope.requestId,
    phase: context.phase,
    guard: guardBehind(thrown)?.guard ?? null,
    partial: null,
    raw: {
      name: said.name,
      message: said.message === null ? null : context.redact(said.message),
      body: context.body === null ? null : context.redact(context.body),
      headers: context.headers,
    },
  };
}

function decide(
  thrown: unknown,
  context: NormalizeContext,
  said: Thrown,
  envelope: Envelope,
  codes: readonly string[],
  texts: readonly string[],
): ErrorKind {
  if (context.aborted !== null) return context.aborted;
  const guard = guardBehind(thrown);
  if (guard !== null) return TIME_GUARDS.has(guard.guard) ? 'timeout' : 'malformed_response';
  const named = codes.map(plainCode);
  const spoke = envelope.codes.length > 0 || envelope.messages.length > 0;
  return (
    (spoke ? null : transportKind(said, context)) ??
    firstOf(named, DECISIVE_CODES) ??
    textKind(texts) ??
    generalKind(firstOf(named, GENERAL_CODES), context.status, envelope.status) ??
    (said.names.includes('SyntaxError') ? 'malformed_response' : 'unknown')
  );
}

function transportKind(said: Thrown, context: NormalizeContext): ErrorKind | null {
  const kind = firstOf([...said.codes, ...said.names], TRANSPORT_CODES);
  if (kind === null || context.phase === 'transport') return kind;
  return kind === 'connection' ? 'stream_interrupted' : kind;
}

function textKind(texts: readonly string[]): ErrorKind | null {
  const rule = TEXT_RULES.find(({ pattern }) => texts.some((text) => pattern.test(text)));
  return rule?.kind ?? null;
}

/** `server_error` says no more than that it failed (SDKs name every status from 500 up so): a status knows better. */
function generalKind(
  general: ErrorKind | null,
  status: number | null,
  named: number | null,
): ErrorKind | null {
  if (general !== null && general !== 'server_error') return general;
  const failed = status !== null && status >= 400 ? status : named;
  if (failed !== null) return statusKind(failed);
  return general ?? (status === null ? null : statusKind(status));
}

function statusKind(status: number): ErrorKind | null {
  const known = STATUS_KINDS[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'server_error';
  if (status >= 400) return 'invalid_request';
  return status >= 200 && status < 300 ? 'malformed_response' : null;
}

/** `com.amazon.coral#ModelErrorException:http://…` and `invalid_request_error` in one plain form. */
function plainCode(code: string): string {
  const bare = code.replace(/:http.*$/s, '').replace(/^.*#/s, '');
  return bare.replace(/(?:_?(?:exception|error))+$/i, '').toLowerCase();
}

function firstOf(names: readonly string[], table: Readonly<Record<string, ErrorKind>>): ErrorKind | null {
  for (const name of names) if (Object.hasOwn(table, name)) return table[name] ?? null;
  return null;
}

function errorTypeHeader(headers: Readonly<Record<string, string>>): string | null {
  return headers['x-amzn-errortype'] ?? null;
}

function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  const name = REQUEST_ID_HEADERS.find((header) => headers[header] !== undefined);
  return name === undefined ? null : (headers[name] ?? null);
}
