import type { Metered } from '../runs/summary.ts';

/** Prompts that one rule of a policy sends to one target, and what that target's own answers to them came to. */
export interface RouteWorth {
  /** Null where none of the policy held. */
  readonly rule: string | null;
  /** Null where nobody may have them. */
  readonly target: string | null;
  readonly prompts: number;
  /** Over those that are compared; null where none is, or the target was not asked one of them. */
  readonly quality: number | null;
  /** Null where the target was not asked one of them. */
  readonly metered: Metered | null;
}
