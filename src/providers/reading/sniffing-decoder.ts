import type { GuardError } from '../../contract/guard-error.ts';
import type { StreamPart } from '../../contract/stream-part.ts';
import type { BodyEnd } from '../../contract/wire.ts';
import type { Decoder } from '../decode-context.ts';

/** Enough to tell any body's kind by. */
const ENOUGH = 7;
const BLANK: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
const BYTE_ORDER_MARK: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

const NOTHING: readonly StreamPart[] = [];

/**
 * A decoder that is chosen by how the body begins, blanks and a byte order mark left out. Bytes are held back until
 * that is seen, so the choice does not depend on how they were cut.
 */
export function sniffingDecoder(choose: (start: string) => Decoder): Decoder {
  return new SniffingDecoder(choose);
}

class SniffingDecoder implements Decoder {
  readonly #choose: (start: string) => Decoder;
  #held: Uint8Array[] = [];
  #start = '';
  #chosen: Decoder | null = null;

  constructor(choose: (start: string) => Decoder) {
    this.#choose = choose;
  }

  push(bytes: Uint8Array): readonly StreamPart[] {
    if (this.#chosen !== null) return this.#chosen.push(bytes);
    this.#sniff(bytes);
    this.#held.push(bytes);
    return this.#start.length < ENOUGH ? NOTHING : this.#replay(this.#choose(this.#start));
  }

  end(ended: BodyEnd): readonly StreamPart[] {
    if (this.#chosen !== null) return this.#chosen.end(ended);
    const decoder = this.#choose(this.#start);
    return [...this.#replay(decoder), ...decoder.end(ended)];
  }

  tripped(): GuardError | null {
    return this.#chosen?.tripped() ?? null;
  }

  /** A body is one thing that a client should be handed. */
  handedEvents(): number {
    return this.#chosen?.handedEvents() ?? 1;
  }

  #sniff(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#start === '' && (BLANK.has(byte) || BYTE_ORDER_MARK.has(byte))) continue;
      this.#start += String.fromCharCode(byte);
      if (this.#start.length === ENOUGH) return;
    }
  }

  #replay(decoder: Decoder): readonly StreamPart[] {
    const pieces = this.#held;
    this.#held = [];
    this.#chosen = decoder;
    return pieces.flatMap((piece) => decoder.push(piece));
  }
}
