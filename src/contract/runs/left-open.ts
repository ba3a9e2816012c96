import type { Side } from '../gates/comparison.ts';
import type { AskAgain } from '../gates/decision.ts';
import type { RunVerdict } from './summary.ts';

/** A prompt that was asked again, and what came of it. */
export interface PromptAgain {
  readonly suite: string;
  readonly prompt: string;
  /** What of it breaks a client, `code at pointer`, as it was first seen. */
  readonly breaks: readonly string[];
  /** Pairs of answers, one of each side; those that could not be compared; those that break on one side alone. */
  readonly pairs: number;
  readonly uncompared: number;
  readonly worse: number;
  readonly better: number;
  /** An e-value: that the candidate breaks a client more often than the baseline by itself. */
  readonly evidence: number;
  /** Confirmed is fail, refuted is pass; what pairs neither confirm nor refute is inconclusive. */
  readonly verdict: RunVerdict;
}

/** What two recorded sides left open, and what asking it again came to. */
export interface LeftOpen {
  readonly baseline: Side;
  readonly candidate: Side;
  readonly synthetic: boolean;
  readonly verdict: RunVerdict;
  /** Why, in one sentence. */
  readonly reason: string;
  /** The evidence that confirms a break. */
  readonly bar: number;
  readonly prompts: readonly PromptAgain[];
  /** Classes of server error that the baseline never gave. */
  readonly serverErrors: readonly {
    readonly name: string;
    readonly prompts: readonly string[];
    readonly verdict: RunVerdict;
  }[];
  /** Null where nothing is left open. */
  readonly askAgain: AskAgain | null;
}
