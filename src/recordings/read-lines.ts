/** One line without its end. Of a line that is too long, `text` is the beginning alone. */
export interface Line {
  readonly text: string;
  readonly tooLong: boolean;
}

const LF = 10;
const KEPT_OF_LONG = 64 * 1024;

/** Lines over bytes cut anywhere, a byte order mark taken off. Memory is bounded by `maxBytes`, however long a line is. */
export async function* readLines(input: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let first = true;
  for await (const line of linesOf(input, maxBytes)) {
    yield first && line.text.startsWith('\uFEFF') ? { ...line, text: line.text.slice(1) } : line;
    first = false;
  }
}

async function* linesOf(input: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let held = new Held(maxBytes);
  for await (const bytes of input) {
    let from = 0;
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, from)) {
      held.add(bytes.subarray(from, at));
      yield held.line();
      held = new Held(maxBytes);
      from = at + 1;
    }
    held.add(bytes.subarray(from));
  }
  if (held.bytes > 0) yield held.line();
}

class Held {
  bytes = 0;
  readonly #maxBytes: number;
  #pieces: Uint8Array[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    const was = this.bytes;
    this.bytes += piece.length;
    if (this.bytes <= this.#maxBytes) this.#pieces.push(piece);
    else if (was <= this.#maxBytes) {
      this.#pieces = [Uint8Array.from(Buffer.concat([...this.#pieces, piece]).subarray(0, KEPT_OF_LONG))];
    }
  }

  line(): Line {
    const text = Buffer.concat(this.#pieces).toString('utf8');
    return { text: text.endsWith('\r') ? text.slice(0, -1) : text, tooLong: this.bytes > this.#maxBytes };
  }
}
