import { join } from 'node:path';
import type { Source } from '../contract/exchange.ts';
import type { Report } from '../contract/report.ts';
import type { Summary } from '../contract/summary.ts';
import { judgeRun } from '../metrics/judge-run.ts';
import type { Project } from './load-project.ts';
import type { RunFolder } from './open-run-folder.ts';

/** The report of a run that has ended. */
export function reportRun(run: {
  readonly summary: Summary;
  readonly folder: RunFolder;
  readonly project: Project;
  readonly source: Source;
  readonly seed: number;
  readonly durationMs: number;
  readonly endedMs: number;
}): Report {
  const { summary, folder, project, source, seed, durationMs } = run;
  const { planned, skipped, missing } = summary.counts;
  return {
    identity: {
      run: folder.manifest.run,
      startedAt: folder.manifest.startedAt,
      endedAt: new Date(run.endedMs).toISOString(),
      durationMs,
      throughput: durationMs > 0 ? ((planned - skipped - missing) * 1000) / durationMs : null,
    },
    summary,
    exitCode: judgeRun(summary).exitCode,
    source,
    seed,
    baseline: project.baseline,
    suites: project.suites.map(({ name }) => name),
    paths: { run: folder.store.folder, summary: join(folder.store.folder, 'summary.json') },
  };
}
