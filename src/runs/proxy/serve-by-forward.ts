import { followSignal } from '../../calls/follow-signal.ts';
import { retryDelayMs } from '../../calls/retry-delay.ts';
import type { Forwarder } from '../../contract/wires/adapter.ts';
import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { guardBehind, GuardError } from '../../contract/errors/guard-error.ts';
import type { BodyEnd, WireReader } from '../../contract/wires/wire.ts';
import { ownError, renderErrorEvent, type ToldError } from '../../traffic/chat/render-error.ts';
import type { FinishWatch } from '../../traffic/chat/watch-finish.ts';
import { nameModel } from '../../traffic/name-model.ts';
import { headersToClient } from '../../traffic/pass-headers.ts';
import type { RequestScan } from '../../traffic/scan-request.ts';
import type { ClientAnswer } from './client-answer.ts';
import type { LegResult, LiveCall, LiveLeg, LiveWorld } from './live-call.ts';
import {
  abortedBy,
  ECHOED,
  NO_FINISH,
  openForward,
  pieceOf,
  wholeOf,
  type OpenedForward,
} from './open-forward.ts';

/** Hands the client's bytes to a target that reads them, and its bytes back, as fast as the client takes them. */
export async function serveByForward(
  leg: LiveLeg,
  forwarder: Forwarder,
  call: LiveCall,
  client: ClientAnswer,
  world: LiveWorld,
): Promise<LegResult> {
  const { model, deadlines } = leg.connected.target;
  const body = nameModel(call.body, call.scan, model.providerModelId);
  const ending = new AbortController();
  const cancel = world.clock.timer(deadlines.exchangeMs, () =>
    ending.abort(new GuardError('exchange-deadline', deadlines.exchangeMs)),
  );
  // AbortSignal.any makes weak references of both, which cost more than all else here.
  const unfollow = followSignal(call.signal, () => ending.abort(call.signal.reason));
  const { signal } = ending;
  try {
    const opened = await openPatiently(leg, forwarder, body, call, signal, world);
    if ('error' in opened) return { type: 'refused', ...opened };
    return { type: 'served', attempts: opened.attempts, ...(await pipe(opened, call, client, signal)) };
  } finally {
    cancel();
    unfollow();
  }
}

/** Tries as often as the leg may while nothing was sent to the client. */
async function openPatiently(
  leg: LiveLeg,
  forwarder: Forwarder,
  body: Uint8Array,
  call: LiveCall,
  signal: AbortSignal,
  world: LiveWorld,
): Promise<(OpenedForward | { readonly error: ToldError }) & { readonly attempts: number }> {
  const kinds: ErrorKind[] = [];
  for (;;) {
    const opened = await openForward(leg, forwarder, body, call, signal, world);
    const attempts = kinds.length + 1;
    if (!('error' in opened)) return { ...opened, attempts };
    const { error } = opened;
    const retriesOfKind = kinds.filter((kind) => kind === error.kind).length;
    const history = { retries: kinds.length, retriesOfKind, delivered: false };
    const delayMs = retryDelayMs(error, history, leg.tries - 1, world.random);
    if (delayMs === null || signal.aborted) return { error, attempts };
    const slept = await world.clock.sleep(delayMs, signal).then(
      () => true,
      () => false,
    );
    if (!slept) return { error, attempts };
    kinds.push(error.kind);
  }
}

async function pipe(
  { head, held, rest, watch, echo, end: ended }: OpenedForward,
  call: LiveCall,
  client: ClientAnswer,
  signal: AbortSignal,
): Promise<{ readonly finish: string | null; readonly broken: ErrorKind | null }> {
  const headers = headersToClient(head.headers);
  if (ended !== null) {
    client.reply(head.status, headers, wholeOf(held));
    return { finish: watch.finish(), broken: null };
  }
  client.begin(head.status, headers);
  for (const bytes of held) await client.write(bytes);
  let end: BodyEnd | null = null;
  while (end === null && !client.hasLeft() && !echo.found()) {
    const piece = pieceOf(await rest.next());
    if ('end' in piece) {
      end = piece;
      break;
    }
    const here = withReady(piece.bytes, rest);
    watch.push(here);
    const bytes = echo.push(here);
    const waits = bytes.length === 0 ? undefined : client.write(bytes);
    if (waits !== undefined) await waits;
  }
  if (end === null) await rest.return?.();
  const whyEnded = end === null ? null : whyBroken(end, whyNoEnd(watch, call.scan), signal);
  const why = echo.found() ? ECHOED : whyEnded;
  if (why === null && !watch.hasError()) {
    client.end(echo.rest());
    return { finish: watch.finish(), broken: client.hasLeft() ? 'cancelled' : null };
  }
  const error = why ?? ownError('stream_interrupted', 'the server ended its answer with an error');
  // Its own words of it were handed on already.
  client.breakOff(call.scan.isStream && !watch.hasError() ? renderErrorEvent(error) : '');
  return { finish: watch.finish(), broken: error.kind };
}

/** Of what is here more is not put together: to copy it would cost more than to look at it and write it apart. */
const TOGETHER_BYTES = 64 * 1024;

/** Bytes with those that came behind them meanwhile: a server writes several events at once, or they came in one piece. */
function withReady(first: Uint8Array, rest: WireReader): Uint8Array {
  const all = [first];
  let { length } = first;
  while (length < TOGETHER_BYTES) {
    const next = rest.ready?.() ?? null;
    if (next === null) break;
    all.push(next.bytes);
    length += next.bytes.length;
  }
  return all.length === 1 ? first : Buffer.concat(all, length);
}

function whyBroken({ end, cause }: BodyEnd, whyNoEnd: string | null, signal: AbortSignal): ToldError | null {
  if (end === 'fin') return whyNoEnd === null ? null : ownError('stream_interrupted', whyNoEnd);
  const aborted = abortedBy(cause, signal);
  const guard = guardBehind(cause);
  const kind = aborted ?? (guard === null ? 'stream_interrupted' : 'malformed_response');
  return ownError(kind, guard === null ? 'the answer broke off' : `the answer was ended: ${guard.message}`);
}

/** Of several choices each has a finish reason of its own, so that one of them says nothing of the others. */
function whyNoEnd(watch: FinishWatch, { isStream, asksForMany }: RequestScan): string | null {
  if (watch.finish() === null) return NO_FINISH;
  return isStream && asksForMany && !watch.isDone() ? 'the answer ended before its last event' : null;
}
