import type { JSX } from 'preact';
import type { Trend } from '../../contract/runs/history.ts';
import type { HistoryMetric } from '../../contract/runs/history-metrics.ts';
import type { TargetSummary } from '../../contract/runs/summary.ts';
import {
  COUNT_COLUMNS,
  LATENCY_COLUMNS,
  QUALITY_COLUMNS,
  SCORE_COLUMNS,
  TOOL_COLUMNS,
  type TargetColumn,
} from '../formats/target-table.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';
import { Sparkline } from './sparkline.tsx';

/** Times have a table of their own. */
const UNTIMED = QUALITY_COLUMNS.filter((column) => !LATENCY_COLUMNS.includes(column));
/** What came of exchanges, and whether answers are right; then how they came. One table of both is wider than a page. */
const OUTCOMES = [...COUNT_COLUMNS, ...SCORE_COLUMNS, ...UNTIMED.slice(0, 1)];
const MANNERS = [...UNTIMED.slice(1), ...TOOL_COLUMNS];

/** What is followed from run to run beside a target. */
const SHOWN: HistoryMetric = 'schema-match';

/** Targets by dimensions. What deserves a second look is bold and marked, not coloured alone. */
export function TargetMatrix(props: {
  readonly targets: readonly TargetSummary[];
  readonly legend: readonly string[];
  readonly trends: readonly Trend[];
}): JSX.Element {
  const { targets, legend } = props;
  const trends = props.trends.filter(({ metric, points }) => metric === SHOWN && points.length > 1);
  return (
    <>
      <TargetTable label="Targets by dimensions" targets={targets} columns={OUTCOMES} trends={[]} />
      {legend.map((line) => (
        <p class="legend">{shown(line)}</p>
      ))}
      <TargetTable label="How answers came, by target" targets={targets} columns={MANNERS} trends={trends} />
    </>
  );
}

function TargetTable(props: {
  readonly label: string;
  readonly targets: readonly TargetSummary[];
  readonly columns: readonly TargetColumn[];
  readonly trends: readonly Trend[];
}): JSX.Element {
  const { label, targets, columns, trends } = props;
  return (
    <WideTable label={label}>
      <thead>
        <tr>
          <th scope="col">target</th>
          {columns.map(({ head }) => (
            <th scope="col" class="number">
              {head}
            </th>
          ))}
          {trends.length > 0 && <th scope="col">runs before</th>}
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <tr>
            <th scope="row">{shown(target.id)}</th>
            {columns.map((column) => {
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
  );
}
