import type { GateMetric } from '../contract/gates/gate-metrics.ts';
import { measureAccount } from './measure-account.ts';
import { measureBreaks } from './measure-breaks.ts';
import { measureCapacity, measureCostPerAccepted, measureUsableContext } from './measure-candidate.ts';
import { measureChange, measureRise } from './measure-change.ts';
import { measureLatency, measureP95Ratio } from './measure-latency.ts';
import { measureFailures, measureRate } from './measure-rate.ts';
import { measureServerErrors } from './measure-server-errors.ts';
import { measureBurn, measureIncidents, measureRetries, measureWayBack } from './measure-traffic.ts';
import type { Meter } from './measured.ts';

/** How each metric is measured. */
export const METERS: Readonly<Record<GateMetric, Meter>> = {
  'schema-match': measureRate('schema'),
  'schema-match-change': measureChange('schema', { all: true }),
  'quality-change': measureChange('quality'),
  'error-rate': measureFailures('answered'),
  'error-rate-change': measureRise('answered'),
  'truncation-rate-change': measureRise('uncut'),
  'incomplete-stream-rate-change': measureRise('whole'),
  'p95-latency-ratio': measureP95Ratio,
  'p50-latency-ms': measureLatency(0.5),
  'p95-latency-ms': measureLatency(0.95),
  'new-server-errors': measureServerErrors,
  'breaking-differences': measureBreaks,
  'unaccounted-exchanges': measureAccount,
  capacity: measureCapacity,
  'usable-context': measureUsableContext,
  'cost-per-accepted': measureCostPerAccepted,
  'retry-rate-change': measureRetries,
  'error-budget-burn': measureBurn,
  'rollback-readiness': measureWayBack,
  incidents: measureIncidents,
};
