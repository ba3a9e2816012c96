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

/** The whole body, which routing needs; why it is not taken; or null where its client left. */
export async function readLiveBody(
  incoming: IncomingMessage,
  limits: BodyLimits,
  room: BodyRoom,
): Promise<LiveBody | ToldError | null> {
  const { bodyBytes, allBytes } = limits;
  const tooLarge = ownError('payload_too_large', `a request may have ${bodyBytes} bytes at most`);
  if (Number(incoming.headers['content-length'] ?? 0) > bodyBytes) return tooLarge;
  const pieces: Buffer[] = [];
  let length = 0;
  const release = (): void => {
    room.held -= length;
    length = 0;
  };
  try {
    for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
      if (!(piece instanceof Buffer)) continue;
      length += piece.length;
      room.held += piece.length;
      if (length > bodyBytes) return refuse(tooLarge);
      if (room.held > allBytes)
        return refuse({ ...ownError('overloaded', 'too much is asked at once'), retryAfterMs: 1000 });
      pieces.push(piece);
    }
  } catch {
    release();
    return null;
  }
  const [only] = pieces;
  return { bytes: pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces), release };

  function refuse(error: ToldError): ToldError {
    release();
    return error;
  }
}
