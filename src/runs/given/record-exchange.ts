import { isDeepStrictEqual } from 'node:util';
import type { Attempt, Exchange } from '../../contract/exchanges/exchange.ts';
import type { WireEvidence } from '../../contract/wires/wire.ts';
import type { BodyReference } from '../../store/records/stored-record.ts';
import { contentOf, bytesOf, type BodyContent } from '../../store/records/body-content.ts';
import type { RecordedBody, RecordedExchange } from '../../store/cassettes/cassette.ts';
import { pathOf } from '../../store/cassettes/compare-requests.ts';
import { EVENT_STREAM, readFrames } from '../../store/cassettes/frames.ts';

/** What goes to a cassette of an exchange, or why nothing does. */
export type Recording =
  { readonly exchange: RecordedExchange; readonly sent: BodyContent | null } | { readonly why: string };

interface Sent {
  readonly run: string;
  /** Of the target, as it was called. */
  readonly baseUrl: string;
  /** The body of the wire request, by which requests are told apart. */
  readonly reference: BodyReference | null;
}

/** An exchange of a run, with its bodies, as a cassette keeps it. */
export function recordExchange(exchange: Exchange, { run, baseUrl, reference }: Sent): Recording {
  const { evidence, outcome, case: id } = exchange;
  if (evidence === null) return { why: 'got no response, so there are no bytes to replay' };
  if (outcome.type === 'error' && outcome.error.kind === 'cancelled') return { why: 'were cancelled' };
  const body = bodyOf(evidence);
  if (body === null) {
    return { why: 'hold a secret in their bytes, and what is left of them cannot be read as what came' };
  }
  const { prompt, mode, repetition } = id;
  const last = exchange.attempts.at(-1);
  const firstMs = exchange.attempts[0]?.sentMs ?? 0;
  const sentMs = last?.sentMs ?? firstMs;
  const { request, status, headers, chunkEnds, end } = evidence;
  // A socket may stamp the first bytes before anybody has seen the head.
  const headMs = Math.min(last?.headersMs ?? sentMs, evidence.chunkAtMs[0] ?? Number.POSITIVE_INFINITY);
  const stamps = [headMs, ...evidence.chunkAtMs].map((atMs) => round(atMs - sentMs));
  return {
    sent: request.body === null ? null : asContent(request.body),
    exchange: {
      prompt,
      mode,
      repetition,
      run,
      requestHash: exchange.requestHash,
      request: { method: request.method, path: pathOf(request.url, baseUrl), body: reference },
      response: {
        status,
        headers,
        headMs: stamps[0] ?? 0,
        chunkEnds,
        chunkMs: stamps.slice(1).map((ms, at) => round(ms - (stamps[at] ?? 0))),
        end,
        body,
      },
      earlier: exchange.attempts.slice(0, -1).map((attempt) => shift(attempt, firstMs)),
      waitedMs: round(last?.waitedMs ?? 0),
      sentMs: round(sentMs - firstMs),
      error:
        outcome.type === 'error'
          ? {
              kind: outcome.error.kind,
              message: outcome.error.message,
              retryAfterMs: outcome.error.retryAfterMs,
              guard: outcome.error.guard,
            }
          : null,
    },
  };
}

function asContent(body: string | Uint8Array): BodyContent {
  return typeof body === 'string' ? { text: body } : contentOf(body);
}

/** Null where the bytes are not those that came. */
function bodyOf({ body, bytes, headers }: WireEvidence): RecordedBody | null {
  if (!('text' in body || 'base64' in body)) return null;
  const stored = bytesOf(body);
  if (stored.length !== bytes) return null;
  const isFramed = 'base64' in body && (headers['content-type'] ?? '').startsWith(EVENT_STREAM);
  const frames = isFramed ? readFrames(stored) : null;
  return frames === null ? body : { ...body, frames };
}

function shift(attempt: Attempt, byMs: number): Attempt {
  const { sentMs, headersMs, firstByteMs, firstOutputMs, lastByteMs } = attempt;
  const since = (atMs: number | null): number | null => (atMs === null ? null : round(atMs - byMs));
  return {
    ...attempt,
    waitedMs: round(attempt.waitedMs),
    sentMs: round(sentMs - byMs),
    headersMs: since(headersMs),
    firstByteMs: since(firstByteMs),
    firstOutputMs: since(firstOutputMs),
    lastByteMs: since(lastByteMs),
  };
}

/** Hundredths of a millisecond: no network is more exact, and lines stay short. Clocks of two sources may disagree. */
function round(ms: number): number {
  return Math.max(0, Math.round(ms * 100) / 100);
}

/** Headers that differ from answer to answer, and say nothing of any. */
const VOLATILE: ReadonlySet<string> = new Set(['date']);

/** Whether a second recording says what the first one said: the same bytes to the same request, in whatever time. */
export function isSameRecording(before: RecordedExchange, now: RecordedExchange): boolean {
  return isDeepStrictEqual(essenceOf(before), essenceOf(now));
}

function essenceOf({ request, requestHash, response, earlier, error }: RecordedExchange): readonly unknown[] {
  const { status, headers, body, end } = response;
  const lasting = Object.entries(headers).filter(([name]) => !VOLATILE.has(name));
  return [
    request,
    requestHash,
    status,
    Object.fromEntries(lasting),
    body,
    end,
    earlier.length,
    error?.kind ?? null,
  ];
}
