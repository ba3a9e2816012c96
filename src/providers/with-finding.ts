import type { FindingCode } from '../contract/findings.ts';
import type { StreamPart } from '../contract/stream-part.ts';
import type { Decoder } from './decode-context.ts';

export interface WholeFinding {
  readonly code: FindingCode;
  readonly message: string;
}

export const JSON_BODY: WholeFinding = {
  code: 'stream/json-body',
  message: 'one body came where a stream was asked for',
};

export const UNASKED: WholeFinding = {
  code: 'stream/unasked',
  message: 'events came where one body was asked for',
};

/** The decoder with a finding about the whole response before its last parts. */
export function withFinding(decoder: Decoder, { code, message }: WholeFinding): Decoder {
  const warnings = [{ code, message, frame: null, offset: null }];
  const finding: StreamPart = { type: 'meta', model: null, providerRequestId: null, warnings };
  return { ...decoder, end: (end) => [finding, ...decoder.end(end)] };
}
