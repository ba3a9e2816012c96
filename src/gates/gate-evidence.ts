import type { Tally } from '../contract/rollout/ledger.ts';
import type { LeftOut } from '../contract/gates/gate-plan.ts';
import type { LostRequests } from '../contract/traffic/lost-requests.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { SuccessCost } from '../stats/cost-per-success.ts';
import type { TrafficEvidence } from '../contract/rollout/rollout.ts';

/** What a prompt's exchanges are looked at for: each is a share of what went well. */
export const MEASURES = ['schema', 'answered', 'uncut', 'whole', 'quality'] as const;
export type Measure = (typeof MEASURES)[number];

/** Of the exchanges to which a measure applies, how many were planned, how many lack a record, how much the others hold. */
export interface Held {
  readonly of: number;
  readonly missing: number;
  /** 0 to `of - missing`. */
  readonly held: number;
}

/** One side of one prompt. */
export interface PromptSide {
  readonly measures: Readonly<Record<Measure, Held>>;
  /** One a repetition: its slowest answer, in ms; null where one of its exchanges gave none. Times first, ascending. */
  readonly latenciesMs: readonly (number | null)[];
  /** Server errors by class, `kind status`: one entry for each repetition that showed it, in whatever modes. */
  readonly serverErrors: readonly string[];
}

/**
 * What asking a prompt again came to, in pairs of one answer of each side, each held against the baseline's first. The
 * modes of a pair are no independent draws: it breaks where one of them does.
 */
export interface AskedAgain {
  /** As planned. */
  readonly pairs: number;
  /** Pairs of which an exchange has no record. */
  readonly missing: number;
  /** Pairs of which some mode could not be compared; those that are missing among them. */
  readonly uncompared: number;
  /** Of the others: pairs that break a client on the candidate's side alone, and on the baseline's alone. */
  readonly worse: number;
  readonly better: number;
  /** As of a side: one entry for each pair that showed it. */
  readonly serverErrors: { readonly baseline: readonly string[]; readonly candidate: readonly string[] };
}

/** A prompt that both sides were asked, or several that came out alike. */
export interface PromptEvidence {
  readonly suite: string;
  /** What is asked by one name are askings of one prompt. */
  readonly prompt: string;
  /** How many came out so: whoever counts rows counts these. */
  readonly times: number;
  readonly baseline: PromptSide;
  readonly candidate: PromptSide;
  /**
   * Why the candidate's target cannot be asked it, where the baseline's can; else null. What it would have answered counts
   * as planned, and holds nothing.
   */
  readonly unserved: string | null;
  /**
   * Differences that break a client, `code at pointer`; of the baseline's second answer, null where it has none. Pairs of
   * exchanges that both sides should have answered, and one did not, are not compared.
   */
  readonly breaks: {
    readonly candidate: readonly string[];
    readonly noise: readonly string[] | null;
    readonly uncompared: number;
  };
  /** Null where it was asked once alone. */
  readonly again: AskedAgain | null;
}

export function countOf(prompts: readonly Pick<PromptEvidence, 'times'>[]): number {
  return prompts.reduce((sum, { times }) => sum + times, 0);
}

/** Whether the candidate was asked at all: what its target cannot serve is skipped, and shows nothing of how it answers. */
export function wasAsked({ candidate, unserved }: PromptEvidence): boolean {
  return unserved === null && candidate.measures.answered.of > 0;
}

/** A figure of the candidate that was measured by itself, and kept: between two ends; null is no end. */
export type FoundFigure =
  | {
      readonly what: 'found';
      readonly low: number | null;
      readonly high: number | null;
      /** Where it stands, and of what it is. */
      readonly note: string;
    }
  | { readonly what: 'unknown'; readonly reason: string };

/** What the candidate's answers to one prompt cost, in one currency; `most` is null where it has no upper end. */
interface CandidateCost extends SuccessCost {
  readonly suite: string;
}

/** What is known of the candidate beside its answers. */
export interface CandidateEvidence {
  /** By the id of the criterion, for each is of a workload. */
  readonly capacities: Readonly<Record<string, FoundFigure>>;
  readonly usableContext: FoundFigure;
  /** Null where no price held when it was asked. */
  readonly costs: { readonly currency: string; readonly prompts: readonly CandidateCost[] } | null;
}

/** All that a gate rests on. */
export interface GateEvidence {
  readonly prompts: readonly PromptEvidence[];
  readonly sources: readonly ('live' | 'replay' | 'simulate')[];
  /** Null where no rollout of the migration was started. */
  readonly traffic: TrafficEvidence | null;
  /** Of other runs of the baseline; null where they were not looked at. */
  readonly past: PastErrors | null;
  /** Null where no criterion is about it. */
  readonly candidate: CandidateEvidence | null;
  /** Of runs before; null where nothing is carried on. */
  readonly earlier: Earlier | null;
  /** Hours since the oldest of its answers was asked for; null where nobody knows. */
  readonly ageHours: number | null;
  /** How an endpoint answered otherwise in one of the runs than in another: one sentence each. */
  readonly changes: readonly string[];
  /** Runs that ask prompts of these again, and did not come to their end. */
  readonly unfinished: readonly string[];
  /** Live requests that were to be asked and were not; null where none were. */
  readonly lost: LostRequests | null;
  /** Prompts of the migration that were not asked of both sides. */
  readonly leftOut: readonly LeftOut[];
  /** Modes in which its clients ask, and in which no prompt was asked of both sides. */
  readonly modesLeftOut: readonly Mode[];
}

/** The server errors of the baseline in its other runs. */
export interface PastErrors {
  /** Each with the newest run that shows it. */
  readonly classes: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly exchanges: number;
  /** Askings of prompts, whose modes are no independent draws. */
  readonly askings: number;
}

/** What runs before add to the e-processes of this one. */
export interface Earlier {
  readonly tallies: readonly Tally[];
  /** How many runs they are of. */
  readonly runs: number;
  /** How often evidence had to begin anew. */
  readonly restarts: number;
}
