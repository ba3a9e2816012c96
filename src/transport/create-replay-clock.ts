import type { Clock } from '../contract/world.ts';

/** A clock that stands still until it is moved. */
export interface ReplayClock extends Clock {
  /** Moves on to a point, and runs each timer on the way at its own time. Never back. */
  advanceTo(ms: number): void;
  /** Moves from timer to timer until one of them aborts, or none is left: what happens to who waits for nothing. */
  advanceUntil(signal: AbortSignal): void;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** Begins at `nowMs`, which was `wallMs` of the epoch. Reads no real time, and nobody who sleeps by it waits. */
export function createReplayClock(nowMs: number, wallMs: number): ReplayClock {
  return new StillClock(nowMs, wallMs - nowMs);
}

class StillClock implements ReplayClock {
  readonly nowMs = (): number => this.#nowMs;
  readonly #wallOffsetMs: number;
  #nowMs: number;
  #timers: readonly Timer[] = [];

  constructor(nowMs: number, wallOffsetMs: number) {
    this.#nowMs = nowMs;
    this.#wallOffsetMs = wallOffsetMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted !== true) this.advanceTo(this.#nowMs + ms);
    return signal?.aborted === true ? Promise.reject(signal.reason) : Promise.resolve();
  }

  timer(ms: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#timers = [...this.#timers, timer];
    return () => this.#drop(timer);
  }

  advanceTo(ms: number): void {
    for (let due = this.#next(); due !== null && due.atMs <= ms; due = this.#next()) this.#fire(due);
    this.#nowMs = Math.max(this.#nowMs, ms);
  }

  advanceUntil(signal: AbortSignal): void {
    for (let due = this.#next(); due !== null && !signal.aborted; due = this.#next()) this.#fire(due);
  }

  #next(): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) if (next === null || timer.atMs < next.atMs) next = timer;
    return next;
  }

  #fire(timer: Timer): void {
    this.#drop(timer);
    this.#nowMs = Math.max(this.#nowMs, timer.atMs);
    timer.run();
  }

  #drop(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }
}
