import type { Decoder } from './decode-context.ts';

/** Enough to tell any body's kind by. */
const ENOUGH = 7;
const BLANK: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
const BYTE_ORDER_MARK: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

/**
 * A decoder that is chosen by how the body begins, blanks and a byte order mark left out. Bytes are held back until
 * that is seen, so the choice does not depend on how they were cut.
 */
export function sniffingDecoder(choose: (start: string) => Decoder): Decoder {
  let held: Uint8Array[] = [];
  let start = '';
  let chosen: Decoder | null = null;

  const sniff = (bytes: Uint8Array): void => {
    for (const byte of bytes) {
      if (start === '' && (BLANK.has(byte) || BYTE_ORDER_MARK.has(byte))) continue;
      start += String.fromCharCode(byte);
      if (start.length === ENOUGH) return;
    }
  };
  const replay = (decoder: Decoder): ReturnType<Decoder['push']> => {
    const pieces = held;
    held = [];
    chosen = decoder;
    return pieces.flatMap((piece) => decoder.push(piece));
  };

  return {
    push(bytes) {
      if (chosen !== null) return chosen.push(bytes);
      sniff(bytes);
      held.push(bytes);
      return start.length < ENOUGH ? NOTHING : replay(choose(start));
    },
    end(end) {
      if (chosen !== null) return chosen.end(end);
      const decoder = choose(start);
      return [...replay(decoder), ...decoder.end(end)];
    },
    // A body is one thing that a client should be handed.
    handedEvents: () => chosen?.handedEvents?.() ?? 1,
  };
}

const NOTHING: ReturnType<Decoder['push']> = [];
