import type { IncomingMessage } from 'node:http';
import { ownError, type ToldError } from '../../traffic/chat/render-error.ts';

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
 * The whole body, which routing needs; why it is not taken; or null where its client left. Why is known as soon as it is too
 * much, though it may never end: what comes then is for whoever answers to let go.
 */
export async function readLiveBody(
  incoming: IncomingMessage,
  limits: BodyLimits,
  room: BodyRoom,
): Promise<LiveBody | ToldError | null> {
  const { bodyBytes, allBytes } = limits;
  const tooLarge = (): ToldError =>
    ownError('payload_too_large', `a request may have ${bodyBytes} bytes at most`);
  if (Number(incoming.headers['content-length'] ?? 0) > bodyBytes) return tooLarge();
  let why: ToldError | null = null;
  let pieces: Buffer[] = [];
  let length = 0;
  const release = (): void => {
    room.held -= length;
    length = 0;
    pieces = [];
  };
  const isWhole = await hearAll(incoming, (piece) => {
    if (why !== null) return false;
    length += piece.length;
    room.held += piece.length;
    pieces.push(piece);
    if (length > bodyBytes) why = tooLarge();
    else if (room.held > allBytes) why = TOO_MUCH;
    if (why !== null) release();
    return why === null;
  });
  if (why !== null) return why;
  if (!isWhole) {
    release();
    return null;
  }
  const [only] = pieces;
  const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  // Or it would be held twice until it is answered.
  pieces = [];
  return { bytes, release };
}

const TOO_MUCH = { ...ownError('overloaded', 'too much is asked at once'), retryAfterMs: 1000 };

/**
 * Whether all of a body came that was to be heard on. By its events: an iterator over it costs more than all else that is
 * done for a short one.
 */
function hearAll(incoming: IncomingMessage, hearsOn: (piece: Buffer) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    incoming
      .on('data', (piece: Buffer) => {
        if (!hearsOn(piece)) resolve(false);
      })
      .on('end', () => resolve(true))
      .on('error', () => resolve(false))
      .on('close', () => resolve(false));
  });
}
