import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import type { BodyEnd } from '../../contract/wires/wire.ts';
import { isRecord, parseOrUndefined } from '../../json/read.ts';
import type { Decoder } from '../decode-context.ts';

const NOTHING: readonly StreamPart[] = [];
const utf8 = new TextDecoder('utf-8');

/**
 * A decoder for what came in place of a stream: collects it, and when it is over gives it to `body`, or where it is
 * lines of JSON that are values of their own, to a stream's decoder, each as the event that it should have been.
 */
export function linesDecoder(
  body: Decoder,
  eventOfLine: (line: string) => string,
  openStream: () => Decoder,
): Decoder {
  const pieces: Uint8Array[] = [];
  let chosen = body;
  const readLines = (lines: readonly string[], ended: BodyEnd): readonly StreamPart[] => {
    const stream = openStream();
    chosen = stream;
    const last = lines.at(-1) ?? '';
    // Of a line that was cut no event is made: it is the start of one.
    const isCut = parseOrUndefined(last) === undefined;
    const events = (isCut ? lines.slice(0, -1) : lines).map(eventOfLine).join('');
    const start = isCut ? eventOfLine(last).trimEnd() : '';
    return [...stream.push(Buffer.from(events + start, 'utf8')), ...stream.end(ended)];
  };
  return {
    push(bytes) {
      pieces.push(bytes);
      return NOTHING;
    },
    end(ended) {
      const whole = Buffer.concat(pieces);
      const lines = linesOf(utf8.decode(whole));
      if (lines !== null) return readLines(lines, ended);
      return [...body.push(whole), ...body.end(ended)];
    },
    tripped: () => chosen.tripped(),
    handedEvents: () => chosen.handedEvents(),
  };
}

/** Null for a text that is one value, and for one of which a line but the last is none. */
function linesOf(text: string): readonly string[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  return lines.slice(0, -1).every((line) => isRecord(parseOrUndefined(line))) ? lines : null;
}
