import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import type { Capacity } from '../../contract/load/capacity.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { Figure, HistoryRun } from '../../contract/runs/history.ts';
import type { LoadReport } from '../../contract/load/load-report.ts';
import type { ProbeRun } from '../../contract/probe/probe-run.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { cappedAt } from '../../probe/diff-capabilities.ts';
import { readLoadReport } from '../../store/run/load-run.ts';
import { readProbeRun } from '../../store/run/probe-run.ts';
import { leastCapacity } from '../../store/run/read-capacities.ts';

type Figures = HistoryRun['targets'][number]['figures'];

/** A load run as history keeps it. Throws InputError for one that has not ended. */
export async function readLoadHistory(folder: string): Promise<HistoryRun> {
  const report = await readLoadReport(folder);
  if (report === null) throw new InputError([problem(`${folder} has not ended`)]);
  return historyOfLoad(report);
}

export function historyOfLoad(report: LoadReport): HistoryRun {
  const { run, startedAt, source, workload, workloadHash, prompts, evidenceRoot, versions, exitCode } =
    report;
  return {
    run,
    kind: 'load',
    startedAt,
    source,
    verdict: exitCode === EXIT_CODES.pass ? 'pass' : 'inconclusive',
    alike: hashCanonical({ kind: 'load', source, workload: workloadHash, limits: workload.limits }),
    suites: [],
    prompts,
    evidenceRoot,
    version: versions['llama-contract'] ?? null,
    origin: null,
    strength: null,
    changes: [],
    targets: report.targets.map(({ id }) => ({
      id,
      figures: loadFigures(leastCapacity(report.capacities, id), report),
    })),
  };
}

/** Of a run that only measured stages none; what has no certificate is no figure. */
function loadFigures(capacity: Capacity | null, { stages }: LoadReport): Figures {
  if (capacity === null) return {};
  const { target, low, high, certified } = capacity;
  const asked = stages.filter((stage) => stage.target === target);
  const n = asked.reduce((sum, { scheduled }) => sum + scheduled, 0);
  return { capacity: certified ? between(low, high, n) : { value: null, low: null, high: null, n } };
}

/** A probe run as history keeps it. */
export async function readProbeHistory(folder: string): Promise<HistoryRun> {
  return historyOfProbe(await readProbeRun(folder));
}

export function historyOfProbe({
  run,
  startedAt,
  source,
  tool,
  exitCode,
  targets,
  changes,
}: ProbeRun): HistoryRun {
  const isWhole = exitCode === EXIT_CODES.pass || exitCode === EXIT_CODES.fail;
  return {
    run,
    kind: 'probe',
    startedAt,
    source,
    verdict: isWhole ? 'pass' : 'inconclusive',
    alike: hashCanonical({ kind: 'probe', source }),
    suites: [],
    prompts: 0,
    evidenceRoot: null,
    version: tool,
    origin: null,
    strength: null,
    changes,
    targets: targets.map((file) => ({ id: file.endpoint.target, figures: probeFigures(file) })),
  };
}

function probeFigures(file: CapabilityFile): Figures {
  const { bits, output, context } = file;
  const proved = bits.filter(({ verdict }) => verdict === 'proved').length;
  const questions = (context?.rungs ?? []).reduce((sum, { asked }) => sum + asked, 0);
  return {
    ...(context === null
      ? {}
      : {
          'usable-context': between(context.usable, context.unusable, questions),
          'accepted-context': between(context.accepted, context.refused, questions),
        }),
    ...(output === null ? {} : { 'output-cap': between(cappedAt(file), null, output.exchanges.length) }),
    ...(bits.length === 0 ? {} : { 'proved-bits': between(proved, null, bits.length) }),
  };
}

/** What is shown, with the end beyond it where that was found too. */
function between(low: number | null, high: number | null, n: number): Figure {
  const isBounded = low !== null && high !== null;
  return { value: low, low: isBounded ? low : null, high: isBounded ? high : null, n };
}
