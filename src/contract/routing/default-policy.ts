import type { GateMetric } from '../gates/gate-metrics.ts';
import type { Criterion, Policy, RolloutRules } from '../gates/migration.ts';

/** The policy that is there without being written, unless a configuration has one of this name. */
export const DEFAULT_POLICY_NAME = 'default';

function criterion(
  id: string,
  metric: GateMetric,
  threshold: number,
  more: Partial<Criterion> = {},
): Criterion {
  return {
    id,
    metric,
    threshold,
    decide: 'lower-bound',
    required: true,
    look: 'always',
    confidence: 0.95,
    minimumPrompts: 1,
    suites: null,
    workload: null,
    limits: null,
    ...more,
  };
}

/** Two weeks. */
export const MAX_AGE_HOURS = 14 * 24;

export const DEFAULT_RULES: RolloutRules = {
  holdHours: 24,
  windowMinutes: 60,
  drillDays: 7,
  errorBudget: 0.01,
};

const ADVISORY = { required: false };

/** What must hold before a stage is left: no client broken at shadow, nothing worse at canary, the way back at partial. */
export const DEFAULT_POLICY: Policy = {
  name: DEFAULT_POLICY_NAME,
  rollout: DEFAULT_RULES,
  stages: {
    shadow: {
      maxAgeHours: MAX_AGE_HOURS,
      criteria: [
        criterion('accounting', 'unaccounted-exchanges', 0, { decide: 'point' }),
        criterion('schema', 'schema-match', 0.95),
        criterion('server-errors', 'new-server-errors', 0, { decide: 'point' }),
        criterion('breaks', 'breaking-differences', 0.02),
      ],
    },
    canary: {
      maxAgeHours: MAX_AGE_HOURS,
      criteria: [
        criterion('accounting', 'unaccounted-exchanges', 0, { decide: 'point' }),
        criterion('latency', 'p95-latency-ratio', 1.1, { look: 'once' }),
        criterion('schema', 'schema-match-change', -0.03),
        criterion('truncation', 'truncation-rate-change', 0.02),
        criterion('streams', 'incomplete-stream-rate-change', 0.02),
        criterion('errors', 'error-rate-change', 0.02),
        criterion('quality', 'quality-change', -0.02),
        criterion('budget', 'error-budget-burn', 1),
        criterion('p50', 'p50-latency-ms', 2_000, ADVISORY),
        criterion('p95', 'p95-latency-ms', 8_000, ADVISORY),
      ],
    },
    partial: {
      maxAgeHours: MAX_AGE_HOURS,
      criteria: [
        criterion('retries', 'retry-rate-change', 0.005),
        criterion('way-back', 'rollback-readiness', 1, { decide: 'point' }),
      ],
    },
    full: {
      maxAgeHours: MAX_AGE_HOURS,
      criteria: [criterion('incidents', 'incidents', 0, { decide: 'point' })],
    },
  },
};
