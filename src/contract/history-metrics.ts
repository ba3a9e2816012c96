/** What is kept of a target run by run, and how it is spelt. */
export const HISTORY_METRICS = {
  'schema-match': { title: 'schema match', unit: 'share' },
  passed: { title: 'passed', unit: 'share' },
  failed: { title: 'failed', unit: 'share' },
  errored: { title: 'errored', unit: 'share' },
  missing: { title: 'missing', unit: 'share' },
  truncated: { title: 'truncated', unit: 'share' },
  quality: { title: 'quality', unit: 'share' },
  p50: { title: 'p50', unit: 'ms' },
  p95: { title: 'p95', unit: 'ms' },
  retries: { title: 'retries', unit: 'count' },
  'input-tokens': { title: 'input tokens', unit: 'count' },
  'output-tokens': { title: 'output tokens', unit: 'count' },
  // In the currency of the target's price; at most, where it is a range.
  cost: { title: 'cost', unit: 'money' },
  'cost-per-accepted': { title: 'cost per accepted', unit: 'money' },
} as const;

export type HistoryMetric = keyof typeof HISTORY_METRICS;

export function isHistoryMetric(name: string): name is HistoryMetric {
  return Object.hasOwn(HISTORY_METRICS, name);
}
