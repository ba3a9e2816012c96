import type { BodyEnd, WireChunk, WireEnd, WirePiece, WireResponse } from '../src/contract/wires/wire.ts';

export const FIN: BodyEnd = { end: 'fin', cause: null };

/** A body read to its end. */
export interface ReadBody extends BodyEnd {
  readonly bytes: Buffer;
  readonly text: string;
  readonly chunks: readonly WireChunk[];
}

/** Reads a body to its end. `took` is called after each chunk. Throws when the end is missing, or is not the last. */
export async function readAll(
  { body }: Pick<WireResponse, 'body'>,
  took: (chunk: WireChunk) => unknown = () => undefined,
): Promise<ReadBody> {
  const chunks: WireChunk[] = [];
  let ended: BodyEnd | null = null;
  for await (const piece of body) {
    if (ended !== null) throw new Error('something came after the end');
    if ('end' in piece) {
      ended = piece;
      continue;
    }
    chunks.push(piece);
    await took(piece);
  }
  if (ended === null) throw new Error('the body has no end');
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  return { ...ended, bytes, text: bytes.toString(), chunks };
}

/** A body of chunks that are at hand, or come from a source of their own. */
export async function* bodyOf(
  chunks: Iterable<WireChunk> | AsyncIterable<WireChunk> = [],
  end: WireEnd = 'fin',
  cause: unknown = null,
): AsyncGenerator<WirePiece, undefined> {
  yield* chunks;
  yield { end, cause };
}
