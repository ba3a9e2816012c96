import type { Capabilities } from './capabilities.ts';
import type { Exchange } from './exchange.ts';
import type { Golden, GoldenPrompt } from './prompt.ts';
import type { ModelOffer } from './target.ts';
import type { JsonValue } from './json-value.ts';

/** One cited defect. `code` is stable; `pointer` is a JSON pointer into the output, '' for the whole. */
export interface Finding {
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/** A note is worth saying and never a failure. */
export type Verdict =
  | { readonly check: string; readonly status: 'pass'; readonly notes: readonly Finding[] }
  | {
      readonly check: string;
      readonly status: 'fail';
      readonly findings: readonly Finding[];
      readonly notes: readonly Finding[];
    }
  | { readonly check: string; readonly status: 'skip'; readonly reason: string };

/** What a check judges: one exchange, with everything it may be held against. */
export interface CheckCase {
  readonly prompt: GoldenPrompt;
  readonly golden: Golden | null;
  readonly exchange: Exchange;
  /** The same case in the other mode, when both were asked. */
  readonly sibling: Exchange | null;
  readonly capabilities: Capabilities;
  readonly model: ModelOffer;
  /** True when another exchange of the run already carried this provider request id. */
  readonly requestIdSeen: boolean;
}

/** A rule. Pure: the same case gives the same verdict. */
export interface Check {
  readonly name: string;
  judge(subject: CheckCase): Verdict;
}
