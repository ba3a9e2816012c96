const USUAL_BYTES = 1280 * 1024;
/** UTF-8 takes at most three bytes for a UTF-16 code unit. */
const BYTES_PER_UNIT = 3;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NO_SHORT_ESCAPE = 0xff;
/** By ASCII character: 0, or what follows the backslash in JSON (RFC 8259, section 7). */
const ESCAPES = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const spelt = JSON.stringify(String.fromCharCode(unit)).slice(1, -1);
  if (spelt.length === 1) return 0;
  return spelt.length === 2 ? spelt.charCodeAt(1) : NO_SHORT_ESCAPE;
});

/** Text as it stands in the line, or text to stand there as a JSON string. */
export type LinePiece = string | { readonly quoted: string };

export function textOf(piece: LinePiece): string {
  return typeof piece === 'string' ? piece : JSON.stringify(piece.quoted);
}

/** Text as bytes, end to end in one piece of memory, so that what is hashed and written is encoded once. */
export class LineBatch {
  #bytes = Buffer.allocUnsafe(USUAL_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: LinePiece): void {
    if (typeof piece === 'string' || !this.#writeQuoted(piece.quoted)) this.#write(textOf(piece));
  }

  /** What was added from `start` on. Holds until more is added. */
  since(start: number): Buffer {
    return this.#bytes.subarray(start, this.#length);
  }

  cut(length: number): void {
    this.#length = length;
  }

  #write(text: string): void {
    this.#reserve(text.length * BYTES_PER_UNIT);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** As JSON.stringify would, but straight into the bytes, in half the time; false for text that is not so plain. */
  #writeQuoted(text: string): boolean {
    this.#reserve(2 * text.length + 2);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = QUOTE;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return false;
      const escape = ESCAPES[unit] ?? NO_SHORT_ESCAPE;
      if (escape === NO_SHORT_ESCAPE) return false;
      if (escape === 0) bytes[at++] = unit;
      else {
        bytes[at++] = BACKSLASH;
        bytes[at++] = escape;
      }
    }
    bytes[at++] = QUOTE;
    this.#length = at;
    return true;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
