import type { Exchange } from '../contract/exchanges/exchange.ts';

/** The request ids that each target's provider gave, folded in the order of records: an id is meant to come once. */
export class RequestIds {
  readonly #byTarget = new Map<string, Set<string>>();

  /** Whether an exchange before this one has its id. */
  has(exchange: Exchange): boolean {
    const id = requestIdOf(exchange);
    return id !== null && this.#byTarget.get(exchange.case.target)?.has(id) === true;
  }

  add(exchange: Exchange): void {
    const id = requestIdOf(exchange);
    if (id === null) return;
    const { target } = exchange.case;
    const ids = this.#byTarget.get(target) ?? new Set();
    this.#byTarget.set(target, ids.add(id));
  }
}

function requestIdOf({ outcome }: Exchange): string | null {
  return outcome.type === 'response' ? outcome.response.providerRequestId : outcome.error.providerRequestId;
}
