import { isUtf8 } from 'node:buffer';
import type { Warning } from '../../contract/exchanges/response.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import type { BodyEnd } from '../../contract/wires/wire.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { closeAnswer } from '../close-answer.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import type { WireReading } from '../wire.ts';
import { findDuplicateKeys } from './find-duplicate-keys.ts';

const utf8 = new TextDecoder('utf-8');
const NOTHING: readonly StreamPart[] = [];
const GARBLED: Warning = {
  code: 'message/invalid-utf8',
  message: 'bytes came that are no UTF-8',
  frame: null,
  offset: null,
};

/** A decoder for a response that is one body: collects it, and reads it when it is over. */
export function bodyDecoder(context: DecodeContext, readBody: WireReading['readBody']): Decoder {
  return new BodyDecoder(context, readBody);
}

/** As parts, for any body that is JSON, an error's too. */
export function noteDuplicates(json: string, value: unknown): readonly StreamPart[] {
  const message = findDuplicateKeys(json, value);
  if (message === null) return NOTHING;
  const warnings = [{ code: 'body/duplicate-key', message, frame: null, offset: null } as const];
  return [{ type: 'meta', model: null, providerRequestId: null, systemFingerprint: null, warnings }];
}

const CLOSINGS: ReadonlyMap<number | undefined, number> = new Map([
  [0x7b, 0x7d],
  [0x5b, 0x5d],
  [0x22, 0x22],
]);
const SPACES: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Whether bytes that begin an object, a list or a text end as one does; of anything else nothing is known. */
function mayBeWhole(pieces: readonly Uint8Array[]): boolean {
  const begin = pieces.find(isNoSpace);
  const last = pieces.findLast(isNoSpace);
  const closing = CLOSINGS.get(begin?.find((byte) => !SPACES.has(byte)));
  return closing === undefined || closing === last?.findLast((byte) => !SPACES.has(byte));
}

function isNoSpace(piece: Uint8Array): boolean {
  return piece.some((byte) => !SPACES.has(byte));
}

class BodyDecoder implements Decoder {
  readonly #context: DecodeContext;
  readonly #readBody: WireReading['readBody'];
  readonly #pieces: Uint8Array[] = [];

  constructor(context: DecodeContext, readBody: WireReading['readBody']) {
    this.#context = context;
    this.#readBody = readBody;
  }

  push(bytes: Uint8Array): readonly StreamPart[] {
    this.#pieces.push(bytes);
    return NOTHING;
  }

  end(ended: BodyEnd): readonly StreamPart[] {
    const context = this.#context;
    // Most of those that break off were far too large, and to put one together only to refuse it takes its size twice.
    const pieces = ended.end === 'fin' || mayBeWhole(this.#pieces) ? this.#pieces : [];
    const [first] = pieces;
    const bytes = first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
    const text = utf8.decode(bytes);
    const body = parseOrUndefined(text);
    const answer = body === undefined ? null : this.#readBody(body, text, context);
    const cut = body === undefined && ended.end !== 'fin';
    const finish = answer?.finish ?? null;
    const { error } = closeAnswer(
      {
        form: 'body',
        ended,
        // What is wrong with a body that was cut is the symptom.
        failure: answer === null && !cut ? context.errorFrom(text) : (answer?.error ?? null),
        unproven: answer !== null && finish === null ? answer.finishName : null,
        stranger: answer?.stranger ?? null,
        leftover: false,
        finish,
      },
      context,
    );
    const parts: StreamPart[] = [];
    if (answer !== null) {
      const { model, providerRequestId, systemFingerprint, warnings, content } = answer;
      const garbled = text.includes('\uFFFD') && !isUtf8(bytes) ? [GARBLED] : [];
      const all = [...warnings, ...garbled];
      parts.push({ type: 'meta', model, providerRequestId, systemFingerprint, warnings: all }, ...content);
    }
    if (body !== undefined) parts.push(...noteDuplicates(text, body));
    if (answer !== null) {
      const { usage } = answer;
      if (usage !== null) parts.push({ type: 'usage', usage });
      if (finish !== null) parts.push({ type: 'finish', finishReason: finish });
      const usageRecords = usage === null ? 0 : 1;
      parts.push({ type: 'proof', proof: { frames: 1, terminalMarker: finish !== null, usageRecords } });
    }
    if (error !== null) parts.push({ type: 'error', error });
    return parts;
  }

  tripped(): null {
    return null;
  }

  handedEvents(): null {
    return null;
  }
}
