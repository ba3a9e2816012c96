/** What a criterion can be about. A floor must be reached, a ceiling kept; thresholds lie between least and most. */
export interface GateMetricRow {
  readonly means: string;
  readonly bound: 'floor' | 'ceiling';
  readonly least: number;
  readonly most: number;
  readonly unit: 'share' | 'ratio' | 'ms' | 'count' | 'tokens' | 'rate' | 'money';
  /**
   * What it counts: prompts, or each asking of a prompt by itself; files of `bench` and `probe`; all else is told by the
   * ledger of a rollout.
   */
  readonly over: 'prompt' | 'asking' | 'file' | 'request' | 'window' | 'rollout';
}

const share = (means: string, bound: GateMetricRow['bound']): GateMetricRow => ({
  means,
  bound,
  least: 0,
  most: 1,
  unit: 'share',
  over: 'prompt',
});

/** Candidate less baseline, prompt by prompt. What is good may fall by so much, what is bad may rise by so much. */
const fall = (means: string): GateMetricRow => ({
  means,
  bound: 'floor',
  least: -1,
  most: 0,
  unit: 'share',
  over: 'prompt',
});
const rise = (means: string): GateMetricRow => ({
  means,
  bound: 'ceiling',
  least: 0,
  most: 1,
  unit: 'share',
  over: 'prompt',
});
const none = (means: string): GateMetricRow => ({
  means,
  bound: 'ceiling',
  least: 0,
  most: 0,
  unit: 'count',
  over: 'prompt',
});
const time = (means: string): GateMetricRow => ({
  means,
  bound: 'ceiling',
  least: 1,
  most: 600_000,
  unit: 'ms',
  over: 'asking',
});

const METRICS = {
  'schema-match': share('prompts whose every answer satisfies their schema', 'floor'),
  'schema-match-change': fall('the change of that from baseline to candidate'),
  'quality-change': fall('the change of the score by comparators and facts'),
  'error-rate': share('prompts of which an exchange ended with an error, or is missing', 'ceiling'),
  'error-rate-change': rise('the change of the share of exchanges that ended with an error'),
  'truncation-rate-change': rise('the change of the share of answers cut against expectation'),
  'incomplete-stream-rate-change': rise('the change of the share of streams not proven complete'),
  'retry-rate-change': {
    ...rise('the change of the share of requests that were sent again'),
    over: 'request',
  },
  'p95-latency-ratio': {
    means: 'the time that a twentieth of askings exceeds, candidate over baseline',
    bound: 'ceiling',
    least: 0.1,
    most: 100,
    unit: 'ratio',
    over: 'asking',
  },
  'p50-latency-ms': time('the median over askings of their slowest answer'),
  'p95-latency-ms': time('the time that a twentieth of askings exceeds, each by its slowest answer'),
  'new-server-errors': none('kinds of server error that the baseline never gave'),
  'breaking-differences': share(
    'prompts that break a client, beyond those of the baseline itself',
    'ceiling',
  ),
  'unaccounted-exchanges': none('planned exchanges of which nothing is recorded'),
  capacity: {
    means: 'requests a second that the endpoint carries, as `bench --find-capacity` found',
    bound: 'floor',
    least: 0.001,
    most: 1_000_000,
    unit: 'rate',
    over: 'file',
  },
  'usable-context': {
    means: 'input tokens of which the model still reads all, as `probe` found',
    bound: 'floor',
    least: 1,
    most: 100_000_000,
    unit: 'tokens',
    over: 'file',
  },
  'cost-per-accepted': {
    means: "what an answer that meets its contract costs, in the currency of the candidate's price",
    bound: 'ceiling',
    least: 0.000001,
    most: 1_000_000,
    unit: 'money',
    over: 'prompt',
  },
  'error-budget-burn': {
    means: 'how fast the error budget of the traffic is spent',
    bound: 'ceiling',
    least: 0,
    most: 1_000,
    unit: 'ratio',
    over: 'request',
  },
  'rollback-readiness': {
    means: 'the way back, and when it was last gone',
    bound: 'floor',
    least: 1,
    most: 1,
    unit: 'count',
    over: 'rollout',
  },
  incidents: { ...none('contract-breaking incidents of the traffic'), over: 'window' },
} satisfies Readonly<Record<string, GateMetricRow>>;

export type GateMetric = keyof typeof METRICS;

export const GATE_METRICS: Readonly<Record<GateMetric, GateMetricRow>> = METRICS;

/** What a result counts, whose metric may be `evidence`: that is judged by the prompts it holds. */
export function countedBy(metric: GateMetric | 'evidence'): GateMetricRow['over'] {
  return metric === 'evidence' ? 'prompt' : GATE_METRICS[metric].over;
}

export const GATE_METRIC_NAMES = Object.keys(METRICS).filter(isGateMetric);

function isGateMetric(name: string): name is GateMetric {
  return Object.hasOwn(METRICS, name);
}
