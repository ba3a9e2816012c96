import type { RunIdentity, Report } from '../../contract/runs/report.ts';
import {
  isBalanced,
  type Counts,
  type Latency,
  type PromptRow,
  type Summary,
  type TargetSummary,
  type TimeToFirstToken,
} from '../../contract/runs/summary.ts';
import { signSummary } from './sign-summary.ts';

/** summary.json. All that may differ between two runs of one seed is in `times`. */
interface ReportFile extends Omit<
  Report,
  'identity' | 'summary' | 'inRun' | 'changes' | 'approving' | 'places' | 'paths'
> {
  readonly schemaVersion: 1;
  readonly summary: Omit<Summary, 'targets' | 'prompts' | 'evidenceRoot'> & {
    readonly targets: readonly Omit<TargetSummary, 'latency' | 'timeToFirstToken'>[];
    readonly prompts: readonly Omit<PromptRow, 'latencyMs'>[];
  };
  readonly times: RunIdentity & {
    readonly evidenceRoot: string | null;
    readonly inRun: string;
    readonly changes: Report['changes'];
    readonly approving: Report['approving'];
    readonly places: Report['places'];
    readonly paths: Report['paths'];
    /** One entry a target and a prompt row, in the summary's order. */
    readonly latency: readonly Latency[];
    readonly timeToFirstToken: readonly TimeToFirstToken[];
    readonly promptLatencyMs: readonly (number | null)[];
    /** SHA-256 of run.json. */
    readonly manifestDigest: string;
    /** SHA-256 of this text, as it stands without it. */
    readonly digest: '';
  };
}

/** `manifestDigest` is that of run.json. Throws when counts do not balance: such a summary is never written. */
export function encodeReport(report: Report, manifestDigest: string): string {
  checkBalance('the run', report.summary.counts);
  for (const target of report.summary.targets) checkBalance(target.id, target.counts);
  const { identity, summary, inRun, changes, approving, places, paths, ...facts } = report;
  const { targets, prompts, evidenceRoot, ...judged } = summary;
  const file: ReportFile = {
    schemaVersion: 1,
    ...facts,
    summary: {
      ...judged,
      targets: targets.map(({ latency: _latency, timeToFirstToken: _first, ...target }) => target),
      prompts: prompts.map(({ latencyMs: _latencyMs, ...row }) => row),
    },
    times: {
      ...identity,
      evidenceRoot,
      inRun,
      changes,
      approving,
      places,
      paths,
      latency: targets.map((target) => target.latency),
      timeToFirstToken: targets.map((target) => target.timeToFirstToken),
      promptLatencyMs: prompts.map((row) => row.latencyMs),
      manifestDigest,
      digest: '',
    },
  };
  return signSummary(`${JSON.stringify(file, null, 2)}\n`);
}

function checkBalance(what: string, counts: Counts): void {
  if (isBalanced(counts)) return;
  throw new Error(`counts of ${what} do not balance: ${JSON.stringify(counts)}`);
}
