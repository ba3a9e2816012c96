import type { RequestFeatures, RouteDecision, TargetEvidence } from './route.ts';

/** What a run proves of each target of the configuration, in its order. */
export interface RouteEvidence {
  readonly run: string;
  readonly synthetic: boolean;
  readonly targets: readonly TargetEvidence[];
}

export interface ExplainedRoute {
  readonly evidence: RouteEvidence;
  readonly features: RequestFeatures;
  readonly decision: RouteDecision;
}

/** A golden decision, and in words what the policy decides otherwise. */
export interface TestedRoute {
  readonly id: string;
  readonly decision: RouteDecision;
  readonly differences: readonly string[];
}

/** A recorded prompt that two policies send to different targets. */
export interface MovedPrompt {
  readonly prompt: string;
  readonly from: RouteDecision;
  readonly to: RouteDecision;
}

export interface ComparedRoutes {
  readonly evidence: RouteEvidence;
  readonly prompts: number;
  /** That nobody may have, whichever of the two decides. */
  readonly unserved: number;
  readonly moved: readonly MovedPrompt[];
  /** Of the moved: those that nobody may have any more, those that somebody may have now, those that a pin moved. */
  readonly lost: number;
  readonly won: number;
  readonly pinned: number;
  readonly cost: RouteCost;
}

/**
 * What answering every recorded request once comes to that has a target by both policies, by what that target's own answers
 * to it cost in the run; null where that is not known of some.
 */
export interface RouteCost {
  readonly currency: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Requests of which it is not known for the target that either policy chooses. */
  readonly unknown: number;
}
