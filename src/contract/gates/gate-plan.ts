import type { EarlierEvidence } from './decision.ts';
import type { GateMetric } from './gate-metrics.ts';
import type { Stage } from './migration.ts';

/** What two sides that do not differ are taken to be like, before anything was asked. */
export interface AssumedSides {
  /** Share of prompts that fail on each side. */
  readonly failing: number;
  /** Share of prompts on which one side alone goes wrong, half of them on each. */
  readonly differing: number;
  /** Spread of latencies: the standard deviation of their logarithm. */
  readonly spread: number;
}

/** A suite of a migration of which so many prompts are left out, of all that it has. */
export interface LeftOut {
  readonly suite: string;
  readonly prompts: number;
  readonly of: number;
}

/** What a run of so many prompts can decide of one criterion. */
export interface PlannedCriterion {
  readonly id: string;
  readonly metric: GateMetric;
  readonly required: boolean;
  /** How sure it has to be: more than the policy says where evidence began anew. */
  readonly confidence: number;
  /** Prompts of runs before that would count with those of this one. */
  readonly earlier: number;
  /** Prompts of this one that it would rest on. */
  readonly n: number;
  /** The chance that sides which do not differ pass; null where no run decides it. */
  readonly chance: number | null;
  /** The least prompts with a chance of 0.8; null where no number of them has it. */
  readonly needed: number | null;
  /** Estimated for the baseline asked twice and the candidate once, in all modes, input and output cap together; `tokensNeeded` is at `needed` prompts. */
  readonly tokens: number;
  readonly tokensNeeded: number | null;
  /** What those tokens cost at most, as exact decimals; null where a price is unknown. */
  readonly money: string | null;
  readonly moneyNeeded: string | null;
  readonly reason: string;
}

export interface GatePlan {
  readonly stage: Stage;
  readonly policy: string;
  readonly migration: string | null;
  readonly baseline: string;
  readonly candidate: string;
  readonly prompts: number;
  readonly assumed: AssumedSides;
  /** Prompts of the migration that are not to be asked, though a required criterion is about them. */
  readonly leftOut: readonly LeftOut[];
  /** What the ledger of the migration would have counted with it, if the endpoints are what they were; null where none is kept. */
  readonly earlier: EarlierEvidence | null;
  /** Whether nothing is left out, and every required criterion has a chance of 0.8 at least. */
  readonly canOpen: boolean;
  /** What all of its prompts cost at most; null where a price is unknown, or prices are in several currencies. */
  readonly money: { readonly currency: string; readonly amount: string } | null;
  readonly criteria: readonly PlannedCriterion[];
}
