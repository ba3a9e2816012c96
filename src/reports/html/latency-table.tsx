import type { JSX } from 'preact';
import type { Summary } from '../../contract/runs/summary.ts';
import type { RunDetail, TargetDetail } from '../../contract/runs/run-detail.ts';
import { milliseconds, percent } from '../text/format.ts';
import { FLOW_COLUMNS, LATENCY_COLUMNS } from '../formats/target-table.ts';
import { BUDGETS_MS } from './ecdf-chart.tsx';
import type { Sides } from './sides.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { shown } from './shown.ts';

const COLUMNS = [...LATENCY_COLUMNS, ...FLOW_COLUMNS];

/** Times in numbers, target by target: quantiles, the share within each budget, and the longest silence. */
export function LatencyTable(props: {
  readonly summary: Summary;
  readonly detail: RunDetail;
  readonly sides: Sides | null;
}): JSX.Element {
  const { summary, detail, sides } = props;
  const details = new Map(detail.targets.map((target) => [target.id, target]));
  const heads = [
    ...COLUMNS.map(({ head }) => head),
    ...BUDGETS_MS.map((ms) => `within ${ms / 1000}\u00A0s`),
    'without a whole answer',
    'silence p95',
    'longest silence',
  ];
  return (
    <WideTable label="Latency by target">
      <TargetHeads heads={heads} />
      <tbody>
        {summary.targets.map((target) => {
          const timed = details.get(target.id);
          const { unanswered, of } = target.latency;
          return (
            <tr>
              <th scope="row">
                {shown(target.id)}
                {target.id === sides?.baseline && <span class="tag">baseline</span>}
                {target.id === sides?.candidate && <span class="tag">candidate</span>}
              </th>
              {COLUMNS.map((column) => (
                <td class="number">{column.cell(target)}</td>
              ))}
              {BUDGETS_MS.map((ms) => (
                <td class="number">{timed === undefined ? '-' : percent(within(timed, ms))}</td>
              ))}
              <td class="number">
                {unanswered} of {of}
              </td>
              <td class="number">{milliseconds(timed?.stallP95Ms ?? null)}</td>
              <td>
                {timed === undefined || timed.longestStall === null
                  ? '-'
                  : `${milliseconds(timed.longestStall.ms)} in ${shown(timed.longestStall.id, 200)}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}

/** Of all that was to be answered; null where nothing was. */
function within({ latenciesMs, unanswered }: TargetDetail, budgetMs: number): number | null {
  const n = latenciesMs.length + unanswered;
  return n === 0 ? null : latenciesMs.filter((ms) => ms <= budgetMs).length / n;
}
