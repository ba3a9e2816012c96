import type { Side } from './comparison.ts';
import type { GateMetric } from './gate-metrics.ts';
import type { Criterion, Stage } from './migration.ts';
import type { RunVerdict } from '../runs/summary.ts';

/** How one criterion came out. `low` and `high` are bounds each at its confidence; null is unknown, or without end. */
export interface CriterionResult {
  readonly id: string;
  readonly required: boolean;
  /** `evidence` is what every gate asks of the runs themselves. */
  readonly metric: GateMetric | 'evidence';
  readonly bound: 'floor' | 'ceiling';
  readonly threshold: number;
  readonly decide: Criterion['decide'];
  readonly look: Criterion['look'];
  readonly confidence: number;
  readonly suites: readonly string[] | null;
  readonly observed: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Prompts that it rests on; of times, askings of prompts. */
  readonly n: number;
  readonly verdict: RunVerdict;
  /** How many more prompts without a difference decide it; null where it is decided, or no number of them does. */
  readonly missingN: number | null;
  readonly reason: string;
}

/** A run, as far as a gate rests on it. */
export interface RunEvidence {
  readonly run: string;
  readonly evidenceRoot: string;
  /** When its answers were asked for, however often they were judged since; null where nobody knows. */
  readonly askedAt: string | null;
  /** Hours since then. */
  readonly ageHours: number | null;
  readonly hashes: Readonly<Record<string, string>>;
  /** How many faults were planted in what answered. */
  readonly planted: number;
}

/** Evidence of earlier runs, as the ledger of the migration keeps it. */
export interface EarlierEvidence {
  /** From the project root. */
  readonly ledger: string;
  /** What was counted with the runs that are judged, and what was not, for a reason. */
  readonly counted: readonly EarlierRuns[];
  readonly leftOut: readonly (EarlierRuns & { readonly why: string })[];
  /** How often evidence had to begin anew: each time takes more of it. */
  readonly restarts: number;
}

/** Other runs of the baseline that were looked at for classes of server errors, the newest first. */
export interface PastRuns {
  readonly runs: readonly { readonly run: string; readonly evidenceRoot: string }[];
  /** Of the baseline, in all of them. */
  readonly exchanges: number;
  readonly leftOut: readonly { readonly run: string; readonly why: string }[];
}

/** A line of evidence: when its answers were asked for, and of which runs it is. */
export interface EarlierRuns {
  readonly line: number;
  readonly askedAt: string;
  readonly runs: readonly string[];
  readonly evidenceRoots: readonly string[];
}

/** One side's run. */
export type SideEvidence = Side & RunEvidence;

/** What asking again would decide, and how it is asked. */
export interface AskAgain {
  readonly prompts: readonly { readonly suite: string; readonly prompt: string }[];
  /** Answers of each side to each of them. */
  readonly pairs: number;
  /** Ready to be pasted; null where nobody can be asked: what is replayed was recorded, and one target is as it is now. */
  readonly command: string | null;
}

export type GateVerdict = 'open' | 'closed' | 'inconclusive';

/** What a stage's gate says. `sentence` is why, and what would open it. */
export interface Decision {
  readonly stage: Stage;
  readonly verdict: GateVerdict;
  readonly sentence: string;
  readonly synthetic: boolean;
  readonly migration: string | null;
  readonly policy: string;
  readonly baseline: Side;
  readonly candidate: Side;
  readonly criteria: readonly CriterionResult[];
  /** Null where nothing is left to be asked again. */
  readonly askAgain: AskAgain | null;
  readonly evidence: {
    readonly baseline: SideEvidence;
    readonly candidate: SideEvidence;
    /** The runs that asked prompts of these again, the oldest first. */
    readonly again: readonly RunEvidence[];
    /** Null where no rollout of the migration was started, or its sides are not those that are judged. */
    readonly earlier: EarlierEvidence | null;
    /** Null where the candidate gave no class of server error that these runs do not know of the baseline. */
    readonly past: PastRuns | null;
  };
}
