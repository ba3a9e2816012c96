import { caseText, siblingOf } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import { MODES, type Mode } from '../../contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';

/** Which cases of a run stand on disk. They are named by their text. */
export interface Standing {
  readonly done: ReadonlySet<string>;
  /** How many, by target. */
  readonly doneByTarget: ReadonlyMap<string, number>;
  /** The exchanges whose sibling in the other mode is still to come. */
  readonly halves: ReadonlyMap<string, Exchange>;
}

export const NOTHING_STANDS: Standing = { done: new Set(), doneByTarget: new Map(), halves: new Map() };

/** Finds out by the records, one by one, what stands. Memory is bounded: both halves of a case are let go at once. */
export class StandingCount {
  readonly #done = new Set<string>();
  readonly #doneByTarget = new Map<string, number>();
  readonly #halves = new Map<string, Exchange>();
  readonly #paired: boolean;

  /** `modes` are those in which the run asks. */
  constructor(modes: readonly Mode[]) {
    this.#paired = modes.length === MODES.length;
  }

  add({ case: id, exchange }: ExchangeRecord): void {
    const text = caseText(id);
    this.#done.add(text);
    this.#doneByTarget.set(id.target, (this.#doneByTarget.get(id.target) ?? 0) + 1);
    const sibling = caseText(siblingOf(id));
    if (this.#done.has(sibling)) this.#halves.delete(sibling);
    else if (this.#paired && exchange !== null) this.#halves.set(text, exchange);
  }

  standing(): Standing {
    return { done: this.#done, doneByTarget: this.#doneByTarget, halves: this.#halves };
  }
}
