import type { FindingCode } from '../../contract/findings.ts';

/** `what` of a finding `grammar/what`. */
type SlipName = AfterGrammar<FindingCode>;
type AfterGrammar<C> = C extends `grammar/${infer What}` ? What : never;

/** An event that may not come where it came: what is said of it, and where the stream stands after it. */
export interface Slip<S extends string = string> {
  readonly what: SlipName;
  readonly message: string;
  readonly to: S;
}

/** For each state and each kind of event the next state, or a slip. */
export type States<S extends string, K extends string> = Readonly<
  Record<S, Readonly<Record<K, S | Slip<S>>>>
>;

/** What may follow what on one wire. */
export interface Grammar<K extends string> {
  readonly start: string;
  readonly states: States<string, K>;
}

export function slip<S extends string>(what: SlipName, message: string, to: S): Slip<S> {
  return { what, message, to };
}

/** Walks a stream through its grammar. The returned function is to be called with each event's kind, in order. */
export function walkGrammar<K extends string>(
  grammar: Grammar<K>,
  onSlip: (slip: Slip) => void,
): (kind: K) => void {
  let state = grammar.start;
  return (kind) => {
    const next = grammar.states[state]?.[kind] ?? state;
    if (typeof next === 'string') state = next;
    else {
      state = next.to;
      onSlip(next);
    }
  };
}
