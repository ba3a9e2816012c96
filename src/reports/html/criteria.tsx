import type { JSX } from 'preact';
import type { CriterionResult, Decision } from '../../contract/decision.ts';
import { GATE_METRICS } from '../../contract/gate-metrics.ts';
import { count, percent, plural } from '../format.ts';
import { Section, WideTable } from './section.tsx';
import { shown } from './shown.ts';

const WORDS = { pass: '✓ holds', fail: '✗ fails', inconclusive: '? undecided' } as const;

/** Each exit criterion of the stage: what it asks, what was seen, how sure that is. */
export function Criteria({ gate }: { readonly gate: Decision }): JSX.Element {
  return (
    <Section id="criteria" title={`Exit criteria of stage ${gate.stage}`}>
      <WideTable label="Exit criteria">
        <thead>
          <tr>
            {['criterion', 'verdict', 'asked', 'measured', 'bounds', 'n', 'why'].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gate.criteria.map((result) => (
            <Row result={result} />
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

function Row({ result }: { readonly result: CriterionResult }): JSX.Element {
  const { id, required, verdict, bound, threshold, observed, low, high, n, reason } = result;
  const value = (number: number | null): string => spell(result, number);
  return (
    <tr class={verdict}>
      <th scope="row">
        {shown(id)}
        {!required && <span class="tag">advisory</span>}
      </th>
      <td>{WORDS[verdict]}</td>
      <td class="number">
        {bound === 'floor' ? '≥' : '≤'} {value(threshold)}
      </td>
      <td class="number">{value(observed)}</td>
      <td class="number">{low === null && high === null ? '-' : `${value(low)} to ${value(high)}`}</td>
      <td class="number">{count(n)}</td>
      <td>{shown(reason)}</td>
    </tr>
  );
}

function spell({ metric }: CriterionResult, value: number | null): string {
  if (value === null) return '∞';
  const unit = metric === 'evidence' ? 'count' : GATE_METRICS[metric].unit;
  if (unit === 'share') return value < 0 ? `-${percent(-value)}` : percent(value);
  if (unit === 'ms') return `${count(Math.round(value))} ms`;
  return unit === 'ratio' ? `${value.toFixed(2)}×` : count(value);
}
