import type { JSX } from 'preact';
import type { LedgerBody, LedgerEntry, Step } from '../../contract/rollout/ledger.ts';
import type { RolloutDetail } from '../../contract/runs/run-detail.ts';
import { count, minuteOf, plural } from '../text/format.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** Older ones stand in the ledger. */
const MOST_ENTRIES = 50;

/** What was done with the traffic of a migration: when, by whom and why, the newest first. */
export function RolloutHistory({ rollout }: { readonly rollout: RolloutDetail }): JSX.Element {
  const { migration, entries, problem } = rollout;
  if (problem !== null) return <p class="ill">{shown(problem)}</p>;
  const newest = entries.slice(-MOST_ENTRIES).toReversed();
  return (
    <>
      <WideTable label={`Rollout of ${migration}`}>
        <thead>
          <tr>
            {['when (UTC)', 'what', 'by', 'why, and on what'].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map((entry) => (
            <Row entry={entry} />
          ))}
        </tbody>
      </WideTable>
      {entries.length > newest.length && (
        <p class="legend">
          The newest {count(newest.length)} of {count(entries.length)} entries.
        </p>
      )}
    </>
  );
}

function Row({ entry: { at, by, body } }: { readonly entry: LedgerEntry }): JSX.Element {
  return (
    <tr>
      <td>{minuteOf(at)}</td>
      <th scope="row">{body.kind}</th>
      <td>{shown(by, 200)}</td>
      <td>{shown(describe(body), 500)}</td>
    </tr>
  );
}

function describe(body: LedgerBody): string {
  switch (body.kind) {
    case 'start':
      return `${body.baseline} to ${body.candidate}, policy ${body.policy}`;
    case 'advance':
      return `${step(body.from)} to ${step(body.to)}: the gate of ${body.gate.stage} was open${body.gate.synthetic ? ', SYNTHETIC' : ''} (run ${body.gate.candidate.run})`;
    case 'window': {
      const { counts, planned, incidents, source, run } = body;
      const bad = `${count(incidents.length)} ${plural(incidents.length, 'incident')}`;
      return `${count(counts.passed)} of ${count(planned)} passed, ${bad}${source === 'live' ? '' : ', SYNTHETIC'} (run ${run})`;
    }
    case 'drill':
      return `the way back to ${body.target}: ${count(body.counts.passed)} of ${count(body.planned)} passed${body.source === 'live' ? '' : ', SYNTHETIC'} (run ${body.run})`;
    case 'evidence':
      return `of ${body.stage}: runs ${body.baseline.run} and ${body.candidate.run}`;
    case 'live':
      return `live traffic, ${body.breach}: the candidate gave no answer to ${count(body.candidate.bad)} of ${count(body.candidate.n)}, the baseline to ${count(body.baseline.bad)} of ${count(body.baseline.n)}`;
    case 'rollback':
    case 'hold':
    case 'release':
      return body.reason;
  }
}

function step({ stage, share }: Step): string {
  return `${stage} ${share}%`;
}
