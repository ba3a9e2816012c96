import type { GuardError } from '../../contract/errors/guard-error.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import type { BodyEnd } from '../../contract/wires/wire.ts';
import type { Decoder } from '../decode-context.ts';

/** Enough to tell any body's kind by. */
const ENOUGH = 7;
const BLANK: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
const BYTE_ORDER_MARK: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

const NOTHING: readonly StreamPart[] = [];

/** So many bytes of comments are held back; after more of them events are what comes. */
const MOST_HELD = 65_536;
const COMMENT = 0x3a;
const LINE_FEED = 0x0a;
/** How a body begins that is JSON, whatever comments stand before it. */
const JSON_BODY = /^[{[]/;

/**
 * A decoder that is chosen by how the body begins, blanks and a byte order mark left out. Bytes are held back until
 * that is seen, so the choice does not depend on how they were cut. Comments that keep a connection open while a body
 * is made stand before events, which may have them anywhere, or before JSON, which may not: there they are taken away.
 */
export function sniffingDecoder(choose: (start: string) => Decoder): Decoder {
  return new SniffingDecoder(choose);
}

class SniffingDecoder implements Decoder {
  readonly #choose: (start: string) => Decoder;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #start = '';
  /** Where in the held bytes what is no comment begins; 0 where none came. */
  #afterComments = 0;
  #inComment = false;
  #chosen: Decoder | null = null;

  constructor(choose: (start: string) => Decoder) {
    this.#choose = choose;
  }

  push(bytes: Uint8Array): readonly StreamPart[] {
    if (this.#chosen !== null) return this.#chosen.push(bytes);
    this.#sniff(bytes);
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    const isEnough = this.#start.length >= ENOUGH || this.#heldBytes > MOST_HELD;
    return isEnough ? this.#replay() : NOTHING;
  }

  end(ended: BodyEnd): readonly StreamPart[] {
    if (this.#chosen !== null) return this.#chosen.end(ended);
    const parts = this.#replay();
    return [...parts, ...this.#decoder().end(ended)];
  }

  tripped(): GuardError | null {
    return this.#chosen?.tripped() ?? null;
  }

  /** A body is one thing that a client should be handed. */
  handedEvents(): number {
    return this.#chosen?.handedEvents() ?? 1;
  }

  #sniff(bytes: Uint8Array): void {
    for (const [at, byte] of bytes.entries()) {
      if (this.#inComment) {
        if (byte !== LINE_FEED) continue;
        this.#inComment = false;
        this.#afterComments = this.#heldBytes + at + 1;
        continue;
      }
      if (this.#start === '') {
        if (BLANK.has(byte) || BYTE_ORDER_MARK.has(byte)) continue;
        if (byte === COMMENT) {
          this.#inComment = true;
          continue;
        }
      }
      this.#start += String.fromCharCode(byte);
      if (this.#start.length === ENOUGH) return;
    }
  }

  #decoder(): Decoder {
    const isCommented = this.#inComment || this.#afterComments > 0;
    this.#chosen ??= this.#choose(isCommented && !JSON_BODY.test(this.#start) ? ':' : this.#start);
    return this.#chosen;
  }

  #replay(): readonly StreamPart[] {
    const decoder = this.#decoder();
    const pieces = JSON_BODY.test(this.#start) ? withoutFirst(this.#held, this.#afterComments) : this.#held;
    this.#held = [];
    return pieces.flatMap((piece) => decoder.push(piece));
  }
}

function withoutFirst(pieces: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  return count === 0 ? pieces : [Buffer.concat(pieces).subarray(count)];
}
