const LF = 10;
/** The line before a chunk: its size, perhaps with extensions. https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
const SIZE = /^([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n$/i;
const LONGEST_SIZE_LINE = 1024;

export interface Joined {
  readonly body: Uint8Array;
  /** Whether the last chunk, which has no bytes, came. */
  readonly whole: boolean;
}

/** A body out of the chunks in which HTTP/1.1 sent it, or null when these bytes are in none. */
export function joinTransferChunks(bytes: Uint8Array): Joined | null {
  const pieces: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const from = bytes.indexOf(LF, at) + 1;
    const line = from === 0 || from - at > LONGEST_SIZE_LINE ? '' : latin1(bytes.subarray(at, from));
    const digits = SIZE.exec(line)?.[1];
    // A size that was cut says nothing; one that is none, that these were never chunks.
    if (digits === undefined) return from === 0 && pieces.length > 0 ? cut(pieces) : null;
    const size = Number.parseInt(digits, 16);
    if (size === 0) return { body: Buffer.concat(pieces), whole: true };
    const end = from + size;
    pieces.push(bytes.subarray(from, end));
    if (end + 2 > bytes.length) return cut(pieces);
    if (latin1(bytes.subarray(end, end + 2)) !== '\r\n') return null;
    at = end + 2;
  }
  return pieces.length === 0 ? null : cut(pieces);
}

function cut(pieces: readonly Uint8Array[]): Joined {
  return { body: Buffer.concat(pieces), whole: false };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
