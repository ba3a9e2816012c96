import type { BodyEnd, WirePiece, WireResponse } from '../contract/wires/wire.ts';
import type { Clock, Random } from '../contract/world.ts';
import type { Draft } from './draft.ts';
import { drawDelay, type Delay } from './latency.ts';
import { splitWrites } from './split-writes.ts';

/** Delays shorter than a timer can wait are saved up until together they are not. */
const SHORTEST_SLEEP_MS = 1;

const DONE: IteratorResult<WirePiece, undefined> = { done: true, value: undefined };
/** What a client that gave up had seen: it waited, and nothing more came. */
const LEFT: BodyEnd = { end: 'stall', cause: null };

/** The writes of a draft, `gap` apart. */
class PacedBody implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #writes: readonly Uint8Array[];
  readonly #end: BodyEnd;
  readonly #gap: Delay;
  readonly #random: Random;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #at = 0;
  #owedMs = 0;
  #over = false;

  constructor(
    writes: readonly Uint8Array[],
    end: BodyEnd,
    gap: Delay,
    random: Random,
    clock: Clock,
    signal: AbortSignal,
  ) {
    this.#writes = writes;
    this.#end = end;
    this.#gap = gap;
    this.#random = random;
    this.#clock = clock;
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<WirePiece, undefined>> {
    if (this.#over) return DONE;
    const bytes = this.#writes[this.#at];
    if (bytes === undefined) return this.#close(this.#end);
    this.#at += 1;
    if (this.#gap.medianMs > 0) this.#owedMs += drawDelay(this.#gap, this.#random);
    if (this.#owedMs >= SHORTEST_SLEEP_MS) {
      // Only an abort wakes it early.
      await this.#clock.sleep(this.#owedMs, this.#signal).catch(() => undefined);
      this.#owedMs = 0;
    }
    if (this.#signal.aborted) return this.#close(LEFT);
    return { done: false, value: { bytes, atMs: this.#clock.nowMs() } };
  }

  return(): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    return Promise.resolve(DONE);
  }

  #close(value: BodyEnd): IteratorResult<WirePiece, undefined> {
    this.#over = true;
    return { done: false, value };
  }
}

/** A draft as a response. Header names become lower case. */
export function sendDraft(
  draft: Draft,
  gap: Delay,
  random: Random,
  clock: Clock,
  signal: AbortSignal,
): WireResponse {
  const headers = Object.entries(draft.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const writes = splitWrites(draft.frames, random);
  return {
    status: draft.status,
    headers: Object.fromEntries(headers),
    body: new PacedBody(writes, { end: draft.end, cause: null }, gap, random, clock, signal),
  };
}
