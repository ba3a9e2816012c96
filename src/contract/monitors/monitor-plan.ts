import { MODES, type Mode } from '../exchanges/mode.ts';

/** What a monitor asks, how often, what it is held to, and who is told. Of what is asked null is all. */
export interface MonitorPlan {
  readonly id: string;
  readonly targets: readonly string[] | null;
  readonly suites: readonly string[] | null;
  readonly tags: readonly string[] | null;
  /** By id. */
  readonly prompts: readonly string[] | null;
  readonly modes: readonly Mode[];
  readonly everyMinutes: number;
  /** The share of first attempts that are to be good: from the least objective to the most. */
  readonly objective: number;
  /** Of all its targets together, of a day in UTC; null is no limit. */
  readonly tokensPerDay: number | null;
  /** The environment variable that holds the URL at which alarms are told; null is nowhere. */
  readonly webhookEnv: string | null;
}

/** A lesser objective could be missed altogether without ever burning so fast as the first row of burn rates asks for. */
export const LEAST_OBJECTIVE = 0.94;

/** A greater one leaves a budget that one bad request in ten thousand spends. */
export const MOST_OBJECTIVE = 0.9999;

/** Of a monitor of which nobody says more. */
export const DEFAULT_MONITOR: Omit<MonitorPlan, 'id'> = {
  targets: null,
  suites: null,
  tags: null,
  prompts: null,
  modes: MODES,
  everyMinutes: 60,
  objective: 0.99,
  tokensPerDay: null,
  webhookEnv: null,
};
