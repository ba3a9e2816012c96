import type { JSX } from 'preact';
import type { Decision, GateVerdict } from '../../contract/gates/decision.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { RunVerdict } from '../../contract/runs/summary.ts';
import type { Outline } from '../formats/outline.ts';
import { shown } from './shown.ts';

interface Look {
  readonly icon: string;
  readonly tone: 'good' | 'bad' | 'open';
}

const GATES: Readonly<Record<GateVerdict, Look>> = {
  open: { icon: '✓', tone: 'good' },
  closed: { icon: '✗', tone: 'bad' },
  inconclusive: { icon: '?', tone: 'open' },
};
const RUNS: Readonly<Record<RunVerdict, Look>> = {
  pass: GATES.open,
  fail: GATES.closed,
  inconclusive: GATES.inconclusive,
};

/** What was decided, by which run, and what would change it: in words, an icon and a colour. */
export function VerdictBar(props: {
  readonly report: Report;
  readonly outlined: Outline;
  readonly gate: Decision | null;
}): JSX.Element {
  const { report, outlined, gate } = props;
  const { identity, summary } = report;
  const { icon, tone } = gate === null ? RUNS[summary.verdict] : GATES[gate.verdict];
  const word = gate === null ? outlined.verdict : gate.verdict.toUpperCase();
  const link = identity.origin?.link ?? null;
  const isSynthetic = summary.synthetic || gate?.synthetic === true;
  return (
    <header class={`verdict ${tone}`}>
      <h1>
        <span class="icon" aria-hidden="true">
          {icon}
        </span>{' '}
        {word}
        {outlined.part !== null && <span class="synthetic">A PART</span>}
        {isSynthetic && <span class="synthetic">SYNTHETIC</span>}
      </h1>
      {gate !== null && (
        <p class="headline">
          {gate.migration === null ? '' : `Migration ${shown(gate.migration)}, `}stage {gate.stage}:{' '}
          {shown(gate.baseline.target)} → {shown(gate.candidate.target)}. {shown(gate.sentence)}
        </p>
      )}
      <p class="headline">
        {gate === null ? '' : `Run ${outlined.verdict}: `}
        {shown(outlined.headline)}.
      </p>
      <p>{shown(outlined.meaning)}</p>
      {outlined.restsOn !== null && <p>{shown(outlined.restsOn)}</p>}
      {outlined.strength !== null && <p>{shown(outlined.strength)}</p>}
      <p class="facts">
        <time dateTime={identity.startedAt}>
          {identity.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}
        </time>
        {outlined.facts.map((fact) => ` · ${shown(fact)}`)}
        {summary.evidenceRoot !== null && (
          <>
            {' · evidence '}
            <code>{summary.evidenceRoot.slice(0, 16)}</code>
          </>
        )}
        {link !== null && (
          <>
            {' · '}
            <a href={link}>{shown(link)}</a>
          </>
        )}
      </p>
    </header>
  );
}
