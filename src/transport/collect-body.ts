import type { BodyEnd, WirePiece } from '../contract/wires/wire.ts';

/** A body read whole, whatever its end. */
export interface CollectedBody extends BodyEnd {
  readonly bytes: Uint8Array;
}

export async function collectBody(body: AsyncIterable<WirePiece>): Promise<CollectedBody> {
  const { pieces, end, cause } = await collectPieces(body);
  return { bytes: joinBytes(pieces), end, cause };
}

/** The same for whoever needs no copy of it in one piece. */
export async function collectPieces(
  body: AsyncIterable<WirePiece>,
): Promise<BodyEnd & { readonly pieces: readonly Uint8Array[] }> {
  const pieces: Uint8Array[] = [];
  let last: BodyEnd = { end: 'reset', cause: null };
  for await (const piece of body) {
    if ('end' in piece) last = piece;
    else pieces.push(piece.bytes);
  }
  return { pieces, end: last.end, cause: last.cause };
}

/** A view of its own also where there is one piece, which others read too. */
function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first.subarray();
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
