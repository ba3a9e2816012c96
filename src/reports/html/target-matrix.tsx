import type { JSX } from 'preact';
import type { Trend } from '../../contract/history.ts';
import type { HistoryMetric } from '../../contract/history-metrics.ts';
import type { TargetSummary } from '../../contract/summary.ts';
import {
  COUNT_COLUMNS,
  LATENCY_COLUMNS,
  QUALITY_COLUMNS,
  SCORE_COLUMNS,
  TOOL_COLUMNS,
} from '../target-table.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';
import { Sparkline } from './sparkline.tsx';

/** Times have a table of their own. */
const UNTIMED = QUALITY_COLUMNS.filter((column) => !LATENCY_COLUMNS.includes(column));
const COLUMNS = [...COUNT_COLUMNS, ...SCORE_COLUMNS, ...UNTIMED, ...TOOL_COLUMNS];

/** What is followed from run to run beside a target. */
const SHOWN: HistoryMetric = 'schema-match';

/** Targets by dimensions. What deserves a second look is bold and marked, not coloured alone. */
export function TargetMatrix(props: {
  readonly targets: readonly TargetSummary[];
  readonly legend: readonly string[];
  readonly trends: readonly Trend[];
}): JSX.Element {
  const trends = props.trends.filter(({ metric, points }) => metric === SHOWN && points.length > 1);
  return (
    <>
      <WideTable label="Targets by dimensions">
        <thead>
          <tr>
            <th scope="col">target</th>
            {COLUMNS.map(({ head }) => (
              <th scope="col" class="number">
                {head}
              </th>
            ))}
            {trends.length > 0 && <th scope="col">runs before</th>}
          </tr>
        </thead>
        <tbody>
          {props.targets.map((target) => (
            <tr>
              <th scope="row">{shown(target.id)}</th>
              {COLUMNS.map((column) => {
                const cell = column.cell(target);
                return column.ill(target) ? (
                  <td class="number ill">
                    <strong>{cell} !</strong>
                  </td>
                ) : (
                  <td class="number">{cell}</td>
                );
              })}
              {trends.length > 0 && (
                <td>
                  <Sparkline trend={trends.find((trend) => trend.target === target.id)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {props.legend.map((line) => (
        <p class="legend">{shown(line)}</p>
      ))}
    </>
  );
}
