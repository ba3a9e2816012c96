import type { FindingCode } from '../../contract/findings.ts';
import type { GuardError } from '../../contract/errors/guard-error.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import type { BodyEnd } from '../../contract/wires/wire.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import type { WireReading } from '../wire.ts';
import { bodyDecoder } from './body-decoder.ts';
import { linesDecoder } from './lines-decoder.ts';
import { sniffingDecoder } from './sniffing-decoder.ts';

/**
 * The decoder for what came, which need not be what was asked for, nor what its content type says: a server may answer
 * a stream's call with one body, and a call for one body with events.
 */
export function openDecoder(wire: WireReading, context: DecodeContext, asked: Mode): Decoder {
  return sniffingDecoder((start) => {
    if (wire.isStream(start, asked, context.headers)) {
      const decoder = wire.readStream(context);
      return asked === 'stream' ? decoder : new OddDecoder(decoder, 'stream/unasked', UNASKED);
    }
    const decoder = bodyDecoder(context, wire.readBody);
    if (asked === 'send') return decoder;
    const odd = new OddDecoder(decoder, 'stream/json-body', JSON_BODY);
    const { eventOfLine } = wire;
    if (eventOfLine === undefined) return odd;
    return linesDecoder(
      odd,
      eventOfLine,
      () => new OddDecoder(wire.readStream(context), 'stream/json-lines', JSON_LINES),
    );
  });
}

const UNASKED = 'events came where one body was asked for';
const JSON_BODY = 'one body came where a stream was asked for';
const JSON_LINES = 'lines of JSON came where events were asked for';

/** A decoder with a finding about the whole response before its last parts. */
class OddDecoder implements Decoder {
  readonly #decoder: Decoder;
  readonly #finding: StreamPart;

  constructor(decoder: Decoder, code: FindingCode, message: string) {
    const warnings = [{ code, message, frame: null, offset: null }];
    this.#decoder = decoder;
    this.#finding = { type: 'meta', model: null, providerRequestId: null, systemFingerprint: null, warnings };
  }

  push(bytes: Uint8Array): readonly StreamPart[] {
    return this.#decoder.push(bytes);
  }

  end(ended: BodyEnd): readonly StreamPart[] {
    return [this.#finding, ...this.#decoder.end(ended)];
  }

  tripped(): GuardError | null {
    return this.#decoder.tripped();
  }

  handedEvents(): number | null {
    return this.#decoder.handedEvents();
  }
}
