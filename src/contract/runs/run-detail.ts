import type { CapabilityFile } from '../probe/capability-file.ts';
import type { DimensionRow } from '../gates/comparison.ts';
import type { LedgerEntry } from '../rollout/ledger.ts';
import type { KeptDecision, Trend } from './history.ts';
import type { Mode } from '../exchanges/mode.ts';
import type { Problem } from '../problem.ts';
import type { GoldenAnswer } from '../suites/prompt.ts';
import type { RouteWorth } from '../routing/route-worth.ts';
import type { Savings } from '../cost/savings.ts';
import type { ExchangeRecord, RecordedState } from '../exchanges/record.ts';

/** What a page shows of a run beside its report: read from its records, bounded however long the run was. */
export interface RunDetail {
  /** Hashes of what the run was made of, SHA-256 in hex, by what they are of. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  /** Whether faults were planted in what answered. */
  readonly isPlanted: boolean;
  readonly modes: readonly Mode[];
  /** Whether not all prompts of its suites were asked. */
  readonly isSelection: boolean;
  /** The effective configuration as YAML, secrets by name; null where its file was changed since, or is not at hand. */
  readonly settings: string | null;
  /** Why the project of the run cannot be read, so that nothing of it is here; none where it was. */
  readonly unreadable: readonly Problem[];
  /** Those of which the run asked both sides. */
  readonly migrations: readonly {
    readonly id: string;
    readonly baseline: string;
    readonly candidate: string;
  }[];
  /** What the sides of each of these say of each other. */
  readonly comparisons: readonly SidesDetail[];
  /** Prompts that were asked with a schema that asks for little: any JSON, or objects that need no key. */
  readonly loose: Readonly<Record<'anything' | 'empty-objects', readonly string[]>>;
  /** Of so many fields that prompts of each of these ask for, those that no consumer reads; null where none is declared. */
  readonly unread: readonly {
    readonly migration: string;
    readonly of: number;
    readonly fields: readonly string[] | null;
  }[];
  readonly rollouts: readonly RolloutDetail[];
  /** What would have been saved on it by the prices of its project; none where there are none. */
  readonly savings: readonly TargetSavings[];
  /** What quality each route gives for what is billed, had a router decided when it ended; none where nobody can tell. */
  readonly routes: readonly RouteWorth[];
  /** What probes found of its targets, where the configuration names their files. */
  readonly probed: readonly CapabilityFile[];
  readonly targets: readonly TargetDetail[];
  readonly cases: readonly CaseRow[];
  /** Of each of its targets, over the runs before it that were asked alike. */
  readonly trends: readonly Trend[];
  /** What gates said of it, the oldest first. */
  readonly decisions: readonly KeptDecision[];
  /** Of each group of failures its example. */
  readonly examples: readonly CaseDetail[];
}

export interface TargetDetail {
  readonly id: string;
  /** Of whole answers, ascending. */
  readonly latenciesMs: readonly number[];
  /** Exchanges without one: they took longer than any. */
  readonly unanswered: number;
  /** By the count of the provider; null, as each of the next, where no answer said. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Among these. */
  readonly cachedTokens: number | null;
  readonly reasoningTokens: number | null;
  /** Answers that did not say both how many they took and how many they are. */
  readonly uncounted: number;
  /** The longest times without a byte, once the head was there. */
  readonly stallP95Ms: number | null;
  /** And in which exchange it was longest. */
  readonly longestStall: { readonly ms: number; readonly id: string } | null;
}

/** What would have been saved on what one target was asked. */
export interface TargetSavings {
  readonly target: string;
  /** Null where no price of it is known. */
  readonly currency: string | null;
  readonly savings: Savings;
}

/** Two sides of a run held against each other; no dimensions, and why, where they cannot be. */
export interface SidesDetail {
  readonly migration: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly dimensions: readonly DimensionRow[];
  readonly problem: string | null;
}

/** What the ledger of a migration holds; no entries, and why, where it cannot be believed. */
export interface RolloutDetail {
  readonly migration: string;
  readonly entries: readonly LedgerEntry[];
  readonly problem: string | null;
}

/** One exchange in a line. */
export interface CaseRow {
  readonly id: string;
  readonly prompt: string;
  readonly target: string;
  readonly state: RecordedState;
  readonly latencyMs: number | null;
  readonly attempts: number;
  readonly finding: string | null;
}

/** An exchange whole, beside what was approved for its prompt. */
export interface CaseDetail {
  readonly id: string;
  readonly record: ExchangeRecord;
  /** Null where none is, or its file was changed since, or is not at hand. */
  readonly golden: GoldenAnswer | null;
}
