/** What a run did: judged answers (`verify`), was a load (`bench`), or found out what endpoints do (`probe`). */
export const RUN_KINDS = ['run', 'load', 'probe'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What is kept of a target run by run, of which kind of runs, and how it is spelt. */
export const HISTORY_METRICS = {
  'schema-match': { title: 'schema match', unit: 'share', of: 'run' },
  passed: { title: 'passed', unit: 'share', of: 'run' },
  failed: { title: 'failed', unit: 'share', of: 'run' },
  errored: { title: 'errored', unit: 'share', of: 'run' },
  missing: { title: 'missing', unit: 'share', of: 'run' },
  truncated: { title: 'truncated', unit: 'share', of: 'run' },
  quality: { title: 'quality', unit: 'share', of: 'run' },
  p50: { title: 'p50', unit: 'ms', of: 'run' },
  p95: { title: 'p95', unit: 'ms', of: 'run' },
  retries: { title: 'retries', unit: 'count', of: 'run' },
  'input-tokens': { title: 'input tokens', unit: 'count', of: 'run' },
  'output-tokens': { title: 'output tokens', unit: 'count', of: 'run' },
  // In the currency of the target's price; at most, where it is a range.
  cost: { title: 'cost', unit: 'money', of: 'run' },
  'cost-per-accepted': { title: 'cost per accepted', unit: 'money', of: 'run' },
  // Requests a second: the largest that is shown to be carried, to the smallest that is shown not to be.
  capacity: { title: 'capacity', unit: 'rate', of: 'load' },
  // Tokens: the longest input that is proved to be read, or was answered, to the shortest that is not.
  'usable-context': { title: 'usable context', unit: 'count', of: 'probe' },
  'accepted-context': { title: 'accepted context', unit: 'count', of: 'probe' },
  'output-cap': { title: 'output cap', unit: 'count', of: 'probe' },
  'proved-bits': { title: 'proved bits', unit: 'count', of: 'probe' },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly unit: string; readonly of: RunKind }>
>;

export type HistoryMetric = keyof typeof HISTORY_METRICS;

export function isHistoryMetric(name: string): name is HistoryMetric {
  return Object.hasOwn(HISTORY_METRICS, name);
}
