import type { ServerResponse } from 'node:http';
import { followSignal } from '../../calls/follow-signal.ts';
import type { Clock } from '../../contract/world.ts';

/** The response to one client, written no faster than it is read. */
export interface ClientAnswer {
  /** Whether the client left before it had all. */
  hasLeft(): boolean;
  /** The status that was sent; null before the first byte. */
  status(): number | null;
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  /** All of it at once; nothing where something was sent before, or nobody is there. */
  reply(status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array): void;
  /** Undefined where more may be written at once, else until the client has read or left, or nobody has time for it. */
  write(bytes: string | Uint8Array): Promise<void> | undefined;
  /** A clean end, after these bytes. */
  end(bytes?: string | Uint8Array): void;
  /** What was begun is no whole answer: the connection ends in the middle of it, after these bytes. */
  breakOff(last: string): void;
}

/** Hears what is sent, as it is sent. */
export interface AnswerEar {
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  write(bytes: string | Uint8Array): void;
}

/** Headers of every answer, and how long a client may read nothing while bytes wait for it. */
export interface AnswerOptions {
  readonly headers: () => Readonly<Record<string, string>>;
  readonly ear: () => AnswerEar | null;
  /** Told once, when the client leaves before it has all. */
  readonly onLeft: () => void;
  readonly slowClientMs: number;
  readonly clock: Clock;
  /** Aborts when no client is waited for any more. */
  readonly halted: AbortSignal;
}

/** Until a reset, for what was written to leave the machine. */
const LEAVE_MS = 50;

export function openAnswer(outgoing: ServerResponse, options: AnswerOptions): ClientAnswer {
  const { clock, slowClientMs, halted } = options;
  let [isOver, hasLeft] = [false, false];
  outgoing.on('close', () => {
    if (isOver) return;
    hasLeft = true;
    options.onLeft();
  });
  // Who leaves is not answered.
  outgoing.on('error', () => {});
  const begin: ClientAnswer['begin'] = (status, headers) => {
    if (outgoing.destroyed) return;
    const all = { ...headers, ...options.headers() };
    options.ear()?.begin(status, all);
    outgoing.writeHead(status, all);
  };
  const finish = (bytes: string | Uint8Array | undefined): void => {
    if (bytes !== undefined) options.ear()?.write(bytes);
    endHeard(outgoing, bytes);
    // What the kernel took at once waits for no reader of ours.
    if (outgoing.writableLength > 0) outgoing.on('close', watchReader(outgoing, clock, slowClientMs));
  };
  return {
    hasLeft: () => hasLeft,
    status: () => (outgoing.headersSent ? outgoing.statusCode : null),
    begin,
    reply(status, headers, body) {
      if (outgoing.headersSent || outgoing.destroyed) return;
      isOver = true;
      begin(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
      finish(body);
    },
    write(bytes) {
      options.ear()?.write(bytes);
      if (outgoing.destroyed || outgoing.write(bytes)) return undefined;
      return untilRead(outgoing, clock, slowClientMs, halted);
    },
    end(bytes) {
      isOver = true;
      if (!outgoing.destroyed) finish(bytes);
    },
    breakOff(last) {
      isOver = true;
      if (outgoing.destroyed) return;
      const { req: incoming, socket } = outgoing;
      const cut = (): void => {
        // Without chunks nothing but a reset says that it was not all.
        if (incoming.httpVersion !== '1.0') outgoing.destroy();
        else clock.timer(LEAVE_MS, () => socket?.resetAndDestroy());
      };
      if (outgoing.writableNeedDrain) return cut();
      outgoing.write(last, cut);
    },
  };
}

/**
 * Ends an answer once its request has all come: to close a connection on which more comes resets it, and the client would
 * not read the answer. What comes is let go. https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export function endHeard(outgoing: ServerResponse, bytes: string | Uint8Array | undefined): void {
  const { req: incoming } = outgoing;
  if (incoming.complete || bytes === undefined) {
    if (bytes instanceof Uint8Array && bytes.length <= SHORT_BYTES) endShort(outgoing, bytes);
    else outgoing.end(bytes);
    return;
  }
  outgoing.write(bytes);
  incoming.on('end', () => outgoing.end()).resume();
}

/** What fits beside a head into what Node writes from memory that it has. */
const SHORT_BYTES = 12 * 1024;

/** A text goes out in one piece with the head, bytes behind it as two. In Latin-1 each character is a byte as it stands. */
function endShort(outgoing: ServerResponse, { buffer, byteOffset, byteLength }: Uint8Array): void {
  outgoing.end(Buffer.from(buffer, byteOffset, byteLength).toString('latin1'), 'latin1');
}

/** Both are waited for: a client that leaves drains nothing any more. */
function untilRead(
  outgoing: ServerResponse,
  clock: Clock,
  slowClientMs: number,
  halted: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const cancel = watchReader(outgoing, clock, slowClientMs);
    let unfollow: (() => void) | null = null;
    const over = (): void => {
      cancel();
      unfollow?.();
      outgoing.off('drain', over).off('close', over);
      resolve();
    };
    outgoing.on('drain', over).on('close', over);
    unfollow = followSignal(halted, over);
  });
}

/** Ends a connection of whose bytes that wait none is read for so long. Gives what ends the watch. */
function watchReader(outgoing: ServerResponse, clock: Clock, slowClientMs: number): () => void {
  let waiting = Number.POSITIVE_INFINITY;
  let cancel: (() => void) | null = null;
  const look = (): void => {
    if (outgoing.writableLength >= waiting) {
      outgoing.destroy();
      return;
    }
    waiting = outgoing.writableLength;
    cancel = clock.timer(slowClientMs, look);
  };
  look();
  return () => cancel?.();
}
