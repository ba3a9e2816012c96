import type { WirePiece } from '../../contract/wires/wire.ts';

/** The whole body as UTF-8 text, whatever its end. */
export async function collectText(body: AsyncIterable<WirePiece>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) if ('bytes' in piece) pieces.push(piece.bytes);
  return new TextDecoder().decode(Buffer.concat(pieces));
}
