import type { GateMetric } from './gate-metrics.ts';
import type { Stage } from './migration.ts';

/** How often of how often, with the exact interval at 95% (Clopper and Pearson). */
export interface Frequency {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** A mean of `of` counts with its interval at 95%. */
export interface MeanCount {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly of: number;
}

/** What became of one criterion over the years of a world. */
export interface CriterionYears {
  readonly stage: Stage;
  readonly id: string;
  readonly metric: GateMetric;
  /** What the metric truly is in this world. */
  readonly truth: number;
  /** Whether the threshold allows it. */
  readonly allowed: boolean;
  /** Whether it differs from what it is where the sides are equal. */
  readonly touched: boolean;
  /** Years in which it failed on some night, and the nights that took, over those years. */
  readonly failed: Frequency;
  readonly looksToFail: MeanCount | null;
  /** Years in which it passed on some night. */
  readonly passed: Frequency;
  readonly looksToPass: MeanCount | null;
}

/** Years of nights in which a candidate is as said. */
export interface WorldYears {
  readonly id: string;
  readonly means: string;
  /** Whether the sides do not differ. */
  readonly equal: boolean;
  /** Whether a night is judged with all before it, or alone. */
  readonly nights: 'together' | 'alone';
  readonly years: number;
  /** Years in which some criterion whose threshold allows what is closed the gate of a stage. */
  readonly stopped: readonly { readonly stage: Stage; readonly years: Frequency }[];
  readonly criteria: readonly CriterionYears[];
}

/** A gate that was itself measured. */
export interface Calibration {
  readonly policy: string;
  readonly stages: readonly Stage[];
  /** The target whose answers years are drawn from, and the run that they are resampled from; null is the simulator alone. */
  readonly target: string;
  readonly run: string | null;
  readonly prompts: number;
  /** Nights of a year. */
  readonly looks: number;
  readonly seed: number;
  readonly worlds: readonly WorldYears[];
}
