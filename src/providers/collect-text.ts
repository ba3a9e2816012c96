import type { WireResponse } from '../contract/wire.ts';

/** The whole body as UTF-8 text. */
export async function collectText(response: WireResponse): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const { bytes } of response.chunks) pieces.push(bytes);
  return new TextDecoder().decode(Buffer.concat(pieces));
}
