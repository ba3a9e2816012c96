import type { Step } from './ledger.ts';
import type { RunVerdict } from '../runs/summary.ts';

/** What the ledger of a migration says of its traffic, for the criteria that no run can decide. */
export interface TrafficEvidence {
  /** Pairs of requests since the first step was last begun, by which of them was sent again. */
  readonly retries: Readonly<Record<'neither' | 'baseline' | 'candidate' | 'both', number>>;
  /** Of the candidate, in windows of this step; `failed` are those whose first attempt gave no answer. */
  readonly requests: number;
  readonly failed: number;
  /** The share of requests that may fail. */
  readonly errorBudget: number;
  /** The windows of this step that end now, without a gap between them. */
  readonly unbroken: {
    readonly hours: number;
    readonly windows: number;
    readonly incidents: readonly string[];
  };
  /** What the way back lacks, each with what to do about it. */
  readonly lacking: readonly string[];
  /** Of the windows and the drill. */
  readonly sources: readonly ('live' | 'replay' | 'simulate')[];
}

/** Why traffic may not move on, and what to do about it: by a command where `rollout` has the words after that verb. */
export interface Wait {
  readonly what: string;
  readonly mend: string;
  readonly rollout: readonly string[] | null;
}

/** Who did something, when, and why. */
export interface Deed {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/** Where a migration stands: a function of its policy, its ledger and the time. */
export interface RolloutState {
  readonly migration: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly step: Step;
  /** When it came there, and by whom. */
  readonly since: string;
  readonly by: string;
  /** Null after the last. */
  readonly next: Step | null;
  /** By whom more traffic is held back; null where nobody does. */
  readonly held: Deed | null;
  /** Null where nothing was rolled back, or traffic moved again since. */
  readonly rolledBack: (Deed & { readonly isAutomatic: boolean }) | null;
  /** How much longer traffic is to stay at this share, and until when at the earliest; null where it need not. */
  readonly stability: { readonly remainingMs: number; readonly until: string } | null;
  /** Windows of this step that are over, and their incidents. */
  readonly windows: { readonly full: number; readonly incidents: number; readonly unbrokenHours: number };
  readonly drill: { readonly at: string; readonly run: string; readonly verdict: RunVerdict } | null;
  /** What has to be waited for besides the gate of this step. */
  readonly waits: readonly Wait[];
  /** Whether traffic was moved on what a simulator or a recording answered. */
  readonly synthetic: boolean;
  /** `head` is the digest of the last line: who pins it sees what was taken away later. */
  readonly ledger: { readonly file: string; readonly entries: number; readonly head: string };
}

/** Where clients are served, as a router reads it. Weights are per cent and add up to 100. */
export interface RouterRows {
  /** The model that clients ask for by name, and where. */
  readonly alias: {
    readonly model: string;
    readonly path: string;
    readonly targets: readonly {
      readonly target: string;
      readonly provider: string;
      readonly model: string;
      readonly weight: number;
    }[];
  };
  /** Paths that lead to one side whatever the step. */
  readonly routes: readonly { readonly path: string; readonly target: string }[];
  /** Whether a provider is to be sent anything. */
  readonly flags: readonly { readonly target: string; readonly provider: string; readonly on: boolean }[];
  /**
   * Which clients the candidate serves: those for whom the first `digits` hex digits of the hash over `over`, taken as a
   * number modulo `modulo`, lie below `below`.
   */
  readonly cohorts: {
    readonly hash: 'sha256';
    readonly over: string;
    readonly digits: number;
    readonly modulo: number;
    readonly below: number;
  };
  /** What is asked beside the live answer; null for nothing. */
  readonly mirrorTo: string | null;
  readonly requestIdHeader: string | null;
}
