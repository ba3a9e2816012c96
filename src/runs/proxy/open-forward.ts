import type { Forwarder } from '../../contract/wires/adapter.ts';
import { guardBehind, TIME_GUARDS } from '../../contract/errors/guard-error.ts';
import type { BodyEnd, WireHead, WirePiece, WireReader, WireResponse } from '../../contract/wires/wire.ts';
import { ownError, type ToldError } from '../../traffic/chat/render-error.ts';
import { watchFinish, type FinishWatch } from '../../traffic/chat/watch-finish.ts';
import { isWholeObject } from '../../traffic/scan-request.ts';
import { watchEcho, type EchoWatch } from '../../traffic/watch-echo.ts';
import { collectBody } from '../../transport/collect-body.ts';
import { inTurns } from './in-turns.ts';
import { withoutAccounts, type LiveCall, type LiveLeg, type LiveWorld } from './live-call.ts';

/** An answer whose begin is one, with what was read of it so far. */
export interface OpenedForward {
  readonly head: WireHead;
  readonly held: readonly Uint8Array[];
  readonly rest: WireReader;
  readonly watch: FinishWatch;
  readonly echo: EchoWatch;
  /** Null while more is to come. */
  readonly end: BodyEnd | null;
}

/** Of an answer in one piece so much is held back, that one which is none can be refused by its status. */
const HELD_BYTES = 1024 * 1024;

/** One try. An error is one before anything of it was to be sent to the client. */
export async function openForward(
  leg: LiveLeg,
  forwarder: Forwarder,
  body: Uint8Array,
  call: LiveCall,
  signal: AbortSignal,
  world: LiveWorld,
): Promise<OpenedForward | { readonly error: ToldError }> {
  const { adapter, transport } = leg.connected;
  const errorOf = (thrown: unknown, head: WireHead | null, text: string | null): ToldError =>
    withoutAccounts(
      adapter.normalizeError(thrown, {
        phase: head === null ? 'transport' : 'http',
        status: head?.status ?? null,
        headers: head?.headers ?? {},
        body: text,
        aborted: abortedBy(thrown, signal),
        nowMs: world.clock.wallMs(),
      }),
    );
  let response: WireResponse;
  try {
    response = await forwarder.forward(body, call.headers, transport, signal);
  } catch (thrown) {
    return { error: errorOf(thrown, null, null) };
  }
  if (response.status < 200 || response.status >= 300) {
    const { bytes, end, cause } = await collectBody(response.body);
    return { error: errorOf(end === 'fin' ? null : cause, response, new TextDecoder().decode(bytes)) };
  }
  const opened = await holdBegin(response, call.scan.isStream, watchEcho(leg.connected.secrets));
  const { end, watch, held } = opened;
  if (watch.hasError()) {
    await opened.rest.return?.();
    return { error: errorOf(null, response, Buffer.concat(held).toString('utf8')) };
  }
  if (end !== null && end.end !== 'fin')
    return { error: errorOf(end.cause ?? new Error('the answer broke off'), response, null) };
  const why = await whyNone(opened, call.scan.isStream);
  if (why === null) return opened;
  await opened.rest.return?.();
  return { error: why };
}

async function holdBegin(response: WireResponse, isStream: boolean, echo: EchoWatch): Promise<OpenedForward> {
  const rest = response.body[Symbol.asyncIterator]();
  const watch = watchFinish();
  const held: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = pieceOf(await rest.next());
    if ('end' in piece) {
      const last = echo.rest();
      if (last.length > 0) held.push(last);
      return { head: response, held, rest, watch, echo, end: piece };
    }
    watch.push(piece.bytes);
    held.push(echo.push(piece.bytes));
    length += piece.bytes.length;
    if (isStream || length > HELD_BYTES) return { head: response, held, rest, watch, echo, end: null };
  }
}

/** Why what came cannot be handed on as what was asked for; null where it can. */
async function whyNone(
  { held, end, watch, echo }: OpenedForward,
  isStream: boolean,
): Promise<ToldError | null> {
  if (echo.found()) return ECHOED;
  const [first] = held;
  if (first === undefined) return ownError('malformed_response', 'the answer is empty');
  const isBody = /^\s*[{[<]/.test(Buffer.from(first.subarray(0, 64)).toString('latin1'));
  if (isBody === isStream) {
    return ownError(
      'malformed_response',
      `the answer is ${isStream ? 'no stream' : 'a stream'}, which was not asked for`,
    );
  }
  if (end === null) return null;
  if (!isStream && !(await inTurns(isWholeObject(wholeOf(held))))) {
    return ownError('malformed_response', 'the answer is no whole JSON object: it may be cut');
  }
  return watch.finish() === null ? ownError('stream_interrupted', NO_FINISH) : null;
}

/** Most answers come in one piece, which is not copied. */
export function wholeOf(held: readonly Uint8Array[]): Uint8Array {
  const [only] = held;
  return held.length === 1 && only !== undefined ? only : Buffer.concat(held);
}

/** What a server repeats of how it was asked is nobody's but ours. */
export const ECHOED = ownError('malformed_response', 'the answer repeated a credential, and was ended there');

export const NO_FINISH = 'the answer ended without a finish reason: it may be cut';

/** A body that is done without an end was broken off. */
export function pieceOf(next: IteratorResult<WirePiece, undefined>): WirePiece {
  return next.done === true ? { end: 'reset', cause: null } : next.value;
}

export function abortedBy(thrown: unknown, signal: AbortSignal): 'timeout' | 'cancelled' | null {
  const guard = guardBehind(thrown);
  if (guard !== null) return TIME_GUARDS.has(guard.guard) ? 'timeout' : null;
  return signal.aborted ? 'cancelled' : null;
}
