import { createPartFold } from '../../src/calls/fold-parts.ts';
import type { Capabilities } from '../../src/contract/wires/capabilities.ts';
import type { CanonicalError } from '../../src/contract/errors/error.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import type { StreamPart, WireProof } from '../../src/contract/exchanges/stream-part.ts';
import type { WireEnd, WireResponse } from '../../src/contract/wires/wire.ts';
import type { DecodeContext, Decoder } from '../../src/providers/decode-context.ts';
import { createCallErrors } from '../../src/providers/errors/call-errors.ts';
import { bodyDecoder } from '../../src/providers/reading/body-decoder.ts';
import type { WireReading } from '../../src/providers/wire.ts';
import { bytesResponse } from '../../src/transport/in-memory-transport.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CAPABILITIES } from '../capabilities.ts';

export const ALL: Capabilities = { ...CAPABILITIES, requestId: 'optional' };

/** The surroundings of a decoder in a call whose response had these headers. */
export function contextFor(
  response: WireResponse = bytesResponse({ headers: { 'x-request-id': 'req-1' } }),
  capabilities: Partial<Capabilities> = {},
): DecodeContext {
  const errors = createCallErrors({
    provider: 'test',
    world: { clock: createFakeClock(), redact: (text) => text },
    signal: new AbortController().signal,
    requestIdHeaders: ['x-request-id'],
  });
  return errors.decodeContext(response, { ...ALL, ...capabilities });
}

export interface Decoded extends CanonicalResponse {
  readonly parts: readonly StreamPart[];
  readonly error: CanonicalError | null;
  readonly proof: WireProof | null;
}

/** Reads pieces to their end and folds the parts as a caller would. */
export function decodeAll(decoder: Decoder, pieces: readonly Uint8Array[], end: WireEnd = 'fin'): Decoded {
  return foldAll([...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end({ end, cause: null })]);
}

/** Reads one body that came whole. Text is taken as it is, anything else as JSON. */
export function decodeBody(
  readBody: WireReading['readBody'],
  body: unknown,
  context: DecodeContext = contextFor(),
): Decoded {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return decodeAll(bodyDecoder(context, readBody), [Buffer.from(text)]);
}

export function foldAll(parts: readonly StreamPart[]): Decoded {
  const fold = createPartFold();
  for (const part of parts) fold.add(part);
  return { ...fold.response(), parts, error: fold.error(), proof: fold.proof() };
}

export const codes = ({ warnings }: Decoded): string[] => warnings.map(({ code }) => code);
export const callsOf = ({ toolCalls }: Decoded): (readonly [string, string])[] =>
  toolCalls.map(({ name, rawArguments }) => [name, rawArguments]);
