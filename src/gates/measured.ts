import type { Criterion } from '../contract/gates/migration.ts';
import type { ValueCounts } from '../stats/betting-bound.ts';
import type { Bounds } from './bounds.ts';
import type { GateEvidence } from './gate-evidence.ts';

/** A number with its bounds, or why there is none. Times without an end are infinite. */
export type Measured =
  | {
      readonly what: 'measured';
      readonly observed: number;
      readonly bounds: Bounds;
      readonly n: number;
      /** How many of them are of runs before. */
      readonly ofEarlier?: number;
      /** What decides, or leaves it open, whatever the numbers say. */
      readonly against: { readonly verdict: 'fail' | 'inconclusive'; readonly reason: string } | null;
      /** What is to be read beside the numbers. */
      readonly note?: string;
    }
  | { readonly what: 'unknown'; readonly n: number; readonly reason: string };

/** Measures what a criterion is about as if `more` prompts had been asked on which the sides do not differ. */
export type Meter = (evidence: GateEvidence, criterion: Criterion, more: number) => Measured;

export function unknown(reason: string, n = 0): Measured {
  return { what: 'unknown', n, reason };
}

export function alphaOf({ confidence }: Criterion): number {
  return 1 - confidence;
}

/** What an e-process is a function of: values from 0 to 1, and what broke a client on one side alone, where that is seen. */
export interface Tallied {
  readonly counts: ValueCounts;
  readonly alone: { readonly baseline: number; readonly candidate: number } | null;
}
