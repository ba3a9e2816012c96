import type { JSX } from 'preact';
import type { Decision } from '../../contract/gates/decision.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { RunDetail } from '../../contract/runs/run-detail.ts';
import { count, plural } from '../text/format.ts';
import { outline, type Outline } from '../formats/outline.ts';
import { Appendix } from './appendix.tsx';
import { CapabilityMatrix } from './capability-matrix.tsx';
import { CaseList } from './case-list.tsx';
import { CostTable, InvoiceLines } from './cost-table.tsx';
import { Criteria } from './criteria.tsx';
import { FailureGroups } from './failure-groups.tsx';
import { GateHistory } from './gate-history.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { LatencyTable } from './latency-table.tsx';
import { Ledgers } from './ledgers.tsx';
import { listDoubts } from './list-doubts.ts';
import { PromptGrid } from './prompt-grid.tsx';
import { QualityTable } from './quality-table.tsx';
import { RolloutHistory } from './rollout-history.tsx';
import { SavingsTable } from './savings-table.tsx';
import { Section } from './section.tsx';
import { sidesOf } from './sides.ts';
import { shown } from './shown.ts';
import { TargetMatrix } from './target-matrix.tsx';
import { TokenTable } from './token-table.tsx';
import { TwoSides } from './two-sides.tsx';
import { VerdictBar } from './verdict-bar.tsx';

/** All that a page is made of. `gate` is null where no stage was asked for. */
export interface PageParts {
  readonly report: Report;
  readonly detail: RunDetail;
  readonly gate: Decision | null;
}

/** In the order of a reader with two minutes: the verdict, what speaks against trusting it, then the numbers. */
export function Page({ report, detail, gate }: PageParts): JSX.Element {
  const outlined = outline(report);
  const doubts = listDoubts(report, detail);
  const sides = sidesOf(gate, detail);
  const kinds = report.summary.groups.length;
  return (
    <>
      <VerdictBar report={report} outlined={outlined} gate={gate} />
      <nav aria-label="Parts of this page">
        <ul>
          {PARTS.filter(([id]) => id !== 'criteria' || gate !== null).map(([id, name]) => (
            <li>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <Section id="doubts" title="Reasons not to trust this run">
          {doubts.length === 0 ? (
            <p>None was found.</p>
          ) : (
            <ul class="doubts">
              {doubts.map((doubt) => (
                <li>{shown(doubt)}</li>
              ))}
            </ul>
          )}
        </Section>
        {gate !== null && <Criteria gate={gate} trends={detail.trends} />}
        <Section id="targets" title="Targets">
          <TargetMatrix targets={report.summary.targets} legend={outlined.legend} trends={detail.trends} />
        </Section>
        <TwoSides comparisons={detail.comparisons} />
        <Section
          id="failures"
          title={kinds === 0 ? 'Failures' : `Failures (${count(kinds)} ${plural(kinds, 'kind')})`}
        >
          <FailureGroups report={report} detail={detail} />
        </Section>
        <Section id="latency" title="Latency">
          <LatencyChart report={report} detail={detail} sides={sides} />
          <LatencyTable summary={report.summary} detail={detail} sides={sides} />
          {outlined.latencyLegend.map((line) => (
            <p class="legend">{shown(line)}</p>
          ))}
        </Section>
        <Section id="tokens" title="Tokens">
          <TokenTable targets={detail.targets} />
          <QualityTable targets={report.summary.targets} routes={detail.routes} />
        </Section>
        {report.costs.length > 0 && (
          <Section id="cost" title="Cost">
            <CostTable costs={report.costs} />
            <InvoiceLines costs={report.costs} />
          </Section>
        )}
        {detail.savings.length > 0 && (
          <Section id="savings" title="What would have been saved">
            <SavingsTable savings={detail.savings} />
          </Section>
        )}
        {detail.probed.length > 0 && (
          <Section id="probed" title="What endpoints were found to do">
            <CapabilityMatrix files={detail.probed} />
          </Section>
        )}
        <Ledgers summary={report.summary} />
        <Lists outlined={outlined} />
        {detail.decisions.length > 0 && (
          <Section id="gates" title="What gates said of this run">
            <GateHistory decisions={detail.decisions} />
          </Section>
        )}
        {detail.rollouts.map((rollout, index) => (
          <Section id={`rollout-${index + 1}`} title={`Rollout of ${shown(rollout.migration)}`}>
            <RolloutHistory rollout={rollout} />
          </Section>
        ))}
        <Section id="prompts" title="Prompts">
          <PromptGrid summary={report.summary} />
        </Section>
        <Section id="exchanges" title="Exchanges">
          <CaseList cases={detail.cases} />
        </Section>
        <Section id="appendix" title="What this run was made of">
          <Appendix report={report} detail={detail} />
        </Section>
      </main>
    </>
  );
}

/** Those that stand on every page; the criteria where a stage was judged. */
const PARTS: readonly (readonly [id: string, name: string])[] = [
  ['doubts', 'Reasons not to trust it'],
  ['criteria', 'Exit criteria'],
  ['targets', 'Targets'],
  ['failures', 'Failures'],
  ['latency', 'Latency'],
  ['tokens', 'Tokens'],
  ['prompts', 'Prompts'],
  ['exchanges', 'Exchanges'],
  ['appendix', 'What it was made of'],
];

const LISTS: readonly (readonly [id: string, title: string, of: (outlined: Outline) => readonly string[]])[] =
  [
    ['mends', 'What to check', ({ mends }) => mends],
    ['changes', 'Endpoints that changed since the last run', ({ changes }) => changes],
    ['stale', 'Stale goldens', ({ stale }) => stale],
    ['notes', 'Notes (no failures)', ({ notes }) => notes],
  ];

function Lists({ outlined }: { readonly outlined: Outline }): JSX.Element {
  return (
    <>
      {LISTS.map(([id, title, of]) => {
        const lines = of(outlined);
        if (lines.length === 0) return null;
        return (
          <Section id={id} title={title}>
            <ul>
              {lines.map((line) => (
                <li>{shown(line)}</li>
              ))}
            </ul>
          </Section>
        );
      })}
    </>
  );
}
