import type { GateMetric } from './gate-metrics.ts';
import type { TrafficRules } from '../traffic/traffic-rules.ts';
import type { Limits } from '../load/load-limits.ts';

/** The stages of a migration, in order. */
export const STAGES = ['shadow', 'canary', 'partial', 'full'] as const;
export type Stage = (typeof STAGES)[number];

/** How often a criterion is looked at: at one number of prompts that was set before, or on any night, any number of times. */
export const LOOKS = ['once', 'always'] as const;

/** One condition of a stage's gate. The metric says whether `threshold` is a floor or a ceiling. */
export interface Criterion {
  readonly id: string;
  readonly metric: GateMetric;
  readonly threshold: number;
  /** Which number is held against the threshold: the observed one, or the worse end of its interval. */
  readonly decide: 'point' | 'lower-bound';
  readonly required: boolean;
  readonly look: (typeof LOOKS)[number];
  /** Of each end of the interval by itself: 0.95 lets one end in twenty be wrong. */
  readonly confidence: number;
  /** With fewer prompts nothing is decided. */
  readonly minimumPrompts: number;
  /** Null is all that were asked. */
  readonly suites: readonly string[] | null;
  /** Of a capacity: the SHA-256 of the workload that it must be of. Null names none, which decides nothing. */
  readonly workload: string | null;
  /** Of a capacity: within what requests were to be answered. Null are the usual limits. */
  readonly limits: Limits | null;
}

/** The gate of a stage. Older evidence than `maxAgeHours` says what was, not what is. */
export interface StageRules {
  readonly criteria: readonly Criterion[];
  readonly maxAgeHours: number;
}

/** What a rollout keeps to besides its gates. */
export interface RolloutRules {
  /** How long traffic stays at a share before more of it may move. */
  readonly holdHours: number;
  /** How long one run of the monitor stands for. */
  readonly windowMinutes: number;
  /** An older proof of the way back is none. */
  readonly drillDays: number;
  /** The share of requests that may fail. */
  readonly errorBudget: number;
}

/** The gates of a migration. A stage that is not named has no gate of its own and cannot be asked for. */
export interface Policy {
  readonly name: string;
  readonly rollout: RolloutRules;
  readonly stages: Readonly<Partial<Record<Stage, StageRules>>>;
}

/** Somebody who reads the answers. `reads` are JSON pointers into the output, with `*` for any array index. */
export interface Consumer {
  readonly id: string;
  readonly description: string | null;
  readonly reads: readonly string[];
  /** The finish reasons and error kinds that it tells apart; null is all of them. */
  readonly finishReasons: readonly string[] | null;
  readonly errorKinds: readonly string[] | null;
}

/** How clients reach the two sides, as rows that a router reads. Paths of versions never move; the alias does. */
export interface Routing {
  /** The model that clients ask for by name; its traffic is what a rollout moves. */
  readonly alias: string;
  readonly baseline: string;
  readonly candidate: string;
  /** The header by which either side knows a request again that was sent before; null where there is none. */
  readonly requestIdHeader: string | null;
}

/** Where clients ask for an alias. */
export function aliasPath(alias: string): string {
  return `/v1/${alias}`;
}

/** Traffic that is to move from one target to another. `suites` is null for all of them. */
export interface Migration {
  readonly id: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly suites: readonly string[] | null;
  readonly policy: string;
  readonly consumers: readonly Consumer[];
  /** Null where nobody has said how clients reach it. */
  readonly routing: Routing | null;
  readonly traffic: TrafficRules;
}
