import type { CarriageCounts } from '../wires/carriage.ts';
import type { LostRequests } from '../traffic/lost-requests.ts';
import type { Dimension } from '../findings/dimensions.ts';
import type { FindingRow } from '../findings/finding-row.ts';
import type { JsonValue } from '../json-value.ts';
import type { RunVerdict } from '../runs/summary.ts';
import type { UnservedPrompts } from './unserved.ts';

/** One side of a comparison: a target as a run asked it. */
export interface Side {
  readonly run: string;
  readonly target: string;
}

/**
 * Dimensions that are no provider's: what read and judged the answers (this tool, an SDK, Node), and the server behind one
 * target that was asked twice. They are rows where something of it was not the same on both sides.
 */
export const DRIFTS = ['wrapper', 'server'] as const;
export type Drift = (typeof DRIFTS)[number];

/** Shares of prompts. The unit is the prompt: its modes and repetitions are no independent draws. */
export interface DimensionRow {
  readonly dimension: Dimension | Drift;
  /** Prompts compared, and those of them on which the candidate differs. */
  readonly prompts: number;
  readonly differing: number;
  readonly rate: number | null;
  /** Wilson at 95%. */
  readonly low: number | null;
  readonly high: number | null;
  /** Those on which the baseline differs from itself; null where it was asked once. */
  readonly noise: number | null;
  /** Evidence that the candidate differs more than the baseline from itself, an e-value; null without noise. */
  readonly evidence: number | null;
}

/** Equal differences of the candidate from the baseline, shown once. */
export interface DifferenceGroup {
  readonly code: string;
  /** With `*` for array indexes. */
  readonly pointer: string;
  readonly dimension: Dimension | Drift;
  readonly class: FindingRow['class'];
  readonly prompts: number;
  /** Prompts on which the baseline differs from itself in the same way; null where it was asked once. */
  readonly noise: number | null;
  readonly evidence: number | null;
  /** Ids of the consumers that read it; null where none is declared, so that it counts as read. */
  readonly readBy: readonly string[] | null;
  readonly message: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
  /** Exchange ids of one example. */
  readonly example: { readonly baseline: string; readonly candidate: string };
}

/** What became of the pairs of exchanges: planned is the sum of the others. */
export interface PairCounts {
  readonly planned: number;
  readonly compared: number;
  /** The baseline cannot serve the prompt. */
  readonly skipped: number;
  /** The candidate alone cannot: whoever asks it is refused. */
  readonly unserved: number;
  /** One of the sides gave no answer, for an outage or a wrong key: nothing is known of how it answers. */
  readonly unanswered: number;
  /** One of the sides has no record. */
  readonly missing: number;
}

/** How values of a candidate are not what all of a baseline's were. Only a place that is new breaks nobody. */
export type ChangeKind = 'key-gone' | 'type-new' | 'null-new' | 'word-new' | 'format-lost' | 'place-new';

/** Equal changes of one part of the contract that the baseline's answers keep. */
export interface ContractChange {
  /** `output NAME`, or `tool NAME` for the arguments of its calls. */
  readonly part: string;
  readonly change: ChangeKind;
  /** With `*` for array indexes. */
  readonly pointer: string;
  readonly class: 'breaking' | 'compatible';
  /** Prompts on which the candidate has it, and those on which it gave a value of this part. */
  readonly prompts: number;
  readonly of: number;
  /** As of a difference. */
  readonly noise: number | null;
  readonly evidence: number | null;
  readonly readBy: readonly string[] | null;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
  readonly example: { readonly baseline: string; readonly candidate: string };
}

/** The candidate's values against the contract that the baseline's answers come to, whatever schema was asked for. */
export interface ContractComparison {
  /** Inconclusive where a change is not told apart from noise, or a part was not seen on the candidate's side. */
  readonly verdict: 'compatible' | 'breaking' | 'inconclusive';
  readonly parts: number;
  /** Those of which the candidate gave no value that could be read. */
  readonly unseen: readonly string[];
  /** Values that the contract was inferred from, and that were held against it. */
  readonly values: { readonly baseline: number; readonly candidate: number };
  /** Breaking first, and of these what consumers read. */
  readonly changes: readonly ContractChange[];
}

/** What was not the same on both sides beside the provider, so that a difference may be of it. */
export interface SideDrift {
  /** The candidate's run judges the stored answers of the baseline's anew, or the other way round. */
  readonly sameAnswers: boolean;
  /** Of what read the answers, and of what the servers say; null where a run does not say, all words where it said several. */
  readonly versions: readonly {
    readonly of: Drift;
    readonly name: string;
    readonly baseline: string | null;
    readonly candidate: string | null;
  }[];
}

/** Live requests that were compared, and those of them whose history holds results of tools: of those one turn alone. */
interface LiveCompared {
  readonly requests: number;
  readonly oneTurn: number;
  /** Those that were to be asked and were not; null where none were. */
  readonly lost: LostRequests | null;
}

export interface Comparison {
  /** Whose consumers read the answers; null where no migration is of these sides. */
  readonly migration: string | null;
  readonly baseline: Side;
  readonly candidate: Side;
  readonly synthetic: boolean;
  readonly verdict: RunVerdict;
  /** Why, in one sentence. */
  readonly reason: string;
  readonly pairs: PairCounts;
  /** Prompts that the candidate alone cannot serve, by why. */
  readonly unserved: readonly UnservedPrompts[];
  readonly dimensions: readonly DimensionRow[];
  /** Breaking first, and of these what consumers read. */
  readonly groups: readonly DifferenceGroup[];
  /** Losses that one of the sides declares and the other does not. */
  readonly losses: readonly LossRow[];
  /** What became of each feature that the requests asked for, or left open, on either side. */
  readonly carriage: readonly CarriageRow[];
  /** Null where the baseline gave no JSON and no tool call. */
  readonly contract: ContractComparison | null;
  /** Of what live requests it is; null where prompts of suites were asked. */
  readonly live: LiveCompared | null;
  /** Null where both sides were read, judged and served by the same, as far as they say. */
  readonly drift: SideDrift | null;
}

/** In how many of the compared exchanges what became of a feature. */
export interface CarriageRow {
  readonly feature: string;
  readonly baseline: CarriageCounts;
  readonly candidate: CarriageCounts;
}

export interface LossRow {
  readonly field: string;
  readonly action: string;
  readonly reason: string;
  readonly baseline: number;
  readonly candidate: number;
}
