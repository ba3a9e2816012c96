import type { BodyEnd, Transport, WirePiece, WireRequest } from '../../contract/wires/wire.ts';
import type { FuzzClock } from '../../fuzz/fuzz-clock.ts';
import type { Served } from '../../fuzz/stage.ts';

const NO_HEAD = { status: 0, headers: {}, chunks: [], end: 'fin' } as const;

/** The simulator's answer to a request, taken down whole. One that is `silent` lasts until the client gives up. */
export async function recordServed(
  simulator: Transport,
  request: WireRequest,
  silent: boolean,
): Promise<Served> {
  const patience = new AbortController();
  const silence = new Error('no head came');
  const answer = simulator(request, patience.signal);
  if (silent) patience.abort(silence);
  try {
    const response = await answer;
    const chunks: Uint8Array[] = [];
    let end: BodyEnd['end'] = 'reset';
    for await (const piece of response.body) {
      if ('end' in piece) end = piece.end;
      else chunks.push(piece.bytes);
    }
    const { status, headers } = response;
    return { status, headers, chunks, end, refused: null };
  } catch (thrown) {
    return { ...NO_HEAD, refused: thrown === silence ? 'silent' : { thrown } };
  }
}

/** Says it again to whoever asks. In silence the clock goes on until somebody gives up. */
export function playServed(served: Served, clock: FuzzClock): Transport {
  return play(served, clock.nowMs, (signal) => {
    if (!clock.passUntilAborted(signal)) throw new Error('the server is silent and nobody watches the clock');
  });
}

/** The same over a socket: its silence lasts until the other side leaves. */
export function serveAtRest(served: Served): Transport {
  return play(
    served,
    () => 0,
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  );
}

/** `stay` is how it keeps silent: it returns when the signal has aborted. */
function play(
  served: Served,
  nowMs: () => number,
  stay: (signal: AbortSignal) => void | Promise<void>,
): Transport {
  async function* read({ chunks, end }: Served, signal: AbortSignal): AsyncGenerator<WirePiece, undefined> {
    for (const bytes of chunks) {
      if (signal.aborted) break;
      yield { bytes, atMs: nowMs() };
    }
    if (end === 'stall') await stay(signal);
    yield { end, cause: null };
  }
  return async (_request, signal) => {
    signal.throwIfAborted();
    const { refused, status, headers } = served;
    if (refused === 'silent') {
      await stay(signal);
      throw signal.reason;
    }
    if (refused !== null) throw refused.thrown;
    return { status, headers, body: read(served, signal) };
  };
}
