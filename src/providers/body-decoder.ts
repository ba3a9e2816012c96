import type { StreamPart } from '../contract/stream-part.ts';
import type { WireEnd } from '../contract/wire.ts';
import { parseOrUndefined } from '../json/read.ts';
import type { DecodeContext, Decoder } from './decode-context.ts';

const utf8 = new TextDecoder('utf-8');

/** A decoder for a response that is one body: collects it, then hands the whole text to `decode`. */
export function bodyDecoder(
  context: DecodeContext,
  decode: (text: string, context: DecodeContext) => readonly StreamPart[],
): Decoder {
  const pieces: Uint8Array[] = [];
  return {
    push(bytes) {
      pieces.push(bytes);
      return [];
    },
    end(end: WireEnd) {
      const text = pieces.length === 1 ? utf8.decode(pieces[0]) : utf8.decode(Buffer.concat(pieces));
      if (end === 'fin') return decode(text, context);
      // A broken connection is the cause, and what is wrong with the cut body its symptom. A body of known length can
      // look whole although the connection broke: only an orderly end proves it.
      const parts = parseOrUndefined(text) === undefined ? [] : decode(text, context);
      if (parts.some((part) => part.type === 'error')) return parts;
      return [
        ...parts,
        { type: 'error', error: context.errorOf('stream_interrupted', `the body ended by ${end}`) },
      ];
    },
  };
}
