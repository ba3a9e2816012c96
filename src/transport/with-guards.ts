import { abortedBy, GuardError, type GuardName } from '../contract/errors/guard-error.ts';
import type { BodyEnd, Transport, WireChunk, WirePiece, WireReader } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';

/** Milliseconds to the head, between chunks, and for all of it; bytes after decoding. */
export interface TransportGuards {
  readonly headersMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly maxResponseBytes: number;
}

/**
 * Limits around any Transport that honours its signal. A limit before the head rejects with its GuardError;
 * one in the body ends it with the GuardError as `cause` ('stall' for timers, 'reset' for bytes). The inner
 * request is aborted in each case.
 */
export function withGuards(transport: Transport, guards: TransportGuards, clock: Clock): Transport {
  return async (request, signal) => {
    signal.throwIfAborted();
    const watch = new Watch(guards, clock, signal);
    try {
      const response = await transport(request, watch.inner);
      watch.headCame();
      const { status, headers, body } = response;
      const inner = body[Symbol.asyncIterator]();
      return { status, headers, body: new GuardedBody(inner, watch, guards.maxResponseBytes) };
    } catch (error) {
      watch.stop();
      throw watch.missed ?? (signal.aborted ? signal.reason : error);
    }
  };
}

/** One timer for all three limits: chunks only move a number, and the timer looks at it when it goes off. */
class Watch {
  missed: GuardError | null = null;
  /** Silence counts only while somebody waits for bytes. */
  #waiting = true;
  readonly #guards: TransportGuards;
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  readonly #controller = new AbortController();
  readonly #totalAtMs: number;
  readonly #forward = (): void => this.#controller.abort(this.#outer.reason);
  #quiet: { readonly guard: GuardName; readonly limitMs: number };
  #quietSinceMs: number;
  #cancelTimer: (() => void) | null = null;

  constructor(guards: TransportGuards, clock: Clock, outer: AbortSignal) {
    this.#guards = guards;
    this.#clock = clock;
    this.#outer = outer;
    this.#quietSinceMs = clock.nowMs();
    this.#totalAtMs = this.#quietSinceMs + guards.totalMs;
    this.#quiet = { guard: 'headers-timeout', limitMs: guards.headersMs };
    outer.addEventListener('abort', this.#forward, { once: true });
    this.#arm();
  }

  get inner(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether a limit of whoever called ended it: a deadline of the attempt or of the exchange. */
  get outOfTime(): boolean {
    return abortedBy(this.#outer) === 'timeout';
  }

  headCame(): void {
    this.#quiet = { guard: 'idle-timeout', limitMs: this.#guards.idleMs };
    this.came();
  }

  waits(): void {
    this.#waiting = true;
    this.#quietSinceMs = this.#clock.nowMs();
  }

  came(): void {
    this.#waiting = false;
    this.#quietSinceMs = this.#clock.nowMs();
  }

  miss(guard: GuardName, limit: number): void {
    this.missed = new GuardError(guard, limit);
    this.stop();
    this.#controller.abort(this.missed);
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#outer.removeEventListener('abort', this.#forward);
  }

  /** It looks within any idle limit, also while it waits for the head: nobody sets it anew when that comes. */
  #arm(): void {
    const nowMs = this.#clock.nowMs();
    const quietAtMs = Math.min(this.#quietSinceMs + this.#quiet.limitMs, nowMs + this.#guards.idleMs);
    const dueAtMs = Math.min(quietAtMs, this.#totalAtMs);
    this.#cancelTimer = this.#clock.timer(Math.max(1, dueAtMs - nowMs), () => this.#check());
  }

  #check(): void {
    const nowMs = this.#clock.nowMs();
    if (nowMs >= this.#totalAtMs) this.miss('total-timeout', this.#guards.totalMs);
    else if (this.#waiting && nowMs >= this.#quietSinceMs + this.#quiet.limitMs) {
      this.miss(this.#quiet.guard, this.#quiet.limitMs);
    } else {
      if (!this.#waiting) this.#quietSinceMs = nowMs;
      this.#arm();
    }
  }
}

const DONE: IteratorResult<WirePiece, undefined> = { done: true, value: undefined };

class GuardedBody implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #inner: WireReader;
  readonly #watch: Watch;
  readonly #maxBytes: number;
  readonly #pass = (next: IteratorResult<WirePiece>): IteratorResult<WirePiece, undefined> =>
    this.#look(next);
  #bytesLeft: number;
  #over = false;

  constructor(inner: WireReader, watch: Watch, maxBytes: number) {
    this.#inner = inner;
    this.#watch = watch;
    this.#maxBytes = maxBytes;
    this.#bytesLeft = maxBytes;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<WirePiece, undefined>> {
    if (this.#over) return Promise.resolve(DONE);
    // A limit may be reached while nobody reads.
    if (this.#watch.missed !== null) return Promise.resolve(this.#finish({ end: 'reset', cause: null }));
    this.#watch.waits();
    return this.#inner.next().then(this.#pass);
  }

  ready(): WireChunk | null {
    if (this.#over || this.#watch.missed !== null) return null;
    const chunk = this.#inner.ready?.() ?? null;
    return chunk !== null && this.#fits(chunk) ? chunk : null;
  }

  async return(): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    this.#watch.stop();
    await this.#inner.return?.();
    return DONE;
  }

  #look(next: IteratorResult<WirePiece>): IteratorResult<WirePiece, undefined> {
    if (next.done === true) return this.#finish({ end: 'reset', cause: null });
    if ('end' in next.value) return this.#finish(next.value);
    if (!this.#fits(next.value)) return this.#finish({ end: 'reset', cause: null });
    this.#watch.came();
    return next;
  }

  #fits({ bytes }: WireChunk): boolean {
    this.#bytesLeft -= bytes.length;
    if (this.#bytesLeft >= 0) return true;
    this.#watch.miss('response-bytes', this.#maxBytes);
    return false;
  }

  /** A limit of ours is why the body ended, whatever it looked like from within. */
  #finish(end: BodyEnd): IteratorResult<WirePiece, undefined> {
    this.#over = true;
    this.#watch.stop();
    const { missed, outOfTime } = this.#watch;
    if (missed === null) {
      // We hung up: whatever it looks like from within, the server only went on for too long.
      const value: BodyEnd = outOfTime && end.end === 'reset' ? { ...end, end: 'stall' } : end;
      return { done: false, value };
    }
    return {
      done: false,
      value: { end: missed.guard === 'response-bytes' ? 'reset' : 'stall', cause: missed },
    };
  }
}
