import type { Carried } from '../contract/wires/carriage.ts';
import type { Source } from '../contract/exchanges/exchange.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Basis } from '../contract/runs/summary.ts';

/** What a run set out to do: the denominators of everything that is counted. */
export interface FoldPlan {
  /** `deadlineMs` is the deadline of a whole exchange. */
  readonly targets: readonly { readonly id: string; readonly deadlineMs: number }[];
  readonly prompts: readonly {
    readonly target: string;
    readonly suite: string;
    readonly promptId: string;
    readonly plannedExchanges: number;
    /** How often the target is asked it, in all modes each time. */
    readonly repeat: number;
    /** Those of them that ask for a stream. */
    readonly plannedStreams: number;
    /** The prompt has an output schema, and its approved answer is meant to satisfy it. */
    readonly hasSchema: boolean;
    /** Whether the golden calls a tool; null where the prompt offers none, or there is no answer to agree with. */
    readonly expectsCall: boolean | null;
    /** The golden was approved for another request than is asked. */
    readonly isStale: boolean;
    /** How many rules and facts an answer is scored by; null where none can be. */
    readonly scoredBy: { readonly comparators: number; readonly facts: number } | null;
    /** What its answers are held against; nothing without a golden. */
    readonly restsOn: readonly Basis[];
    /** What becomes of what an exchange of it asks for. */
    readonly carried: Readonly<Record<Mode, readonly Carried[]>>;
  }[];
}

/** What a fold is made of before its first record. */
export interface FoldStart {
  readonly plan: FoldPlan;
  readonly source: Source;
}
