import type { JSX } from 'preact';
import type { KeptDecision } from '../../contract/runs/history.ts';
import { minuteOf } from '../text/format.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** What gates said of a run, the newest first. */
export function GateHistory({ decisions }: { readonly decisions: readonly KeptDecision[] }): JSX.Element {
  return (
    <WideTable label="What gates said of this run">
      <thead>
        <tr>
          {['judged (UTC)', 'stage', 'verdict', 'migration', 'why', 'version'].map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {decisions
          .toReversed()
          .map(({ judgedAt, stage, verdict, synthetic, migration, sentence, version }) => (
            <tr>
              <td>{minuteOf(judgedAt)}</td>
              <th scope="row">{stage}</th>
              <td>
                {verdict}
                {synthetic ? ', SYNTHETIC' : ''}
              </td>
              <td>{shown(migration ?? '-')}</td>
              <td>{shown(sentence, 500)}</td>
              <td>{shown(version ?? 'unknown')}</td>
            </tr>
          ))}
      </tbody>
    </WideTable>
  );
}
