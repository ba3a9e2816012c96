import type { JSX } from 'preact';
import type { CriterionResult, Decision } from '../../contract/gates/decision.ts';
import { GATE_METRICS, type GateMetric } from '../../contract/gates/gate-metrics.ts';
import type { Trend } from '../../contract/runs/history.ts';
import type { HistoryMetric } from '../../contract/runs/history-metrics.ts';
import { money } from '../words/describe-cost.ts';
import { count, percent, plural } from '../text/format.ts';
import { Section, WideTable } from './section.tsx';
import { shown } from './shown.ts';
import { Sparkline } from './sparkline.tsx';

const WORDS = { pass: '✓ holds', fail: '✗ fails', inconclusive: '? undecided' } as const;

/** The figure of a target that shows from run to run what a criterion is about. */
const FOLLOWED: Readonly<Partial<Record<GateMetric, HistoryMetric>>> = {
  'schema-match': 'schema-match',
  'schema-match-change': 'schema-match',
  'quality-change': 'quality',
  'error-rate': 'errored',
  'error-rate-change': 'errored',
  'truncation-rate-change': 'truncated',
  'p95-latency-ratio': 'p95',
  'p50-latency-ms': 'p50',
  'p95-latency-ms': 'p95',
};

/** Each exit criterion of the stage: what it asks, what was seen, how sure that is. */
export function Criteria(props: { readonly gate: Decision; readonly trends: readonly Trend[] }): JSX.Element {
  const { gate } = props;
  const trends = props.trends.filter(
    ({ target, points }) => target === gate.candidate.target && points.length > 1,
  );
  const heads = ['criterion', 'verdict', 'asked', 'measured', 'bounds', 'n', 'why'];
  return (
    <Section id="criteria" title={`Exit criteria of stage ${gate.stage}`}>
      <WideTable label="Exit criteria">
        <thead>
          <tr>
            {[...heads, ...(trends.length === 0 ? [] : ['candidate in the runs before'])].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gate.criteria.map((result) => (
            <Row result={result} trends={trends} />
          ))}
        </tbody>
      </WideTable>
      {gate.askAgain?.command != null && (
        <p>
          Asking {count(gate.askAgain.prompts.length)} {plural(gate.askAgain.prompts.length, 'prompt')} again
          would decide it: <code class="command">{shown(gate.askAgain.command)}</code>
        </p>
      )}
      <p class="legend">Policy {shown(gate.policy)}. Advisory criteria decide nothing.</p>
    </Section>
  );
}

function Row(props: { readonly result: CriterionResult; readonly trends: readonly Trend[] }): JSX.Element {
  const { result, trends } = props;
  const followed = result.metric === 'evidence' ? undefined : FOLLOWED[result.metric];
  const { id, required, verdict, bound, threshold, observed, low, high, n, reason } = result;
  const value = (number: number | null): string => spell(result, number);
  return (
    <tr class={verdict}>
      <th scope="row">
        {shown(id)}
        {!required && <span class="tag">advisory</span>}
      </th>
      <td class="word">{WORDS[verdict]}</td>
      <td class="number">
        {bound === 'floor' ? '≥' : '≤'} {value(threshold)}
      </td>
      <td class="number">{value(observed)}</td>
      <td class="number">{low === null && high === null ? '-' : `${value(low)} to ${value(high)}`}</td>
      <td class="number">{count(n)}</td>
      <td>{shown(reason)}</td>
      {trends.length > 0 && (
        <td>
          <Sparkline trend={trends.find(({ metric }) => metric === followed)} />
        </td>
      )}
    </tr>
  );
}

function spell({ metric }: CriterionResult, value: number | null): string {
  if (value === null) return '∞';
  const unit = metric === 'evidence' ? 'count' : GATE_METRICS[metric].unit;
  if (unit === 'share') return value < 0 ? `-${percent(-value)}` : percent(value);
  if (unit === 'money') return money(value.toFixed(12));
  if (unit === 'rate') return `${value.toFixed(2)}/s`;
  if (unit === 'ms') return `${count(Math.round(value))} ms`;
  return unit === 'ratio' ? `${value.toFixed(2)}×` : count(value);
}
