import type { Report } from '../contract/report.ts';
import type { Summary } from '../contract/summary.ts';
import { judgeRun } from '../metrics/judge-run.ts';
import { runFile } from '../store/layout.ts';
import type { RunManifest } from '../store/manifest.ts';

/** The report of a run that has ended. */
export function reportRun(run: {
  readonly summary: Summary;
  readonly manifest: RunManifest;
  readonly folder: string;
  /** In the order in which they were asked for. */
  readonly suites: readonly string[];
  readonly contentRoot: string;
  readonly durationMs: number;
  readonly endedMs: number;
}): Report {
  const { summary, manifest, folder, suites, durationMs } = run;
  const { planned, skipped, missing } = summary.counts;
  return {
    identity: {
      run: manifest.run,
      startedAt: manifest.startedAt,
      endedAt: new Date(run.endedMs).toISOString(),
      durationMs,
      throughput: durationMs > 0 ? ((planned - skipped - missing) * 1000) / durationMs : null,
    },
    summary,
    exitCode: judgeRun(summary).exitCode,
    source: manifest.source,
    seed: manifest.seed,
    baseline: manifest.baseline,
    suites,
    contentRoot: run.contentRoot,
    paths: { run: folder, summary: runFile(folder, 'summary') },
  };
}
