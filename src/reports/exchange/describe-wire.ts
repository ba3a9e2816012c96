import type { CanonicalError } from '../../contract/errors/error.ts';
import type { Attempt } from '../../contract/exchanges/exchange.ts';
import type { WireEvidence } from '../../contract/wires/wire.ts';
import { describeBody } from './describe-body.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { milliseconds } from '../text/format.ts';
import { prettyJson } from '../text/pretty-json.ts';

export function describeWireRequest({ request }: WireEvidence): readonly string[] {
  const { method, url, headers, body } = request;
  return [escapeTerminalLine(`${method} ${url}`), ...describeHeaders(headers), '', ...describeSent(body)];
}

export function describeRawResponse(evidence: WireEvidence): readonly string[] {
  const { status, headers, bytes, chunkEnds, end, body } = evidence;
  const head = `status ${status}, ${bytes} bytes in ${chunkEnds.length} chunks, ended by ${end}`;
  return [head, ...describeHeaders(headers), '', ...describeBody(body)];
}

/** Times of an attempt count from its sending. */
export function describeAttempt(attempt: Attempt): readonly string[] {
  const { sentMs, status, error } = attempt;
  const since = (name: string, atMs: number | null): string[] =>
    atMs === null ? [] : [`${name} ${milliseconds(atMs - sentMs)}`];
  const facts = [
    status === null ? 'no response' : `status ${status}`,
    ...(attempt.waitedMs > 0 ? [`waited ${milliseconds(attempt.waitedMs)} before`] : []),
    ...since('headers', attempt.headersMs),
    ...since('first byte', attempt.firstByteMs),
    ...since('first output', attempt.firstOutputMs),
    ...since('last byte', attempt.lastByteMs),
  ];
  const failed =
    error === null ? [] : [escapeTerminalLine(`  ${error.kind}: ${error.message}${limitOf(error)}`)];
  return [`${attempt.number}. ${facts.join(', ')}`, ...failed];
}

function limitOf({ guard, message }: CanonicalError): string {
  return guard === null || message.includes(guard) ? '' : ` (stopped by our ${guard})`;
}

function describeHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => escapeTerminalLine(`${name}: ${value}`));
}

function describeSent(body: WireEvidence['request']['body']): readonly string[] {
  if (body === null) return ['(no body)'];
  const text = Buffer.from(body).toString('utf8');
  try {
    return prettyJson(JSON.parse(text));
  } catch {
    return text.split('\n').map(escapeTerminalLine);
  }
}
