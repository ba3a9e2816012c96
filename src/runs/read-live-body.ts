import type { IncomingMessage } from 'node:http';
import { ownError, type ToldError } from '../traffic/chat/render-error.ts';

/** What requests may hold of the memory, one by one and together. */
export interface BodyLimits {
  readonly bodyBytes: number;
  readonly allBytes: number;
}

/** The bytes that all bodies together hold at a time. */
export interface BodyRoom {
  held: number;
}

export interface LiveBody {
  readonly bytes: Uint8Array;
  /** When nobody needs them any more. */
  readonly release: () => void;
}

/**
 * The whole body, which routing needs; why it is not taken; or null where its client left. What is too much is read and let
 * go: who is answered while it still sends reads no answer.
 */
export async function readLiveBody(
  incoming: IncomingMessage,
  limits: BodyLimits,
  room: BodyRoom,
): Promise<LiveBody | ToldError | null> {
  const { bodyBytes, allBytes } = limits;
  const tooLarge = ownError('payload_too_large', `a request may have ${bodyBytes} bytes at most`);
  const tooMuch = { ...ownError('overloaded', 'too much is asked at once'), retryAfterMs: 1000 };
  let why = Number(incoming.headers['content-length'] ?? 0) > bodyBytes ? tooLarge : null;
  let pieces: Buffer[] = [];
  let length = 0;
  const release = (): void => {
    room.held -= length;
    length = 0;
    pieces = [];
  };
  try {
    for await (const piece of incoming) {
      if (!(piece instanceof Buffer) || why !== null) continue;
      length += piece.length;
      room.held += piece.length;
      pieces.push(piece);
      if (length > bodyBytes) why = tooLarge;
      else if (room.held > allBytes) why = tooMuch;
      if (why !== null) release();
    }
  } catch {
    release();
    return null;
  }
  if (why !== null) return why;
  const [only] = pieces;
  return { bytes: pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces), release };
}
