import type { ExchangeRecord } from '../contract/exchanges/record.ts';

/**
 * How long a run was at work before it is gone on with, by the stamps of its records. The clock of each leg is its own:
 * `legs` says how many records stood when each began, in their order.
 */
export class PastTime {
  readonly #legs: readonly number[];
  #seen = 0;
  #pastMs = 0;
  #fromMs = Number.POSITIVE_INFINITY;
  #untilMs = Number.NEGATIVE_INFINITY;

  constructor(legs: readonly number[]) {
    this.#legs = legs;
  }

  add({ exchange }: ExchangeRecord): void {
    if (this.#legs.includes(this.#seen)) this.#endLeg();
    this.#seen += 1;
    if (exchange === null) return;
    const last = exchange.attempts.at(-1);
    const endedMs = last?.lastByteMs ?? last?.headersMs ?? last?.sentMs ?? exchange.acquiredMs;
    this.#fromMs = Math.min(this.#fromMs, exchange.enqueuedMs);
    this.#untilMs = Math.max(this.#untilMs, endedMs);
  }

  /** Milliseconds of all legs; what lay between them is none of it. */
  totalMs(): number {
    this.#endLeg();
    return this.#pastMs;
  }

  #endLeg(): void {
    if (this.#untilMs > this.#fromMs) this.#pastMs += this.#untilMs - this.#fromMs;
    this.#fromMs = Number.POSITIVE_INFINITY;
    this.#untilMs = Number.NEGATIVE_INFINITY;
  }
}
