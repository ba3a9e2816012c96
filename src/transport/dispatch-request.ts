import type { Dispatcher } from 'undici';
import type { WireRequest, WireResponse } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';
import { ChunkQueue } from './chunk-queue.ts';

/**
 * One request on an undici dispatcher. Its own handler rather than `request()`: chunks get their time when
 * they arrive, not when they are read, and no Node stream stands between. Rejects with the network's error
 * when no head came.
 */
export function dispatchRequest(
  dispatcher: Dispatcher,
  request: WireRequest,
  signal: AbortSignal,
  clock: Clock,
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const { origin, path } = splitUrl(request.url);
    const handler = new ResponseHandler(signal, clock, resolve, reject);
    dispatcher.dispatch(
      { origin, path, method: request.method, headers: request.headers, body: request.body },
      handler,
    );
  });
}

/** A signed path must reach the wire as it stands, so it is cut out of the URL and not parsed. */
function splitUrl(url: string): { origin: string; path: string } {
  const authority = url.indexOf('//') + 2;
  const border = url.slice(authority).search(/[/?#]/);
  if (border < 0) return { origin: url, path: '/' };
  const [path = ''] = url.slice(authority + border).split('#', 1);
  return { origin: url.slice(0, authority + border), path: path.startsWith('/') ? path : `/${path}` };
}

class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #resolve: (response: WireResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #abort = (): void => this.#onAbort();
  #controller: Dispatcher.DispatchController | null = null;
  #body: ChunkQueue | null = null;
  #over = false;

  constructor(
    signal: AbortSignal,
    clock: Clock,
    resolve: (response: WireResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#signal = signal;
    this.#clock = clock;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('aborted'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const body = new ChunkQueue(
      () => controller.resume(),
      () => controller.abort(new Error('the reader stopped')),
    );
    this.#body = body;
    this.#resolve({ status, headers: joinHeaders(headers), body });
  }

  onResponseData(controller: Dispatcher.DispatchController, bytes: Buffer): void {
    const roomLeft = this.#body?.push({ bytes, atMs: this.#clock.nowMs() }) ?? true;
    if (!roomLeft) controller.pause();
  }

  onResponseEnd(): void {
    this.#finish();
    this.#body?.close('fin', null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish();
    if (this.#body === null) this.#reject(tunnelRefusal(error) ?? error);
    else this.#body.close('reset', error);
  }

  /** Does not wait for the socket: a request still in undici's queue has none yet. */
  #onAbort(): void {
    this.#over = true;
    const reason: unknown = this.#signal.reason;
    if (this.#body === null) this.#reject(reason);
    else this.#body.close('reset', reason);
    this.#controller?.abort(reason instanceof Error ? reason : new Error('aborted', { cause: reason }));
  }

  #finish(): void {
    this.#signal.removeEventListener('abort', this.#abort);
  }
}

/** A proxy's status is all that undici tells when it opens no tunnel, and it calls that an abort, which nobody wished. */
function tunnelRefusal(error: Error): Error | null {
  const [, status] = /^Proxy response \((\d{3})\)/.exec(error.message) ?? [];
  if (status === undefined) return null;
  const message = `the proxy opened no tunnel and answered with status ${status}`;
  return Object.assign(new Error(message), { status: Number(status) });
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
