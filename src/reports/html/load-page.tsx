import type { JSX } from 'preact';
import type { LoadReport } from '../../contract/load/load-report.ts';
import type { Sample, StageResult } from '../../contract/load/load.ts';
import { benchHeading, benchNotes, BENCH_TABLES, spellLoad } from '../verbs/bench-tables.ts';
import { EcdfChart, type EcdfCurve } from './ecdf-chart.tsx';
import { GoodputCurves, LatencyCurves } from './load-curves.tsx';
import { Section, WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** A load run as a page: figures, pictures, and below each figure what it rests on. */
export function LoadPage(props: {
  readonly report: LoadReport;
  readonly samples: readonly Sample[];
}): JSX.Element {
  const { report, samples } = props;
  const { stages, targets, source } = report;
  const isMeasured = report.exitCode === 0;
  return (
    <>
      <header class={`verdict ${isMeasured ? 'good' : 'open'}`}>
        <h1>
          <span class="icon" aria-hidden="true">
            {isMeasured ? '✓' : '?'}
          </span>{' '}
          {isMeasured ? 'MEASURED' : 'INCONCLUSIVE'}
          {source === 'simulate' && <span class="synthetic">SYNTHETIC</span>}
        </h1>
        <p class="headline">{shown(benchHeading(report))}</p>
        {benchNotes(report).map((note) => (
          <p>{shown(note)}</p>
        ))}
        <p class="facts">
          run {shown(report.run)}, {shown(report.startedAt)}, seed {report.workload.seed}, workload{' '}
          <code>{report.workloadHash.slice(0, 12)}</code>
        </p>
      </header>
      <main>
        <Section id="figures" title="Figures">
          {BENCH_TABLES.map(({ name, columns }) => (
            <WideTable label={name}>
              <caption>{name}</caption>
              <thead>
                <tr>
                  <th scope="col">target</th>
                  <th scope="col">load</th>
                  {columns.map(({ head }) => (
                    <th scope="col" class="number">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {stages.map((stage) => (
                  <tr>
                    <th scope="row">{shown(stage.target)}</th>
                    <td class="word">{spellLoad(stage)}</td>
                    {columns.map(({ cell }) => (
                      <td class="number">{shown(cell(stage))}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </WideTable>
          ))}
        </Section>
        {stages.length > 0 && (
          <Section id="load" title="Over the load">
            <h3>Latency</h3>
            <LatencyCurves stages={stages} />
            <h3>Goodput</h3>
            <GoodputCurves stages={stages} />
          </Section>
        )}
        <Section id="latencies" title="Latencies">
          {targets.map(({ id }) => (
            <Latencies target={id} stages={stages} samples={samples} />
          ))}
        </Section>
        <Section id="certificates" title="What it rests on">
          {stages.map((stage) => (
            <Certificate stage={stage} />
          ))}
        </Section>
      </main>
    </>
  );
}

/** The share of scheduled requests that had their answer by a time, stage by stage. */
function Latencies(props: {
  readonly target: string;
  readonly stages: readonly StageResult[];
  readonly samples: readonly Sample[];
}): JSX.Element {
  const { target, stages, samples } = props;
  const whole = stages.filter((stage) => stage.target === target && stage.refused.length === 0);
  const curves = whole.map((stage): EcdfCurve => {
    const own = samples.filter(
      (sample) => sample.target === target && sample.stage === stage.stage && sample.phase === 'measured',
    );
    const ascendingMs = own
      .flatMap(({ outcome, endMs, scheduledMs }) =>
        outcome === 'answered' && endMs !== null ? [endMs - scheduledMs] : [],
      )
      .toSorted((a, b) => a - b);
    const missing = own.length - ascendingMs.length;
    return { name: spellLoad(stage), ascendingMs, missing, tag: null, marks: [] };
  });
  const timed = curves.filter(({ ascendingMs }) => ascendingMs.length > 0);
  return (
    <>
      <h3>{shown(target)}</h3>
      {timed.length === 0 ? (
        <p>No stage of it is certified.</p>
      ) : (
        <EcdfChart
          curves={timed}
          label={`Share of the requests to ${target} that were answered by a time, for ${timed.map(({ name }) => name).join(', ')}`}
          axis="time from schedule to the whole answer (logarithmic)"
        />
      )}
    </>
  );
}

function Certificate({ stage }: { readonly stage: StageResult }): JSX.Element {
  const { target, certificate, refused } = stage;
  return (
    <details open={refused.length > 0}>
      <summary>
        {shown(target)} {spellLoad(stage)}: {refused.length === 0 ? 'holds' : 'refused'}
      </summary>
      <WideTable label={`certificate of ${target} ${spellLoad(stage)}`}>
        <tbody>
          {certificate.map(({ row, says, holds }) => (
            <tr>
              <th scope="row">{row}</th>
              <td>{holds === null ? '-' : holds ? 'holds' : 'does not hold'}</td>
              <td>{shown(says)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </details>
  );
}
