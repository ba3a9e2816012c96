import type { Mode } from '../contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';

/** What was asked of an earlier simulator with which this one shares a run, and goes on counting. */
export interface Past {
  /** Requests that were answered for good. */
  requests(target: string, prompt: string, mode: Mode): number;
  readonly exchanges: number;
}

export const NO_PAST: Past = { requests: () => 0, exchanges: 0 };

/** Counts what a run asked, by its records. */
export class PastCount {
  readonly #requests = new Map<string, number>();
  #exchanges = 0;

  add({ case: id, exchange }: ExchangeRecord): void {
    if (exchange === null) return;
    const key = keyOf(id.target, id.prompt, id.mode);
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + exchange.attempts.length);
    this.#exchanges += 1;
  }

  past(): Past {
    const requests = new Map(this.#requests);
    return {
      requests: (target, prompt, mode) => requests.get(keyOf(target, prompt, mode)) ?? 0,
      exchanges: this.#exchanges,
    };
  }
}

function keyOf(target: string, prompt: string, mode: Mode): string {
  return `${target} ${prompt} ${mode}`;
}
