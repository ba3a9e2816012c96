import type { Price } from '../contract/cost/cost.ts';
import type { Migration, Policy } from '../contract/gates/migration.ts';
import type { MonitorPlan } from '../contract/monitors/monitor-plan.ts';
import type { UsableContext } from '../contract/probe/usable-context.ts';
import type { Target } from '../contract/wires/target.ts';

/** Whose requests a target serves: it decides how often they are retried by default. */
export const TRAFFIC = ['user-facing', 'background'] as const;
export type Traffic = (typeof TRAFFIC)[number];

/** Where answers come from. */
export const CONFIG_SOURCES = ['simulate', 'live'] as const;
type ConfigSource = (typeof CONFIG_SOURCES)[number];

/** A target and what only people and routing read of it. */
export interface CatalogTarget extends Target {
  readonly traffic: Traffic;
  /** How long it may be starting before a live run begins; 0 is not waited for. */
  readonly waitReadyMs: number;
  /** The model to fall back to, as data: nothing here acts on it. */
  readonly fallback: string | null;
  /** What a probe found of its input, where the configuration names its file: no answer hangs on it. */
  readonly probed: UsableContext | null;
}

/** `proxy` may be an environment reference (`${NAME}`). `caFile` is absolute or relative to the working folder. */
export interface Network {
  readonly proxy: string | null;
  readonly caFile: string | null;
}

/** Limits of a whole run; null is none. */
export interface Budgets {
  readonly maxTotalTokens: number | null;
  readonly maxDurationMs: number | null;
}

/** A model that gives its opinion of answers, and the labels that it is measured by. */
export interface Judge {
  /** The id of a target. */
  readonly target: string;
  /** From the project root. */
  readonly labels: string;
  /** The lower end of its agreement with the labels must reach this. */
  readonly minKappa: number;
}

/** The effective configuration. Secrets are names of environment variables, never values. */
export interface Catalog {
  readonly source: ConfigSource;
  /** Null is all suites. */
  readonly suites: readonly string[] | null;
  readonly targets: readonly CatalogTarget[];
  readonly judge: Judge | null;
  readonly migrations: readonly Migration[];
  readonly policies: Readonly<Record<string, Policy>>;
  /** Nothing that `verify` asks depends on them. */
  readonly monitors: readonly MonitorPlan[];
  /** Nothing that is asked depends on them. */
  readonly prices: readonly Price[];
  readonly network: Network;
  readonly budgets: Budgets;
  /** The file as it was named to us. */
  readonly file: string;
  /**
   * SHA-256 (hex) of the canonical effective configuration, the file's own name, prices, monitors, what probes found of
   * inputs and how live traffic is treated apart.
   */
  readonly hash: string;
}
